import type { Call, Executor } from "../../engine/executor.ts";
import { ConfigurationError, QueryError } from "../../kernel/errors.ts";
import type { BoundColumn, BoundRelation, BoundTable } from "../bound-table.ts";
import { describeValue, isPlainObject } from "../filter-values.ts";
import { type KeyValue, keyOfRow, mapKey, type Row } from "../key-of.ts";
import { readRows } from "../read-rows.ts";
import { equalTo, keyValues, whereKeys } from "../where-keys.ts";
import { Writers } from "./writers.ts";

/** Links of a row by one many-to-many relation. */
export class Links {
  readonly #relation: BoundRelation;
  readonly #through: NonNullable<BoundRelation["through"]>;
  readonly #executor: Executor;
  readonly #writers: Writers;

  /** Throws QueryError for a name that is no many-to-many relation, ConfigurationError for a join table that may hold a link twice. */
  constructor(table: BoundTable, name: unknown, executor: Executor) {
    const relation = typeof name === "string" ? table.relation(name) : undefined;
    if (!relation?.through) throw notLinked(table, name, relation);
    this.#relation = relation;
    this.#through = relation.through;
    this.#executor = executor;
    this.#writers = new Writers(relation.through.table, executor);
    this.#requireUnique();
  }

  async link(row: unknown, rows: unknown, call: Call): Promise<void> {
    const near = this.#near(row);
    await this.#add(near, [...this.#far(rows).values()], call);
  }

  async unlink(row: unknown, rows: unknown, call: Call): Promise<number> {
    const near = this.#near(row);
    const far = [...this.#far(rows).values()];
    return this.#executor.atomically(call, () => this.#remove(near, far, call));
  }

  /** Waits for others that set links of the same row. */
  async setLinks(row: unknown, rows: unknown, call: Call): Promise<void> {
    const near = this.#near(row);
    const wanted = this.#far(rows);
    await this.#executor.atomically(call, async () => {
      await this.#lock(near, call);
      const { table, far } = this.#through;
      const where = equalTo(this.#through.near, near);
      const linked = await readRows(this.#executor, { table, where, options: {}, mode: "many" }, call);
      const keys = linked.map((link) => keyOfRow(far)(link as Row));
      const removed = keys.filter((key) => key !== null && !wanted.has(mapKey(key)));
      const known = new Set(keys.map(mapKey));
      await this.#remove(near, removed, call);
      await this.#add(
        near,
        [...wanted].filter(([id]) => !known.has(id)).map(([, key]) => key),
        call,
      );
    });
  }

  /** Makes others that set links of this row wait. A database with one writer makes them wait anyway. */
  async #lock(near: KeyValue, call: Call): Promise<void> {
    const { source, columns } = this.#relation;
    if (source.dialect.capabilities.writers === "one") return;
    await new Writers(source, this.#executor).reader.read(columns, [[near].flat()], call, "update");
  }

  async #add(near: KeyValue, far: readonly KeyValue[], call: Call): Promise<void> {
    if (far.length === 0) return;
    this.#requireNoMore();
    const conflict = [...this.#through.near, ...this.#through.far].map((column) => column.def.property);
    const values = far.map((key) => ({ ...keyValues(this.#through.near, near), ...keyValues(this.#through.far, key) }));
    await this.#writers.upserter.many(values, { conflict, update: [] }, undefined, call);
  }

  async #remove(near: KeyValue, far: readonly KeyValue[], call: Call): Promise<number> {
    let removed = 0;
    for (const these of whereKeys(this.#through.far, far)) {
      removed += await this.#writers.updater.deleteWhere({ and: [equalTo(this.#through.near, near), these] }, call);
    }
    return removed;
  }

  #near(row: unknown): KeyValue {
    return keyOfGiven(this.#relation.source, this.#relation.columns, row);
  }

  /** Keys of the rows to be linked, each once. */
  #far(rows: unknown): ReadonlyMap<unknown, KeyValue> {
    if (!Array.isArray(rows)) throw badRow(this.#relation.target, `a list of rows is linked, not ${describeValue(rows)}`);
    const keys = rows.map((row) => keyOfGiven(this.#relation.target, this.#relation.targetColumns, row));
    return new Map(keys.map((key) => [mapKey(key), key]));
  }

  /** Throws QueryError for a join table with columns that only its own inserts can give. */
  #requireNoMore(): void {
    const { table, near, far } = this.#through;
    const more = table.columns.find((column) => !column.def.optional && !near.includes(column) && !far.includes(column));
    if (!more) return;
    throw new QueryError(
      "QUERY.NOT_LINKED",
      `"${table.def.name}" needs "${more.def.property}" with each link, which link() cannot give: insert rows of "${table.def.name}" instead, or give the column a default`,
      { context: { table: table.def.name, column: more.def.property } },
    );
  }

  #requireUnique(): void {
    const { table, near, far } = this.#through;
    const wanted = [...near, ...far]
      .map((column) => column.def.property)
      .sort()
      .join();
    const keys = [
      table.def.primaryKey,
      ...table.def.uniques.map(({ columns }) => columns),
      ...table.def.indexes.filter((index) => index.unique).map(({ columns }) => columns),
    ];
    if (keys.some((key) => [...key].sort().join() === wanted)) return;
    throw new ConfigurationError(
      "MODEL.LINKS_NOT_UNIQUE",
      `"${table.def.name}" may hold a link twice, so "${this.#relation.label}" cannot be linked safely: make [${wanted.replaceAll(",", ", ")}] its primary key or one of its uniqueConstraints`,
      { context: { table: table.def.name } },
    );
  }
}

function keyOfGiven(table: BoundTable, columns: readonly BoundColumn[], row: unknown): KeyValue {
  if (typeof row !== "object" || row === null) throw badRow(table, `a row with ${names(columns)} is needed, not ${describeValue(row)}`);
  const key = keyOfRow(columns)(row as Row);
  if (key === null) throw badRow(table, `${isPlainObject(row) ? "the object" : "the row"} has no ${names(columns)}`);
  return key;
}

function names(columns: readonly BoundColumn[]): string {
  return columns.map((column) => `"${column.label}"`).join(", ");
}

function badRow(table: BoundTable, why: string): QueryError {
  return new QueryError("QUERY.BAD_ROW", `links of "${table.def.name}": ${why}`, { context: { table: table.def.name } });
}

function notLinked(table: BoundTable, name: unknown, relation: BoundRelation | undefined): QueryError {
  const known = table.def.relations.filter(({ through }) => through).map((one) => one.name);
  const why = relation ? `"${relation.label}" has no join table: set its foreign key instead` : `"${table.def.name}" has no relation "${String(name)}"`;
  return new QueryError("QUERY.NOT_LINKED", `${why}; many-to-many relations of "${table.def.name}": ${known.join(", ") || "none"}`, {
    context: { table: table.def.name },
  });
}

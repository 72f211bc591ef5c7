import { randomUUID } from "node:crypto";
import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { keyOfRow } from "../query/key-of.ts";
import { withRowEvents } from "../query/row-events.ts";
import { relationsOf } from "./cascade.ts";
import { misuse } from "./errors.ts";
import type { Row } from "./imprint.ts";
import type { ForeignKeys, KeySource } from "./links.ts";
import { parentsFirst } from "./order.ts";
import { keyId, keyIdOf, type Tracked } from "./tracked.ts";
import { byTable, columnValues, type Work } from "./work.ts";

/** Foreign keys left NULL at first, because the rows need each other. */
export type Deferred = ReadonlyMap<Row, readonly BoundColumn[]>;

/** A new row, what it will be inserted with, and the new rows that must be there before it. */
interface Draft {
  readonly table: BoundTable;
  readonly row: Row;
  readonly values: Row;
  readonly sources: Map<BoundColumn, KeySource>;
  readonly needs: Map<Row, BoundColumn[]>;
  /** The columns the server fills that were given nevertheless: rows of other shapes are in other statements. */
  readonly shape: string;
}

/** Inserts new rows, parents first, a statement (or a few, for very many rows) for each table and round. Answers which foreign keys have to be set afterwards. */
export async function insertNew(rows: readonly Tracked[], foreignKeys: ForeignKeys, work: Work): Promise<Deferred> {
  const insertion = new Insertion(rows, foreignKeys, work);
  await insertion.run();
  return insertion.deferred;
}

class Insertion {
  readonly #work: Work;
  readonly #drafts = new Map<Row, Draft>();
  readonly #tables: readonly BoundTable[];
  readonly deferred = new Map<Row, BoundColumn[]>();

  constructor(rows: readonly Tracked[], foreignKeys: ForeignKeys, work: Work) {
    this.#work = work;
    for (const { table, row } of rows) {
      const values = columnValues(table, row);
      for (const { def } of table.primaryKey) if (def.fill?.by === "uuid") values[def.property] ??= randomUUID();
      const shape = table.columns
        .filter(({ def }) => def.fill && !def.values.hasDefault && values[def.property] !== undefined)
        .map(({ index }) => index)
        .join();
      this.#drafts.set(row, { table, row, values, sources: new Map(foreignKeys.get(row)), needs: new Map(), shape });
    }
    this.#findNeeds();
    this.#tables = parentsFirst(new Set(rows.map(({ table }) => table)));
  }

  async run(): Promise<void> {
    const waiting = byTable(this.#drafts.values(), (draft) => draft.table);
    while (waiting.size > 0) {
      let progress = false;
      for (const table of this.#tables) {
        const batch = this.#ready(waiting.get(table) ?? []);
        if (batch.length === 0) continue;
        await this.#insert(table, batch);
        progress = true;
        const rest = (waiting.get(table) ?? []).filter(({ row }) => !this.#work.written.has(row));
        if (rest.length > 0) waiting.set(table, rest);
        else waiting.delete(table);
      }
      if (!progress) this.#breakCycle([...waiting.values()].flat());
    }
  }

  /** Rows needed by relation, and rows whose key a foreign key was given by hand. */
  #findNeeds(): void {
    const byKey = new Map<string, Row>();
    for (const { table, values, row } of this.#drafts.values()) {
      const key = keyIdOf(table, values);
      if (key !== null) byKey.set(key, row);
    }
    for (const draft of this.#drafts.values()) {
      this.#needsByRelation(draft);
      this.#needsByKey(draft, byKey);
      this.#deferInOneTable(draft);
    }
  }

  #needsByRelation(draft: Draft): void {
    for (const [column, source] of draft.sources) {
      if (!source || !this.#drafts.has(source.row)) continue;
      if (source.row !== draft.row) this.#need(draft, source.row, [column]);
      else if (!hasKey(draft)) this.deferred.set(draft.row, [...(this.deferred.get(draft.row) ?? []), column]);
    }
  }

  #needsByKey(draft: Draft, byKey: ReadonlyMap<string, Row>): void {
    for (const { def, columns, target } of relationsOf(draft.table)) {
      if (def.kind !== "belongsTo" || columns.some((column) => draft.sources.has(column))) continue;
      const key = keyId(target, keyOfRow(columns)(draft.values));
      const needed = key === null ? undefined : byKey.get(key);
      if (needed && needed !== draft.row) this.#need(draft, needed, columns);
    }
  }

  #need(draft: Draft, row: Row, columns: readonly BoundColumn[]): void {
    draft.needs.set(row, [...(draft.needs.get(row) ?? []), ...columns]);
  }

  /** A chain of rows in one table whose keys the server makes would take a statement for each link; setting the keys afterwards takes one for all. */
  #deferInOneTable(draft: Draft): void {
    for (const [needed, columns] of draft.needs) {
      const other = this.#drafts.get(needed) as Draft;
      if (other.table === draft.table && !hasKey(other) && columns.some((column) => column.def.nullable)) this.#defer(draft, needed);
    }
  }

  #defer(draft: Draft, needed: Row): void {
    const columns = draft.needs.get(needed) ?? [];
    draft.needs.delete(needed);
    this.deferred.set(draft.row, [...(this.deferred.get(draft.row) ?? []), ...columns]);
  }

  /** Rows of one table that can be inserted by one statement, those that are needed before those that need them. */
  #ready(drafts: readonly Draft[]): readonly Draft[] {
    const batch = new Set<Draft>();
    const visiting = new Set<Draft>();
    const take = (draft: Draft): boolean => {
      if (batch.has(draft)) return true;
      if (visiting.has(draft)) return false;
      visiting.add(draft);
      const isReady = [...draft.needs.keys()].every((needed) => {
        if (this.#work.written.has(needed)) return true;
        const other = this.#drafts.get(needed) as Draft;
        return other.table === draft.table && hasKey(other) && other.shape === draft.shape && take(other);
      });
      visiting.delete(draft);
      if (isReady) batch.add(draft);
      return isReady;
    };
    for (const draft of drafts) take(draft);
    return [...batch];
  }

  async #insert(table: BoundTable, batch: readonly Draft[]): Promise<void> {
    const values = batch.map((draft) => this.#valuesOf(draft));
    const work = this.#work;
    const stored = await withRowEvents(work.executor.events, "insert", table.def.name, values, () =>
      work.writers(table).inserter.many(values, undefined, work.call(table, "insert_many")),
    );
    for (const [i, draft] of batch.entries()) work.written.set(draft.row, stored[i] as Row);
  }

  #valuesOf({ table, row, values, sources }: Draft): Row {
    const complete: Row = { ...values };
    const later = this.deferred.get(row) ?? [];
    for (const [column, source] of sources) {
      if (later.includes(column)) continue;
      const known = source && (this.#work.written.has(source.row) ? source : this.#beforehand(source));
      complete[column.def.property] = this.#work.resolve(column, known);
    }
    for (const column of later) if (column.def.nullable) complete[column.def.property] = null;
    // What nobody fills is NULL. With the defaults in place all rows are of one shape, but for what the server fills.
    for (const { def } of table.columns) {
      if (complete[def.property] !== undefined) continue;
      if (def.values.hasDefault) complete[def.property] = def.values.absent();
      else if (def.nullable && !def.fill) complete[def.property] = null;
    }
    return complete;
  }

  /** A row of the same statement: its key was made here. */
  #beforehand(source: NonNullable<KeySource>): KeySource {
    const draft = this.#drafts.get(source.row);
    return draft ? { row: draft.values, column: source.column } : source;
  }

  #breakCycle(waiting: readonly Draft[]): void {
    let broken = false;
    for (const draft of waiting) {
      for (const [needed, columns] of draft.needs) {
        if (this.#work.written.has(needed) || !columns.some((column) => column.def.nullable)) continue;
        this.#defer(draft, needed);
        broken = true;
      }
    }
    if (broken) return;
    const labels = [...new Set(waiting.flatMap(({ needs }) => [...needs.values()].flat().map((column) => `"${column.label}"`)))];
    throw misuse(
      "CYCLE",
      waiting[0]?.table,
      `new rows need each other's keys through ${labels.join(" and ")}, none of which can be null at first: make one of them nullable`,
    );
  }
}

function hasKey({ table, values }: Draft): boolean {
  return table.primaryKey.every(({ def }) => values[def.property] !== undefined && values[def.property] !== null);
}

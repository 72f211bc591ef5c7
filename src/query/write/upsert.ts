import type { Call, Executor } from "../../engine/executor.ts";
import { isPromise } from "../../kernel/chain.ts";
import { QueryError, SerializationError } from "../../kernel/errors.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { keyText, keyTextOf } from "../row-key.ts";
import type { PositionedRow } from "../shape.ts";
import { bulkCuts } from "./bulk-cuts.ts";
import { conflictClause, conflictKey, isUpdated, namesConflict } from "./conflict-key.ts";
import type { Group, Inserter } from "./insert.ts";
import type { KeyReader } from "./key-reader.ts";
import type { LogicalRow } from "./row-encoder.ts";
import type { Updater } from "./update.ts";
import { checkRow } from "./write-values.ts";

export interface UpsertOptions {
  /** Columns of a unique key; the primary key by default. */
  readonly conflict?: readonly string[] | undefined;
  /** Columns to update when the row is there; all the caller wrote by default. */
  readonly update?: readonly string[] | undefined;
}

interface Target {
  readonly key: readonly BoundColumn[];
  readonly update: readonly BoundColumn[] | undefined;
}

/** INSERT or UPDATE by a unique key. Rows come back as stored, in input order. */
export class Upserter {
  readonly #table: BoundTable;
  readonly #executor: Executor;
  readonly #inserter: Inserter;
  readonly #updater: Updater;
  readonly #reader: KeyReader;

  constructor(table: BoundTable, executor: Executor, inserter: Inserter, updater: Updater, reader: KeyReader) {
    this.#table = table;
    this.#executor = executor;
    this.#inserter = inserter;
    this.#updater = updater;
    this.#reader = reader;
  }

  async many(list: readonly unknown[], options: UpsertOptions, batchSize: number | undefined, call: Call): Promise<unknown[]> {
    const target = this.#target(options);
    for (const values of list) this.#checkKey(values, target.key);
    const groups = await this.#inserter.groups(list, "skip");
    const keys = this.#keys(groups, target.key, list.length);
    const merged = namesConflict(this.#table, target.key);
    const chunks = groups.reduce((sum, group) => sum + this.#cuts(group, batchSize).length, 0);
    const returns = this.#table.dialect.capabilities.returning.upsert !== "none";
    const single = merged && chunks === 1 && returns && groups.every((group) => this.#updated(group, target).length > 0);
    const out = new Array<unknown>(list.length);
    const write = async () => {
      for (const group of groups) {
        const stored = merged ? await this.#merge(group, target, batchSize, keys, call) : await this.#lockAndWrite(group, target, batchSize, call);
        for (const place of group.places) out[place] = stored.get(keyText(keys[place] as readonly unknown[]));
      }
    };
    if (single) await write();
    else if (merged) await this.#executor.atomically(call, write);
    else await this.#retryOnce(call, write);
    return out;
  }

  /** A deadlock between two upserts that lock and then insert is settled by trying once more, if the transaction is ours to repeat. */
  async #retryOnce(call: Call, write: () => Promise<void>): Promise<void> {
    try {
      await this.#executor.atomically(call, write);
    } catch (error) {
      if (!(error instanceof SerializationError) || this.#executor.inTransaction(call)) throw error;
      await this.#executor.atomically(call, write);
    }
  }

  #target({ conflict, update }: UpsertOptions): Target {
    return { key: conflictKey(this.#table, conflict), update: update?.map((property) => this.#table.column(property)) };
  }

  #checkKey(values: unknown, key: readonly BoundColumn[]): void {
    checkRow(this.#table, values);
    for (const column of key) {
      if (values[column.def.property] === undefined || values[column.def.property] === null) {
        throw new QueryError(
          "QUERY.MISSING_CONFLICT_KEY",
          `an upsert into "${this.#table.def.name}" needs a value for "${column.def.property}", which tells whether the row is there; to create a new row use insert`,
          {
            context: { column: column.label },
          },
        );
      }
    }
  }

  /** Key of every row by place; equal keys in one call would make the result depend on their order. */
  #keys(groups: readonly Group[], key: readonly BoundColumn[], count: number): readonly (readonly unknown[])[] {
    const keys = new Array<readonly unknown[]>(count);
    const seen = new Set<string>();
    for (const { plan, rows, places } of groups) {
      rows.forEach((row, i) => {
        const values = key.map((column) => plan.written(row, column));
        const text = keyText(values);
        if (seen.has(text))
          throw new QueryError("QUERY.DUPLICATE_KEYS", `two rows of one upsert into "${this.#table.def.name}" have the same key`, {
            context: { table: this.#table.def.name },
          });
        seen.add(text);
        keys[places[i] as number] = values;
      });
    }
    return keys;
  }

  /** Columns to set on a stored row: what the caller wrote (or asked for), never keys or values made by defaults. */
  #updated({ plan }: Group, { key, update }: Target): readonly BoundColumn[] {
    const given = plan.encoder.columns.filter(({ source }) => source === "given").map(({ column }) => column);
    const all = plan.encoder.columns.map(({ column }) => column);
    const wanted = update ? all.filter((column) => update.includes(column)) : given;
    return wanted.filter((column) => isUpdated(this.#table, key, column));
  }

  #cuts({ plan, rows }: Group, batchSize: number | undefined): readonly number[] {
    const { capabilities } = this.#table.dialect;
    return bulkCuts(capabilities, capabilities.upsert === "merge" ? 0 : plan.encoder.columns.length, rows.length, batchSize);
  }

  async #merge(
    group: Group,
    target: Target,
    batchSize: number | undefined,
    keys: readonly (readonly unknown[])[],
    call: Call,
  ): Promise<ReadonlyMap<string, unknown>> {
    const { plan, rows, places } = group;
    const { capabilities } = this.#table.dialect;
    const arrays = capabilities.bulkInsert === "arrays";
    const returns = capabilities.returning.upsert !== "none";
    const updated = this.#updated(group, target);
    const conflict = {
      id: `${target.key.map((c) => c.index)}=${updated.map((c) => c.index)}`,
      key: target.key,
      make: () => conflictClause(this.#table, target.key, updated),
    };
    let from = 0;
    const stored = new Map<string, unknown>();
    for (const count of this.#cuts(group, batchSize)) {
      const chunk = rows.slice(from, from + count);
      from += count;
      const statement = plan.statement(arrays ? "arrays" : { rows: chunk.length }, returns ? "keyed" : "nothing", conflict);
      const parameters = arrays ? plan.arrays(chunk) : chunk.flatMap((row) => plan.encoder.parameters(row));
      const running = this.#executor.run(statement, statement.bind(parameters), { ...call, batchRows: chunk.length });
      const outcome = isPromise(running) ? await running : running;
      for (const { row, position } of outcome.rows as PositionedRow[]) stored.set(keyTextOf(target.key, position), row);
    }
    await this.#readMissing(
      target.key,
      places.map((place) => keys[place] as readonly unknown[]),
      stored,
      call,
    );
    return stored;
  }

  async #readMissing(key: readonly BoundColumn[], keys: readonly (readonly unknown[])[], stored: Map<string, unknown>, call: Call): Promise<void> {
    const missing = keys.filter((values) => !stored.has(keyText(values)));
    if (missing.length === 0) return;
    for (const [text, row] of await this.#reader.read(key, missing, call)) stored.set(text, row);
  }

  /** Locks the rows that are there, updates them, inserts the rest; inside one transaction. */
  async #lockAndWrite(group: Group, target: Target, batchSize: number | undefined, call: Call): Promise<ReadonlyMap<string, unknown>> {
    const { plan, rows } = group;
    const keyOf = (row: LogicalRow) => target.key.map((column) => plan.written(row, column));
    const found = await this.#reader.read(target.key, rows.map(keyOf), call, "update");
    const stored = new Map<string, unknown>(found);
    const updated = this.#updated(group, target);
    const fresh: LogicalRow[] = [];
    for (const row of rows) {
      const text = keyText(keyOf(row));
      const existing = found.get(text) as Record<string, unknown> | undefined;
      if (existing === undefined) fresh.push(row);
      else if (updated.length > 0) {
        const changes = Object.fromEntries(updated.map((column) => [column.def.property, applicationValue(column, plan.written(row, column))]));
        const key = this.#table.primaryKey.map(({ def }) => def.values.encodeFilter(existing[def.property]));
        stored.set(text, await this.#updater.byKey(key, changes, call));
      }
    }
    const inserted = await this.#inserter.group({ plan, rows: fresh, places: [] }, batchSize, call);
    fresh.forEach((row, i) => {
      stored.set(keyText(keyOf(row)), inserted[i]);
    });
    return stored;
  }
}

function applicationValue({ def }: BoundColumn, logical: unknown): unknown {
  return logical === null || !def.values.decode ? logical : def.values.decode(logical as never);
}

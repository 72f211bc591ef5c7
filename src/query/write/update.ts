import type { Call, Executor } from "../../engine/executor.ts";
import { chain, isPromise, type MaybePromise } from "../../kernel/chain.ts";
import { NotFoundError, QueryError, StaleDataError } from "../../kernel/errors.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { scanFilter } from "../filter-scan.ts";
import { isPlainObject } from "../filter-values.ts";
import { Plan } from "../plan.ts";
import { keyText } from "../row-key.ts";
import { Scan, Slots } from "../scan.ts";
import { assign } from "./assign.ts";
import { chosenRows } from "./chosen-rows.ts";
import type { KeyReader } from "./key-reader.ts";
import { StructureCache } from "./structure.ts";
import { givenEncoder, type UpdatePlan, updatePlan } from "./update-plan.ts";
import { changedColumns, checkRow, givenColumns, isServerOnly, type Values } from "./write-values.ts";

/** What to do for changes of these columns. */
interface ChangePlan {
  /** Undefined when nothing is to be written: the row is only read. */
  readonly write: UpdatePlan | undefined;
  /** The version the row must still have is among them. */
  readonly isVersioned: boolean;
}

/** UPDATE and DELETE. */
export class Updater {
  readonly #table: BoundTable;
  readonly #executor: Executor;
  readonly #reader: KeyReader;
  readonly #changes = new StructureCache<ChangePlan>(64, "another structure");
  readonly #updates = new GenerationalCache<string, UpdatePlan>(128);
  readonly #sets = new GenerationalCache<string, UpdatePlan>(128);
  readonly #deletes = new GenerationalCache<string, Plan>(64);

  constructor(table: BoundTable, executor: Executor, reader: KeyReader) {
    this.#table = table;
    this.#executor = executor;
    this.#reader = reader;
  }

  /** `update(key, changes)`: the row as stored. A version among the changes is the one the row must still have. */
  byKey(key: readonly unknown[], changes: unknown, call: Call): MaybePromise<unknown> {
    const make = () => this.#changePlan(changedColumns(this.#table, changes));
    const plan = isPlainObject(changes) ? this.#changes.get(changes, make) : make();
    return this.#apply(plan, key, changes as Values, "changes", call);
  }

  /** `update(row)`: all columns present but the key, and none the server owns. */
  row(row: unknown, call: Call): MaybePromise<unknown> {
    const table = this.#table;
    checkRow(table, row);
    const given = givenColumns(table, row, "skip");
    for (const column of [...table.primaryKey, ...(table.version ? [table.version] : [])]) {
      if (!given.has(column)) {
        throw new QueryError("QUERY.INCOMPLETE_ROW", `update(row) needs "${column.label}"; to change columns by key use update(key, changes)`, {
          context: { column: column.label },
        });
      }
    }
    const key = table.primaryKey.map((column) => column.def.values.encodeFilter(row[column.def.property]));
    const columns = table.columns.filter((column) => given.has(column) && !column.isKey && !isServerOnly(column));
    const isWhole = table.columns.every((column) => given.has(column) || column.readsAbsent);
    return this.#apply(this.#changePlan(columns), key, row, isWhole ? "whole row" : "changes", call);
  }

  #changePlan(columns: readonly BoundColumn[]): ChangePlan {
    const { version } = this.#table;
    const isVersioned = version !== undefined && columns.includes(version);
    const written = columns.filter((column) => column !== version);
    return { write: written.length === 0 && !isVersioned ? undefined : this.#plan(written, isVersioned), isVersioned };
  }

  #apply({ write, isVersioned }: ChangePlan, key: readonly unknown[], values: Values, whole: "whole row" | "changes", call: Call): MaybePromise<unknown> {
    if (write === undefined) return this.#stored(key, undefined, call);
    const { primaryKey, version } = this.#table;
    const expected = version && isVersioned ? version.def.values.encodeFilter(values[version.def.property]) : undefined;
    return chain(write.encoder.logical(values, whole), (row) => {
      const parameters = write.encoder.parameters(row);
      for (let i = 0; i < primaryKey.length; i++) parameters.push((primaryKey[i] as BoundColumn).wire(key[i]));
      if (version && expected !== undefined) parameters.push(version.wire(expected));
      return this.#run(write, parameters, key, expected, call);
    });
  }

  #run(plan: UpdatePlan, parameters: unknown[], key: readonly unknown[], expected: unknown, call: Call): MaybePromise<unknown> {
    const { statement, joined } = plan;
    const query = joined && this.#executor.inTransaction(call) ? joined : statement;
    if (query.shape) {
      return chain(this.#executor.run(query, query.bind(parameters), call), ({ rows }) => (rows.length > 0 ? rows[0] : this.#missing(key, expected, call)));
    }
    return this.#executor.atomically(call, async () => {
      const { affected } = await this.#executor.run(statement, statement.bind(parameters), call);
      return affected > 0 ? this.#stored(key, undefined, call) : this.#missing(key, expected, call);
    });
  }

  async #stored(key: readonly unknown[], expected: unknown, call: Call): Promise<unknown> {
    const found = await this.#reader.read(this.#table.primaryKey, [key], call);
    const row = found.get(keyText(key));
    return row ?? this.#missing(key, expected, call);
  }

  async #missing(key: readonly unknown[], expected: unknown, call: Call): Promise<never> {
    const context = { table: this.#table.def.name };
    if (expected !== undefined && (await this.#reader.read(this.#table.primaryKey, [key], call)).size > 0) {
      throw new StaleDataError(
        "WRITE.STALE_DATA",
        `the row of "${this.#table.def.name}" was changed by somebody else since it was read; read it again and repeat the change`,
        { context },
      );
    }
    throw new NotFoundError("WRITE.NOT_FOUND", `"${this.#table.def.name}" has no row with this key; use upsert to create it`, { context });
  }

  #plan(columns: readonly BoundColumn[], withVersion: boolean): UpdatePlan {
    const id = `${columns.map((column) => column.index)}${withVersion ? "v" : ""}`;
    let plan = this.#updates.get(id);
    if (plan === undefined) {
      plan = updatePlan(this.#table, columns, withVersion);
      this.#updates.set(id, plan);
    }
    return plan;
  }

  /** `updateWhere`: the number of rows that match. */
  async where(where: unknown, changes: Values, call: Call): Promise<number> {
    const table = this.#table;
    const columns = changedColumns(table, changes).filter((column) => column !== table.version);
    if (columns.length === 0)
      throw new QueryError("QUERY.NO_CHANGES", `updateWhere on "${table.def.name}" changes nothing; give at least one column`, {
        context: { table: table.def.name },
      });
    const scan = new Scan(`${columns.map((column) => column.index)}:`);
    scanFilter(table, where, scan);
    let plan = this.#sets.get(scan.key);
    if (plan === undefined) {
      const slots = new Slots();
      const assignments = assign(table, columns, (column) => ({ kind: "parameter", slot: slots.next(column), type: column.def.type }));
      const filter = chosenRows(table, where, slots);
      const statement = new Plan(
        table.dialect,
        { kind: "update", table: table.node(undefined), assignments, where: filter, returning: [] },
        undefined,
        slots.labels,
      );
      plan = { encoder: givenEncoder(table, columns), statement };
      this.#sets.set(scan.key, plan);
    }
    const pending = plan.encoder.logical(changes, "changes");
    const parameters = [...plan.encoder.parameters(isPromise(pending) ? await pending : pending), ...scan.args];
    return (await this.#executor.run(plan.statement, plan.statement.bind(parameters), call)).affected;
  }

  /** `deleteWhere`: the number of rows that were there. */
  async deleteWhere(where: unknown, call: Call): Promise<number> {
    const table = this.#table;
    const scan = new Scan("");
    scanFilter(table, where, scan);
    let plan = this.#deletes.get(scan.key);
    if (plan === undefined) {
      const slots = new Slots();
      const filter = chosenRows(table, where, slots);
      plan = new Plan(table.dialect, { kind: "delete", table: table.node(undefined), where: filter, returning: [] }, undefined, slots.labels);
      this.#deletes.set(scan.key, plan);
    }
    return (await this.#executor.run(plan, plan.bind(scan.args), call)).affected;
  }
}

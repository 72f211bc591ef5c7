import type { Call, Executor } from "../../engine/executor.ts";
import { isPromise } from "../../kernel/chain.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { allEqual } from "../filter-relation.ts";
import { Plan } from "../plan.ts";
import { Slots } from "../scan.ts";
import { assign } from "./assign.ts";
import { type LogicalRow, RowEncoder } from "./row-encoder.ts";
import type { Values } from "./write-values.ts";

/** One row of a batch. */
export interface BatchedUpdate {
  /** Logical values of the primary key. */
  readonly key: readonly unknown[];
  /** Application values of the columns to be written, at least. */
  readonly values: Values;
  /** The logical version the row must still have; ignored for tables without one. */
  readonly version?: unknown;
}

export interface BatchUpdated {
  /** How many of the rows were there. */
  readonly affected: number;
  /** What was written, for each row. */
  readonly logical: readonly LogicalRow[];
}

/** Rows per statement at most: conditions are tried one by one, so that more would cost more than another statement. */
const mostRows = 128;

/** Many rows by key, each with values of its own, in few statements: `update t set c = case when key = ? then ? ... end where key in (...)`. */
export class BatchUpdater {
  readonly #table: BoundTable;
  readonly #executor: Executor;
  readonly #plans = new GenerationalCache<string, Plan>(64);
  readonly #encoders = new GenerationalCache<string, RowEncoder>(64);

  constructor(table: BoundTable, executor: Executor) {
    this.#table = table;
    this.#executor = executor;
  }

  /** `columns`: those that are written, the same for every row. Throws ValidationError before any SQL. */
  async many(columns: readonly BoundColumn[], rows: readonly BatchedUpdate[], call: Call): Promise<BatchUpdated> {
    const encoder = this.#encoder(columns);
    const logical: LogicalRow[] = [];
    for (const { values } of rows) {
      const pending = encoder.logical(values, "changes");
      logical.push(isPromise(pending) ? await pending : pending);
    }
    const encoded = logical.map((row) => encoder.parameters(row));
    let affected = 0;
    const size = this.#rowsPerStatement(columns.length);
    for (let from = 0; from < rows.length; from += size) {
      affected += await this.#some(columns, rows.slice(from, from + size), encoded.slice(from, from + size), call);
    }
    return { affected, logical };
  }

  async #some(columns: readonly BoundColumn[], rows: readonly BatchedUpdate[], encoded: readonly (readonly unknown[])[], call: Call): Promise<number> {
    const { primaryKey, version } = this.#table;
    // A power of two, so that few plans serve any number; the last row is repeated, which changes nothing.
    const places = 2 ** Math.ceil(Math.log2(rows.length));
    const args: unknown[] = [];
    for (let place = 0; place < places; place++) {
      const i = Math.min(place, rows.length - 1);
      const row = rows[i] as BatchedUpdate;
      args.push(...primaryKey.map((column, k) => column.wire(row.key[k])), ...(encoded[i] as readonly unknown[]));
      if (version) args.push(version.wire(row.version));
    }
    const plan = this.#plan(columns, places);
    const running = this.#executor.run(plan, plan.bind(args), { ...call, batchRows: rows.length });
    return (isPromise(running) ? await running : running).affected;
  }

  #plan(columns: readonly BoundColumn[], places: number): Plan {
    const id = `${columns.map(({ index }) => index)}:${places}`;
    let plan = this.#plans.get(id);
    if (plan === undefined) {
      plan = this.#build(columns, places);
      this.#plans.set(id, plan);
    }
    return plan;
  }

  #build(columns: readonly BoundColumn[], places: number): Plan {
    const table = this.#table;
    const { primaryKey, version } = table;
    const slots = new Slots();
    const place = () => {
      const keys = primaryKey.map((column) => parameter(column, slots));
      const values = columns.map((column) => parameter(column, slots));
      return { keys, values, version: version && parameter(version, slots) };
    };
    const all = Array.from({ length: places }, place);
    const isRow = (keys: readonly Node<"parameter">[]): Expression => allEqual(primaryKey.map((column, i) => [column.node(undefined), keys[i] as Expression]));
    const conditions = all.map(({ keys }) => isRow(keys));
    const value = (column: BoundColumn): Expression => {
      const results = all.map(({ values }): Expression => ({ ...(values[columns.indexOf(column)] as Node<"parameter">), explicit: true }));
      return places === 1 ? (results[0] as Expression) : { kind: "case", conditions, results, type: column.def.type };
    };
    const [only] = primaryKey;
    const where: Expression =
      only && primaryKey.length === 1 && !version
        ? { kind: "inList", item: only.node(undefined), list: all.map(({ keys }) => keys[0] as Node<"parameter">), negated: false }
        : {
            kind: "logical",
            operator: "or",
            items: all.map((row): Expression => {
              if (!version || !row.version) return isRow(row.keys);
              const current: Expression = { kind: "compare", operator: "=", left: version.node(undefined), right: row.version };
              return { kind: "logical", operator: "and", items: [isRow(row.keys), current] };
            }),
          };
    const assignments = assign(table, columns, value);
    return new Plan(table.dialect, { kind: "update", table: table.node(undefined), assignments, where, returning: [] }, undefined, slots.labels);
  }

  #encoder(columns: readonly BoundColumn[]): RowEncoder {
    const id = columns.map(({ index }) => index).join();
    let encoder = this.#encoders.get(id);
    if (encoder === undefined) {
      encoder = new RowEncoder(
        this.#table,
        columns.map((column) => ({ column, source: "given" })),
      );
      this.#encoders.set(id, encoder);
    }
    return encoder;
  }

  #rowsPerStatement(columns: number): number {
    const keys = this.#table.primaryKey.length;
    const perRow = columns * (keys + 1) + keys + (this.#table.version ? 1 : 0);
    const most = Math.floor(this.#table.dialect.capabilities.maxParameters / perRow);
    return Math.min(mostRows, 2 ** Math.floor(Math.log2(Math.max(1, most))));
  }
}

function parameter(column: BoundColumn, slots: Slots): Node<"parameter"> {
  return { kind: "parameter", slot: slots.next(column), type: column.def.type };
}

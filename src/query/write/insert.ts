import type { Call, Executor } from "../../engine/executor.ts";
import { isPromise } from "../../kernel/chain.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { keyText, keyTextOf } from "../row-key.ts";
import type { PositionedRow } from "../shape.ts";
import { InsertPlan, lostRows } from "./insert-plan.ts";
import type { KeyReader } from "./key-reader.ts";
import type { LogicalRow } from "./row-encoder.ts";
import { checkRow, insertColumns, structureOf, type Values } from "./write-values.ts";

/** Rows per statement where whole columns travel as arrays: bounds the memory of one message. */
const arrayChunk = 10_000;

/** Rows of one structure in a bulk write, with their places in the caller's list. */
export interface Group {
  readonly plan: InsertPlan;
  readonly rows: LogicalRow[];
  readonly places: number[];
}

/** INSERT, one row or many, on every kind of database: rows come back as stored, in input order. */
export class Inserter {
  readonly #table: BoundTable;
  readonly #executor: Executor;
  readonly #reader: KeyReader;
  readonly #plans = new GenerationalCache<string, InsertPlan>(64);

  constructor(table: BoundTable, executor: Executor, reader: KeyReader) {
    this.#table = table;
    this.#executor = executor;
    this.#reader = reader;
  }

  /** The plan for rows of this structure. Throws for keys that cannot be written. */
  plan(values: Values, relations: "refuse" | "skip"): InsertPlan {
    const id = structureOf(values);
    let plan = this.#plans.get(id);
    if (plan === undefined) {
      plan = new InsertPlan(this.#table, insertColumns(this.#table, values, relations));
      this.#plans.set(id, plan);
    }
    return plan;
  }

  async one(values: unknown, call: Call): Promise<unknown> {
    checkRow(this.#table, values);
    const plan = this.plan(values, "refuse");
    const pending = plan.encoder.logical(values, "whole row");
    const row = isPromise(pending) ? await pending : pending;
    if (this.#table.dialect.capabilities.returning.insert !== "none") {
      const statement = plan.statement({ rows: 1 }, "rows");
      const running = this.#executor.run(statement, statement.bind(plan.encoder.parameters(row)), call);
      const { rows } = isPromise(running) ? await running : running;
      if (rows.length !== 1) throw lostRows(this.#table, 1, rows.length);
      return rows[0];
    }
    return (await this.group({ plan, rows: [row], places: [0] }, 1, call))[0];
  }

  async many(list: readonly unknown[], batchSize: number | undefined, call: Call): Promise<unknown[]> {
    const groups = await this.groups(list, "refuse");
    const out = new Array<unknown>(list.length);
    const write = async () => {
      for (const group of groups) {
        const rows = await this.group(group, batchSize, call);
        group.places.forEach((place, i) => {
          out[place] = rows[i];
        });
      }
    };
    const statements = groups.reduce((sum, group) => sum + Math.ceil(group.rows.length / this.#chunk(group.plan, batchSize)), 0);
    if (statements > 1) await this.#executor.atomically(call, write);
    else await write();
    return out;
  }

  /** Validates all rows before anything is written, and groups them by structure. */
  async groups(list: readonly unknown[], relations: "refuse" | "skip"): Promise<readonly Group[]> {
    const groups = new Map<InsertPlan, Group>();
    for (const [place, values] of list.entries()) {
      checkRow(this.#table, values);
      const plan = this.plan(values, relations);
      const pending = plan.encoder.logical(values, "whole row");
      const row = isPromise(pending) ? await pending : pending;
      const group = groups.get(plan);
      if (group) {
        group.rows.push(row);
        group.places.push(place);
      } else groups.set(plan, { plan, rows: [row], places: [place] });
    }
    return [...groups.values()];
  }

  /** Writes the rows of a group; the caller has opened a transaction when more than one statement is needed. */
  async group({ plan, rows }: Group, batchSize: number | undefined, call: Call): Promise<unknown[]> {
    const size = this.#chunk(plan, batchSize);
    const out: unknown[] = [];
    for (let from = 0; from < rows.length; from += size) {
      const written = await this.#write(plan, rows.slice(from, from + size), call);
      for (const row of written) out.push(row);
    }
    return out;
  }

  #chunk(plan: InsertPlan, batchSize: number | undefined): number {
    const { bulkInsert, bulkKeys, bulkRows, maxParameters } = this.#table.dialect.capabilities;
    const width = plan.encoder.columns.length;
    if (width === 0 || (bulkKeys === "none" && plan.filled.length > 0)) return 1;
    const limit = bulkInsert === "arrays" ? arrayChunk : Math.max(1, Math.min(bulkRows, Math.floor(maxParameters / width)));
    return Math.min(limit, batchSize ?? limit);
  }

  async #write(plan: InsertPlan, rows: readonly LogicalRow[], call: Call): Promise<unknown[]> {
    const { returning, bulkInsert, bulkKeys } = this.#table.dialect.capabilities;
    const arrays = bulkInsert === "arrays" && plan.encoder.columns.length > 0;
    const canReturn = returning.insert !== "none";
    const inOrder = canReturn && (bulkKeys === "in-order" || rows.length === 1);
    const givesBack = inOrder ? "rows" : canReturn && plan.filled.length > 0 ? "filled" : "nothing";
    const statement = plan.statement(arrays ? "arrays" : { rows: rows.length }, givesBack);
    const parameters = arrays ? plan.arrays(rows) : this.#flatten(plan, rows);
    const running = this.#executor.run(statement, statement.bind(parameters), { ...call, batchRows: rows.length });
    const outcome = isPromise(running) ? await running : running;
    if (givesBack === "nothing") return this.#known(plan, rows, outcome.insertId, call);
    if (outcome.rows.length !== rows.length) throw lostRows(this.#table, rows.length, outcome.rows.length);
    if (givesBack === "rows") return outcome.rows;
    return plan.compose(rows, this.#match(plan, rows, outcome.rows as PositionedRow[]));
  }

  #flatten(plan: InsertPlan, rows: readonly LogicalRow[]): unknown[] {
    const out = new Array<unknown>(rows.length * plan.encoder.columns.length);
    let at = 0;
    for (const row of rows) at = plan.encoder.flatten(row, out, at);
    return out;
  }

  /** What the server filled, in input order: found by the known key, or, for generated keys, in the order in which they grow. */
  #match(plan: InsertPlan, rows: readonly LogicalRow[], returned: readonly PositionedRow[]): Readonly<Record<string, unknown>>[] {
    const { identity } = plan;
    if (identity) {
      const property = identity.def.property;
      const sorted = [...returned].sort((a, b) => (Number(a.position[property]) < Number(b.position[property]) ? -1 : 1));
      return sorted.map(({ row }) => row as Record<string, unknown>);
    }
    const key = this.#table.primaryKey;
    const byKey = new Map(returned.map(({ row, position }) => [keyTextOf(key, position), row as Record<string, unknown>]));
    return rows.map((row) => byKey.get(keyText(key.map((column) => plan.written(row, column)))) ?? {});
  }

  /** Rows when the statement gave nothing back: generated keys follow from the first one, other filled columns are read by key. */
  async #known(plan: InsertPlan, rows: readonly LogicalRow[], insertId: number | bigint | undefined, call: Call): Promise<unknown[]> {
    const keys = plan.identity ? await this.#generatedKeys(plan.identity, rows.length, insertId, call) : undefined;
    const rest = plan.filled.filter((column) => column !== plan.identity);
    if (rest.length === 0)
      return plan.compose(
        rows,
        rows.map((_, i) => (plan.identity && keys ? { [plan.identity.def.property]: keys[i] } : {})),
      );
    const key = this.#table.primaryKey;
    const wanted = rows.map((row, i) => key.map((column) => (column === plan.identity ? keys?.[i] : plan.written(row, column))));
    const found = await this.#reader.read(key, wanted, call);
    return wanted.map((values) => {
      const row = found.get(keyText(values));
      if (row === undefined) throw lostRows(this.#table, rows.length, found.size);
      return row;
    });
  }

  async #generatedKeys(identity: BoundColumn, count: number, first: number | bigint | undefined, call: Call): Promise<readonly unknown[]> {
    if (first === undefined) throw lostRows(this.#table, count, 0);
    const step = count > 1 ? await this.#increment(call) : 1n;
    const isBig = identity.def.type.kind === "integer" && identity.def.type.bits === 64;
    return Array.from({ length: count }, (_, i) => {
      const key = BigInt(first) + BigInt(i) * step;
      return isBig ? key : Number(key);
    });
  }

  async #increment(call: Call): Promise<bigint> {
    const step = this.#table.dialect.generatedKeyStep;
    if (!step) return 1n;
    const running = this.#executor.run(step, [], call);
    const { rows } = isPromise(running) ? await running : running;
    return BigInt(rows[0] as number);
  }
}

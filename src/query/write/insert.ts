import type { QueryOutcome } from "../../dialect/driver.ts";
import type { Call, Executor } from "../../engine/executor.ts";
import { chain, isPromise, type MaybePromise } from "../../kernel/chain.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { keyText, keyTextOf } from "../row-key.ts";
import type { PositionedRow } from "../shape.ts";
import { bulkCuts } from "./bulk-cuts.ts";
import { ascending, CountedKeys, KeysNotCounted } from "./generated-keys.ts";
import { type GivesBack, InsertPlan, lostRows } from "./insert-plan.ts";
import type { KeyReader } from "./key-reader.ts";
import type { Filled } from "./row-composer.ts";
import type { LogicalRow } from "./row-encoder.ts";
import { StructureCache } from "./structure.ts";
import { checkRow, insertColumns, type Values } from "./write-values.ts";

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
  readonly #plans = { refuse: new StructureCache<InsertPlan>(64, "absent"), skip: new StructureCache<InsertPlan>(64, "absent") };
  /** False once keys of this table were seen that do not follow each other. */
  #countsKeys = true;

  constructor(table: BoundTable, executor: Executor, reader: KeyReader) {
    this.#table = table;
    this.#executor = executor;
    this.#reader = reader;
  }

  /** The plan for rows of this structure. Throws for keys that cannot be written. */
  plan(values: Values, relations: "refuse" | "skip"): InsertPlan {
    return this.#plans[relations].get(values, () => new InsertPlan(this.#table, insertColumns(this.#table, values, relations)));
  }

  one(values: unknown, call: Call): MaybePromise<unknown> {
    checkRow(this.#table, values);
    const plan = this.plan(values, "refuse");
    return chain(plan.encoder.logical(values, "whole row"), (row) => this.#writeOne(plan, row, call));
  }

  #writeOne(plan: InsertPlan, row: LogicalRow, call: Call): MaybePromise<unknown> {
    if (this.#table.dialect.capabilities.returning.insert === "none") return this.#write(plan, [row], call).then(([stored]) => stored);
    const statement = plan.statement({ rows: 1 }, "rows");
    return chain(this.#executor.run(statement, statement.bind(plan.encoder.parameters(row)), call), ({ rows }) => {
      if (rows.length !== 1) throw lostRows(this.#table, 1, rows.length);
      return rows[0];
    });
  }

  async many(list: readonly unknown[], batchSize: number | undefined, call: Call): Promise<unknown[]> {
    const groups = await this.groups(list, "refuse");
    let out = new Array<unknown>(list.length);
    const write = async () => {
      for (const group of groups) {
        const rows = await this.#group(group, batchSize, call, this.#countsKeys);
        if (groups.length === 1) out = rows;
        else for (const [i, place] of group.places.entries()) out[place] = rows[i];
      }
    };
    const statements = groups.reduce((sum, group) => sum + this.#cuts(group, batchSize).length, 0);
    if (statements > 1) await this.#together(call, write);
    else await write();
    return out;
  }

  /** In one transaction; once more, without counting keys, when they turn out not to follow each other. */
  async #together(call: Call, write: () => Promise<void>): Promise<void> {
    try {
      await this.#executor.atomically(call, write);
    } catch (error) {
      if (!(error instanceof KeysNotCounted)) throw error;
      this.#countsKeys = false;
      await this.#executor.atomically(call, write);
    }
  }

  /** Validates all rows before anything is written, and groups them by structure. */
  async groups(list: readonly unknown[], relations: "refuse" | "skip"): Promise<readonly Group[]> {
    const groups = new Map<InsertPlan, Group>();
    let group: Group | undefined;
    for (let place = 0; place < list.length; place++) {
      const values = list[place];
      checkRow(this.#table, values);
      const plan = this.plan(values, relations);
      const pending = plan.encoder.logical(values, "whole row");
      const row = isPromise(pending) ? await pending : pending;
      if (group?.plan !== plan) {
        group = groups.get(plan) ?? { plan, rows: [], places: [] };
        groups.set(plan, group);
      }
      group.rows.push(row);
      group.places.push(place);
    }
    return [...groups.values()];
  }

  /** Writes the rows of a group; the caller has opened a transaction when more than one statement is needed. */
  group(group: Group, batchSize: number | undefined, call: Call): Promise<unknown[]> {
    return this.#group(group, batchSize, call, false);
  }

  /** `countsKeys`: the caller repeats the transaction when generated keys do not follow each other. */
  async #group(group: Group, batchSize: number | undefined, call: Call, countsKeys: boolean): Promise<unknown[]> {
    const { plan, rows } = group;
    const cuts = this.#cuts(group, batchSize);
    if (cuts.length <= 1) return rows.length === 0 ? [] : this.#write(plan, rows, call);
    if (countsKeys && plan.fillsOnlyIdentity && this.#table.dialect.capabilities.bulkKeys === "last-insert-id")
      return plan.compose(rows, await this.#counted(group, batchSize, call));
    const out: unknown[] = [];
    let from = 0;
    for (const count of cuts) {
      const written = await this.#write(plan, rows.slice(from, from + count), call);
      for (const row of written) out.push(row);
      from += count;
    }
    return out;
  }

  /**
   * Generated keys told from the last one of each statement: to have all of them given back costs half as much as writing the rows. The first row goes
   * alone, so that there is a key to count from.
   */
  async #counted({ plan, rows }: Group, batchSize: number | undefined, call: Call): Promise<readonly Filled[]> {
    const isBig = plan.identity?.def.type.kind === "integer" && plan.identity.def.type.bits === 64;
    const keys = new CountedKeys();
    let from = 0;
    for (const count of [1, ...this.#cuts({ plan, rows: rows.slice(1), places: [] }, batchSize)]) {
      const running = this.#run(plan, rows.slice(from, from + count), "nothing", call);
      const { affected, lastInsertId } = isPromise(running) ? await running : running;
      if (affected !== count) throw lostRows(this.#table, count, affected);
      keys.add(count, lastInsertId);
      from += count;
    }
    return isBig ? keys.all.map(BigInt) : keys.all;
  }

  #cuts({ plan, rows }: Group, batchSize: number | undefined): readonly number[] {
    const { capabilities } = this.#table.dialect;
    const { bulkKeys } = capabilities;
    // Only keys that grow can be told apart when many rows come back.
    const isUnordered = bulkKeys !== "in-order" && plan.identity !== undefined && plan.identity.def.fill?.by !== "identity";
    const oneByOne = isUnordered || (bulkKeys === "none" && plan.filled.length > 0);
    return bulkCuts(capabilities, oneByOne ? 0 : plan.encoder.columns.length, rows.length, batchSize);
  }

  /** One statement. */
  async #write(plan: InsertPlan, rows: readonly LogicalRow[], call: Call): Promise<unknown[]> {
    const { returning, bulkKeys } = this.#table.dialect.capabilities;
    const canReturn = returning.insert !== "none";
    if (canReturn && (bulkKeys === "in-order" || rows.length === 1)) return (await this.#run(plan, rows, "rows", call)).rows;
    if (canReturn && plan.filled.length > 0) return plan.compose(rows, await this.#returned(plan, rows, call));
    const { insertId } = await this.#run(plan, rows, "nothing", call);
    return this.#known(plan, rows, insertId, call);
  }

  #run(plan: InsertPlan, rows: readonly LogicalRow[], givesBack: GivesBack, call: Call): MaybePromise<QueryOutcome> {
    const arrays = this.#table.dialect.capabilities.bulkInsert === "arrays" && plan.encoder.columns.length > 0;
    const statement = plan.statement(arrays ? "arrays" : { rows: rows.length }, givesBack);
    const parameters = arrays ? plan.arrays(rows) : this.#flatten(plan, rows);
    return chain(this.#executor.run(statement, statement.bind(parameters), { ...call, batchRows: rows.length }), (outcome) => {
      if (givesBack !== "nothing" && outcome.rows.length !== rows.length) throw lostRows(this.#table, rows.length, outcome.rows.length);
      return outcome;
    });
  }

  #flatten(plan: InsertPlan, rows: readonly LogicalRow[]): unknown[] {
    const out = new Array<unknown>(rows.length * plan.encoder.columns.length);
    let at = 0;
    for (const row of rows) at = plan.encoder.flatten(row, out, at);
    return out;
  }

  /** What the server filled, in input order: found by the known key, or, for generated keys, in the order in which they grow. */
  async #returned(plan: InsertPlan, rows: readonly LogicalRow[], call: Call): Promise<readonly Filled[]> {
    const { rows: returned } = await this.#run(plan, rows, "filled", call);
    const { identity } = plan;
    if (plan.fillsOnlyIdentity) return ascending(returned, (key) => key);
    if (identity) {
      const property = identity.def.property;
      return ascending(returned as PositionedRow[], ({ position }) => position[property]).map(({ row }) => row);
    }
    const key = this.#table.primaryKey;
    const byKey = new Map((returned as PositionedRow[]).map(({ row, position }) => [keyTextOf(key, position), row]));
    return rows.map((row) => byKey.get(keyText(key.map((column) => plan.written(row, column)))) ?? {});
  }

  /** Rows when the statement gave nothing back: generated keys follow from the first one, other filled columns are read by key. */
  async #known(plan: InsertPlan, rows: readonly LogicalRow[], insertId: number | bigint | undefined, call: Call): Promise<unknown[]> {
    const keys = plan.identity ? await this.#generatedKeys(plan.identity, rows.length, insertId, call) : undefined;
    const rest = plan.filled.filter((column) => column !== plan.identity);
    if (rest.length === 0)
      return plan.compose(
        rows,
        rows.map((_, i) => (plan.identity && keys ? keys[i] : {})),
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

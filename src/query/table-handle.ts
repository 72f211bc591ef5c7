import type { Operation } from "../engine/event-types.ts";
import type { Call, CallOptions, Executor } from "../engine/executor.ts";
import { isPromise } from "../kernel/chain.ts";
import { QueryError } from "../kernel/errors.ts";
import { isExpr } from "../sql/handle.ts";
import type { BoundTable } from "./bound-table.ts";
import { isPlainObject } from "./filter-values.ts";
import { keyFilter, type ReadPlans, readPlansOf } from "./find.ts";
import { badOption, checkOptions, checkWindow, type FindOptions } from "./find-options.ts";
import { type PageOptions, readPage } from "./page.ts";
import { loadOnto, loadsOf, readRows } from "./read-rows.ts";
import { type Page, Result } from "./result.ts";
import { nobodyListens, withRowEvents } from "./row-events.ts";
import { Runnable } from "./select/runnable.ts";
import type { Runner } from "./select/runner.ts";
import { tableSelect } from "./select/table-select.ts";
import { defaultBatch, streamRows } from "./stream.ts";
import { Links } from "./write/links.ts";
import type { UpsertOptions } from "./write/upsert.ts";
import type { Values } from "./write/write-values.ts";
import { Writers } from "./write/writers.ts";

const none: FindOptions = Object.freeze({});
const everything = Object.freeze({});
const callWords = ["signal", "timeout", "tx"] as const;
const readWords = new Set(["orderBy", "select", "validate", "load", "depth", "counts", "lock", ...callWords]);
const streamWords = new Set([...readWords, "limit", "offset", "batch"]);
const pageWords = new Set([...readWords, "first", "after", "last", "before"]);
const callOnly = new Set<string>(callWords);
const bulkWords = new Set(["batchSize", ...callWords]);
const upsertWords = new Set(["conflict", "update", "batchSize", ...callWords]);
const guardWords = new Set(["allowAll", ...callWords]);

/** The run-time side of `Table`; the public type is checked there. */
export class TableHandle {
  readonly #table: BoundTable;
  readonly #executor: Executor;
  readonly #reads: ReadPlans;
  readonly #writers: Writers;
  readonly #runner: Runner;
  readonly #calls = new Map<Operation, Call>();

  constructor(table: BoundTable, executor: Executor, runner: Runner) {
    this.#runner = runner;
    this.#table = table;
    this.#executor = executor;
    this.#reads = readPlansOf(table);
    this.#writers = new Writers(table, executor);
  }

  async findOne(keyOrWhere: unknown, options: FindOptions = none): Promise<unknown> {
    if (options !== none) checkOptions(options, readWords);
    const call = this.#call("select_one", options);
    if (!isExpr(keyOrWhere) && !isPlainObject(keyOrWhere)) {
      if (keyOrWhere !== null && keyOrWhere !== undefined && this.#table.primaryKey.length === 1 && isPlainRead(options)) {
        const { plan, parameters } = this.#reads.byKey(keyOrWhere);
        const running = this.#executor.run(plan, parameters, call);
        return (isPromise(running) ? await running : running).rows[0] ?? null;
      }
      return this.#first(keyFilter(this.#table, keyOrWhere), options, call);
    }
    if (!isExpr(keyOrWhere) && Object.keys(keyOrWhere).length === 0) {
      throw new QueryError("QUERY.EMPTY_KEY", `findOne on "${this.#table.def.name}" needs a key or a filter; for any row use findMany({}, { limit: 1 })`, {
        context: { table: this.#table.def.name },
      });
    }
    return this.#first(keyOrWhere, options, call);
  }

  async #first(where: unknown, options: FindOptions, call: Call): Promise<unknown> {
    const rows = await readRows(this.#executor, { table: this.#table, where, options, mode: "first", node: loadsOf(this.#table, options, 1) }, call);
    return rows[0] ?? null;
  }

  async findMany(where: unknown = everything, options: FindOptions = none): Promise<Result<unknown>> {
    if (options !== none) checkOptions(options);
    const request = {
      table: this.#table,
      where,
      options,
      mode: "many",
      node: loadsOf(this.#table, options, options.limit ?? Number.POSITIVE_INFINITY),
    } as const;
    const rows = await readRows(this.#executor, request, this.#call("select_many", options));
    const total = options.withTotal ? await this.#count(where, this.#call("count", options)) : undefined;
    return new Result(rows, options.offset ?? 0, options.limit, total);
  }

  async findPage(where: unknown = everything, options: PageOptions = none): Promise<Page<unknown>> {
    checkOptions(options, pageWords);
    return readPage(this.#table, this.#executor, where, options, this.#call("select_many", options));
  }

  stream(where: unknown = everything, options: FindOptions & { readonly batch?: number } = none): AsyncGenerator<unknown, void, undefined> {
    checkOptions(options, streamWords);
    const { batch = defaultBatch, ...rest } = options;
    if (!Number.isSafeInteger(batch) || batch < 1) throw badOption("batch must be a whole number, 1 or more");
    for (const name of ["limit", "offset"] as const) if (rest[name] !== undefined) checkWindow(name, rest[name]);
    return streamRows({ table: this.#table, executor: this.#executor }, where, rest, batch, this.#call("stream", options));
  }

  /** Loads relations onto rows in hand, in place. */
  async load(rows: unknown, load: unknown, options: CallOptions = none): Promise<unknown[]> {
    checkOptions(options, callOnly);
    return loadOnto(this.#table, this.#executor, rows, load, this.#call("load", options));
  }

  async link(row: unknown, relation: unknown, rows: unknown, options: CallOptions = none): Promise<void> {
    checkOptions(options, callOnly);
    await new Links(this.#table, relation, this.#executor).link(row, rows, this.#call("link", options));
  }
  async unlink(row: unknown, relation: unknown, rows: unknown, options: CallOptions = none): Promise<number> {
    checkOptions(options, callOnly);
    return new Links(this.#table, relation, this.#executor).unlink(row, rows, this.#call("link", options));
  }
  async setLinks(row: unknown, relation: unknown, rows: unknown, options: CallOptions = none): Promise<void> {
    checkOptions(options, callOnly);
    await new Links(this.#table, relation, this.#executor).setLinks(row, rows, this.#call("link", options));
  }

  /** Expressions of the table's columns, grouped or not. */
  select(projections: never, options: Parameters<typeof tableSelect>[2] = none as never): Runnable<unknown> {
    return new Runnable(this.#runner, tableSelect(this.#table, projections, options));
  }

  async count(where: unknown = everything, options: CallOptions = none): Promise<number> {
    checkOptions(options, callOnly);
    return this.#count(where, this.#call("count", options));
  }

  async #count(where: unknown, call: Call): Promise<number> {
    const { plan, parameters } = this.#reads.count(where);
    const running = this.#executor.run(plan, parameters, call);
    return (isPromise(running) ? await running : running).rows[0] as number;
  }

  async exists(where: unknown = everything, options: CallOptions = none): Promise<boolean> {
    checkOptions(options, callOnly);
    const { plan, parameters } = this.#reads.exists(where);
    const running = this.#executor.run(plan, parameters, this.#call("exists", options));
    return (isPromise(running) ? await running : running).rows.length > 0;
  }

  async insert(values: unknown, options: CallOptions = none): Promise<unknown> {
    if (options !== none) checkOptions(options, callOnly);
    const call = this.#call("insert", options);
    if (nobodyListens(this.#executor.events, "insert")) return this.#writers.inserter.one(values, call);
    const rows = await withRowEvents(this.#executor.events, "insert", this.#table.def.name, [values], async () => [
      await this.#writers.inserter.one(values, call),
    ]);
    return rows[0];
  }

  async insertMany(list: unknown, options: CallOptions & { readonly batchSize?: number } = none): Promise<unknown[]> {
    checkOptions(options, bulkWords);
    const values = this.#list(list, options.batchSize);
    return withRowEvents(this.#executor.events, "insert", this.#table.def.name, values, () =>
      this.#writers.inserter.many(values, options.batchSize, this.#call("insert_many", options)),
    );
  }

  async update(...args: readonly [unknown, unknown?, CallOptions?]): Promise<unknown> {
    const [first, changes, options = none] = args;
    if (options !== none) checkOptions(options, callOnly);
    const call = this.#call("update", options);
    const write = () => (args.length === 1 ? this.#writers.updater.row(first, call) : this.#writers.updater.byKey(this.#keyValues(first), changes, call));
    if (nobodyListens(this.#executor.events, "update")) return await write();
    const shown = args.length === 1 ? first : { ...this.#keyObject(first), ...(changes as Values) };
    return (await withRowEvents(this.#executor.events, "update", this.#table.def.name, [shown], async () => [await write()]))[0];
  }

  async upsert(values: unknown, options: UpsertOptions & CallOptions = none): Promise<unknown> {
    checkOptions(options, upsertWords);
    return (await this.#upsert([values], options, this.#call("upsert", options)))[0];
  }

  async upsertMany(list: unknown, options: UpsertOptions & CallOptions & { readonly batchSize?: number } = none): Promise<unknown[]> {
    checkOptions(options, upsertWords);
    return this.#upsert(this.#list(list, options.batchSize), options, this.#call("upsert_many", options));
  }

  #upsert(values: readonly unknown[], options: UpsertOptions & { readonly batchSize?: number }, call: Call): Promise<unknown[]> {
    return withRowEvents(this.#executor.events, "upsert", this.#table.def.name, values, () =>
      this.#writers.upserter.many(values, options, options.batchSize, call),
    );
  }

  async updateWhere(where: unknown, changes: unknown, options: CallOptions & { readonly allowAll?: boolean } = none): Promise<number> {
    this.#guard("updateWhere", where, options);
    return this.#writers.updater.where(where, changes as Values, this.#call("update_where", options));
  }

  async deleteWhere(where: unknown, options: CallOptions & { readonly allowAll?: boolean } = none): Promise<number> {
    this.#guard("deleteWhere", where, options);
    return this.#writers.updater.deleteWhere(where, this.#call("delete_where", options));
  }

  async delete(key: unknown, options: CallOptions = none): Promise<boolean> {
    checkOptions(options, callOnly);
    const filter = keyFilter(this.#table, key);
    const { events } = this.#executor;
    const event = { table: this.#table.def.name, key };
    if (events.has("beforeDelete")) await events.emit("beforeDelete", event);
    const deleted = (await this.#writers.updater.deleteWhere(filter, this.#call("delete", options))) > 0;
    if (events.has("afterDelete")) await events.emit("afterDelete", { ...event, deleted });
    return deleted;
  }

  /** A write without a filter is refused before any SQL, unless it is said to be meant. */
  #guard(name: string, where: unknown, options: { readonly allowAll?: boolean }): void {
    checkOptions(options, guardWords);
    const isEmpty = where === undefined || where === null || (isPlainObject(where) && saysNothing(where));
    if (isEmpty && (options.allowAll !== true || where === undefined || where === null)) {
      throw new QueryError(
        "QUERY.MISSING_FILTER",
        `${name} on "${this.#table.def.name}" has no filter and would touch every row; pass {} with { allowAll: true } if that is meant`,
        {
          context: { table: this.#table.def.name },
        },
      );
    }
  }

  #list(list: unknown, batchSize: number | undefined): readonly unknown[] {
    if (!Array.isArray(list)) throw new QueryError("QUERY.BAD_ROW", `"${this.#table.def.name}" takes a list of rows here`);
    if (batchSize !== undefined && (!Number.isSafeInteger(batchSize) || batchSize < 1)) throw badOption("batchSize must be a whole number, 1 or more");
    return list;
  }

  #keyObject(key: unknown): Values {
    const filter = keyFilter(this.#table, key);
    return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, (value as { readonly eq: unknown }).eq]));
  }

  /** Logical values of a key, in the order of the primary key. */
  #keyValues(key: unknown): readonly unknown[] {
    const [first, second] = this.#table.primaryKey;
    if (first && !second && (typeof key === "string" || typeof key === "number")) return [first.def.values.encodeFilter(key)];
    const object = this.#keyObject(key);
    return this.#table.primaryKey.map(({ def }) => def.values.encodeFilter(object[def.property]));
  }

  #call(operation: Operation, options: CallOptions): Call {
    const table = this.#table.def.name;
    if (options.signal || options.timeout !== undefined || options.tx)
      return { operation, table, signal: options.signal, timeout: options.timeout, tx: options.tx };
    let call = this.#calls.get(operation);
    if (!call) {
      call = { operation, table };
      this.#calls.set(operation, call);
    }
    return call;
  }
}

/** Whole rows by the generated reader, and nothing with them. */
function isPlainRead(options: FindOptions): boolean {
  return (
    options === none ||
    (options.select === undefined &&
      options.load === undefined &&
      options.depth === undefined &&
      options.counts === undefined &&
      options.lock === undefined &&
      !options.validate)
  );
}

/** True for {} and for groups of nothing, which match every row. */
function saysNothing(where: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(where).every(([word, value]) => {
    if (word === "and") return Array.isArray(value) && value.every((item) => isPlainObject(item) && saysNothing(item));
    return isPlainObject(value) && word !== "or" && word !== "not" && Object.keys(value).length === 0;
  });
}

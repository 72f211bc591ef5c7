import type { CallOptions } from "../../engine/executor.ts";
import { isPromise } from "../../kernel/chain.ts";
import { NotFoundError, QueryError } from "../../kernel/errors.ts";
import type { Statement } from "../../sql/ast.ts";
import { badOption } from "../find-options.ts";
import { defaultBatch } from "../stream.ts";
import type { Bound } from "./prepared.ts";
import type { Runner } from "./runner.ts";

/** What would be sent: the text, and the values as the driver takes them, in the order of the placeholders. */
export interface SqlText {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface StreamCallOptions extends CallOptions {
  /** Rows fetched at a time; 500 by default. */
  readonly batch?: number;
}

/** Ways to run a statement that is bound to its values. */
class Running<R> {
  readonly #runner: Runner;
  readonly #statement: Statement;

  constructor(runner: Runner, statement: Statement) {
    this.#runner = runner;
    this.#statement = statement;
  }

  protected async rows(bound: Bound, options: CallOptions): Promise<R[]> {
    const answer = this.#runner.executor.run(bound.plan, bound.parameters, this.#call(options));
    return (isPromise(answer) ? await answer : answer).rows as R[];
  }

  protected async first(bound: Bound, options: CallOptions): Promise<R | null> {
    const rows = await this.rows(bound, options);
    if (rows.length > 1) throw new QueryError("QUERY.TOO_MANY_ROWS", `one row was asked for, and the query gives ${rows.length}; limit it, or use all()`);
    return rows[0] ?? null;
  }

  protected async only(bound: Bound, options: CallOptions): Promise<R> {
    const row = await this.first(bound, options);
    if (row === null) throw new NotFoundError("QUERY.NO_ROW", "one row was asked for, and the query gives none; maybeOne() gives null then");
    return row;
  }

  protected async column(bound: Bound, options: CallOptions): Promise<R[keyof R][]> {
    const columns = bound.plan.shape?.columns.length ?? 0;
    if (columns !== 1) throw new QueryError("QUERY.BAD_PROJECTION", `values() takes a query of one column; this one has ${columns}`);
    const rows = await this.rows(bound, options);
    return rows.map((row) => Object.values(row as object)[0] as R[keyof R]);
  }

  protected async *batches(bound: Bound, { batch = defaultBatch, ...options }: StreamCallOptions): AsyncGenerator<R, void, undefined> {
    if (!Number.isSafeInteger(batch) || batch < 1) throw badOption("batch must be a whole number, 1 or more");
    const { executor } = this.#runner;
    const call = this.#runner.call(options, this.#statement, "stream");
    for await (const rows of executor.stream(bound.plan, bound.parameters, call, batch)) yield* rows as R[];
  }

  protected async affected(bound: Bound, options: CallOptions): Promise<number> {
    const answer = this.#runner.executor.run(bound.plan, bound.parameters, this.#call(options));
    const { affected, rows } = isPromise(answer) ? await answer : answer;
    return rows.length > 0 ? rows.length : affected;
  }

  protected text({ plan, parameters }: Bound): SqlText {
    return { sql: plan.sql, parameters };
  }

  protected async plan({ plan, parameters }: Bound, options: CallOptions): Promise<string[]> {
    const words = this.#runner.compiler.dialect.explain;
    if (words === undefined) {
      throw new QueryError("QUERY.UNSUPPORTED", "this database cannot explain a statement in one statement; run toSQL() in its own tools", {
        context: { feature: "explain" },
      });
    }
    const { columns, rows } = await this.#runner.executor.execute(words + plan.sql, parameters, this.#call(options));
    const [only] = columns;
    return rows.map((row) => (columns.length === 1 && only ? String(row[0]) : columns.map(({ name }, i) => `${name}: ${row[i]}`).join(", ")));
  }

  #call(options: CallOptions) {
    return this.#runner.call(options, this.#statement, operations[this.#statement.kind]);
  }
}

const operations = { select: "select", setOperation: "select", insert: "insert_many", update: "update_where", delete: "delete_where" } as const;

/** A query or write on a database. Nothing is sent before one of its methods is called; each call runs it again. */
export class Runnable<R> extends Running<R> {
  readonly #runner: Runner;
  readonly #statement: Statement;

  constructor(runner: Runner, statement: Statement) {
    super(runner, statement);
    this.#runner = runner;
    this.#statement = statement;
  }

  #bound(): Bound {
    return this.#runner.bind(this.#statement);
  }

  async all(options: CallOptions = {}): Promise<R[]> {
    return this.rows(this.#bound(), options);
  }
  /** Throws NotFoundError when there is no row, QueryError when there are several. */
  async one(options: CallOptions = {}): Promise<R> {
    return this.only(this.#bound(), options);
  }
  /** Null when there is no row. Throws QueryError when there are several. */
  async maybeOne(options: CallOptions = {}): Promise<R | null> {
    return this.first(this.#bound(), options);
  }
  /** The values of a query of one column. */
  async values(options: CallOptions = {}): Promise<R[keyof R][]> {
    return this.column(this.#bound(), options);
  }
  /** Rows one by one; leaving the loop gives the connection back. */
  stream(options: StreamCallOptions = {}): AsyncGenerator<R, void, undefined> {
    return this.batches(this.#bound(), options);
  }
  /** Rows changed, or given back. */
  async execute(options: CallOptions = {}): Promise<number> {
    return this.affected(this.#bound(), options);
  }
  toSQL(): SqlText {
    return this.text(this.#bound());
  }
  /** How the database would run it, line by line, in its own words. */
  async explain(options: CallOptions = {}): Promise<string[]> {
    return this.plan(this.#bound(), options);
  }
  /** Compiled once; values of placeholders are given by name with each call. */
  prepare(): Prepared<R> {
    return new Prepared(this.#runner, this.#statement);
  }
}

/** Values of a prepared query's placeholders. */
export type Given = Readonly<Record<string, unknown>>;

/** A query compiled once, for the hottest paths: a call encodes its values and runs. */
export class Prepared<R> extends Running<R> {
  readonly #bind: (given: Given) => Bound;

  constructor(runner: Runner, statement: Statement) {
    super(runner, statement);
    this.#bind = runner.prepare(statement);
  }

  async all(given: Given = {}, options: CallOptions = {}): Promise<R[]> {
    return this.rows(this.#bind(given), options);
  }
  async one(given: Given = {}, options: CallOptions = {}): Promise<R> {
    return this.only(this.#bind(given), options);
  }
  async maybeOne(given: Given = {}, options: CallOptions = {}): Promise<R | null> {
    return this.first(this.#bind(given), options);
  }
  async values(given: Given = {}, options: CallOptions = {}): Promise<R[keyof R][]> {
    return this.column(this.#bind(given), options);
  }
  stream(given: Given = {}, options: StreamCallOptions = {}): AsyncGenerator<R, void, undefined> {
    return this.batches(this.#bind(given), options);
  }
  async execute(given: Given = {}, options: CallOptions = {}): Promise<number> {
    return this.affected(this.#bind(given), options);
  }
  toSQL(given: Given = {}): SqlText {
    return this.text(this.#bind(given));
  }
}

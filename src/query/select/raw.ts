import type * as z from "zod";
import type { CallOptions } from "../../engine/executor.ts";
import { NotFoundError, QueryError } from "../../kernel/errors.ts";
import type { Node } from "../../sql/ast.ts";
import { sql } from "../../sql/tag.ts";
import { defaultBatch } from "../stream.ts";
import { type RawReader, rawReader, rawShape } from "./raw-rows.ts";
import type { SqlText } from "./runnable.ts";
import type { Runner } from "./runner.ts";

/** Rows of SQL of the caller's own: as the driver gives them, or read through a schema. */
export interface RawQuery {
  /** Objects by column name; with a schema, its columns decoded and validated. Throws HydrationError for what does not fit. */
  all(options?: CallOptions): Promise<Record<string, unknown>[]>;
  all<S extends z.ZodObject>(schema: S, options?: CallOptions): Promise<z.output<S>[]>;
  /** Throws NotFoundError when there is no row, QueryError when there are several. */
  one(options?: CallOptions): Promise<Record<string, unknown>>;
  one<S extends z.ZodObject>(schema: S, options?: CallOptions): Promise<z.output<S>>;
  /** Null when there is no row. */
  maybeOne(options?: CallOptions): Promise<Record<string, unknown> | null>;
  maybeOne<S extends z.ZodObject>(schema: S, options?: CallOptions): Promise<z.output<S> | null>;
  /** The first column. */
  values(options?: CallOptions): Promise<unknown[]>;
  /** Rows one by one in bounded memory. The statement must be a query; the schema names its columns. */
  stream<S extends z.ZodObject>(schema: S, options?: CallOptions & { readonly batch?: number }): AsyncGenerator<z.output<S>, void, undefined>;
  /** Rows changed. */
  execute(options?: CallOptions): Promise<number>;
  toSQL(): SqlText;
}

/** A tag whose statements run on one database: `` db.sql`select ${1} as one`.all() ``. */
export type RawTag = (strings: TemplateStringsArray, ...values: readonly unknown[]) => RawQuery;

export function rawTag(runner: Runner): RawTag {
  return (strings, ...values) => new Raw(runner, sql(strings, ...values).node as Node<"fragment">); // a template is a fragment
}

class Raw implements RawQuery {
  readonly #runner: Runner;
  readonly #statement: Node<"fragment">;

  constructor(runner: Runner, statement: Node<"fragment">) {
    this.#runner = runner;
    this.#statement = statement;
  }

  async all(...args: readonly unknown[]): Promise<never[]> {
    const { schema, options } = split(args);
    const reader = schema && rawReader(schema, this.#runner.compiler.dialect);
    return (await this.#rows(reader, options)) as never[];
  }
  async one(...args: readonly unknown[]): Promise<never> {
    const row = await this.maybeOne(...args);
    if (row === null) throw new NotFoundError("QUERY.NO_ROW", "one row was asked for, and the statement gives none; maybeOne() gives null then");
    return row;
  }
  async maybeOne(...args: readonly unknown[]): Promise<never | null> {
    const rows = await this.all(...args);
    if (rows.length > 1) throw new QueryError("QUERY.TOO_MANY_ROWS", `one row was asked for, and the statement gives ${rows.length}; limit it, or use all()`);
    return rows[0] ?? null;
  }
  async values(options: CallOptions = {}): Promise<unknown[]> {
    const { rows } = await this.#run(options);
    return rows.map((row) => row[0]);
  }
  async *stream(schema: z.ZodObject, options: CallOptions & { readonly batch?: number } = {}): AsyncGenerator<never, void, undefined> {
    const { batch = defaultBatch, ...rest } = options;
    const { statement, shape, finish } = rawShape(schema, this.#statement, this.#runner.compiler.dialect);
    const { plan, parameters } = this.#runner.bind(statement, shape);
    const call = this.#runner.call(rest, statement, "stream");
    for await (const rows of this.#runner.executor.stream(plan, parameters, call, batch)) for (const row of rows) yield finish(row) as never;
  }
  async execute(options: CallOptions = {}): Promise<number> {
    const { affected, rows } = await this.#run(options);
    return rows.length > 0 ? rows.length : affected;
  }
  toSQL(): SqlText {
    const { plan, parameters } = this.#runner.bind(this.#statement);
    return { sql: plan.sql, parameters };
  }

  async #rows(reader: RawReader | undefined, options: CallOptions): Promise<unknown[]> {
    const { columns, rows } = await this.#run(options);
    const names = columns.map(({ name }) => name);
    if (reader) return reader(names, rows);
    return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
  }

  #run(options: CallOptions) {
    const { plan, parameters } = this.#runner.bind(this.#statement);
    return this.#runner.executor.execute(plan.sql, parameters, this.#runner.call(options, this.#statement, "native"));
  }
}

function split(args: readonly unknown[]): { readonly schema: z.ZodObject | undefined; readonly options: CallOptions } {
  const [first, second] = args;
  const isSchema = typeof first === "object" && first !== null && "shape" in first;
  return isSchema ? { schema: first as z.ZodObject, options: (second as CallOptions) ?? {} } : { schema: undefined, options: (first as CallOptions) ?? {} };
}

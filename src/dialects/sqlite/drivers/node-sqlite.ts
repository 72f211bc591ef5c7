import type { Driver, DriverLoader } from "../../../dialect/driver.ts";
import { ConfigurationError, HydrationError } from "../../../kernel/errors.ts";
import { connect } from "./connect.ts";
import type { AggregateSteps, Database, OpenDatabase, OpenOptions, RunResult, Statement } from "./library.ts";
import { nodeIsAtLeast } from "./node-version.ts";

/** The part of `node:sqlite` in use; types for it come only with newer versions of Node. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    file: string,
    options: { readonly readOnly: boolean; readonly enableForeignKeyConstraints: boolean; readonly timeout: number },
  ) => NativeDatabase;
}
interface NativeDatabase {
  readonly isOpen: boolean;
  prepare(sql: string): NativeStatement;
  exec(sql: string): void;
  function(name: string, options: object, body: (value: unknown) => unknown): void;
  aggregate(name: string, options: object): void;
  close(): void;
}
interface NativeStatement {
  setReturnArrays(enabled: boolean): void;
  setReadBigInts(enabled: boolean): void;
  all(...parameters: readonly unknown[]): unknown[][];
  run(...parameters: readonly unknown[]): RunResult;
  iterate(...parameters: readonly unknown[]): Iterator<unknown[]>;
  columns(): readonly { readonly name: string }[];
}

export const nodeSqlite: DriverLoader = {
  name: "node-sqlite",
  aliases: ["node", "node:sqlite", "node_sqlite"],
  package: undefined,
  unavailable,
  async load(): Promise<Driver> {
    const refused = unavailable();
    if (refused !== undefined) throw new ConfigurationError("CONFIGURATION.DRIVER_UNAVAILABLE", refused);
    const specifier: string = "node:sqlite"; // not a literal in import(): the types of older versions of Node do not know it
    const library = (await import(specifier)) as NodeSqlite;
    const open: OpenDatabase = (file, options) => new NodeDatabase(library, file, options);
    return { name: nodeSqlite.name, connect: (options) => connect(open, options) };
  },
};

function unavailable(): string | undefined {
  return nodeIsAtLeast(22, 16)
    ? undefined
    : `node:sqlite gives rows as arrays from Node 22.16 on, and this is Node ${process.versions.node}: use better-sqlite3, or a newer Node`;
}

class NodeDatabase implements Database {
  readonly #database: NativeDatabase;

  constructor({ DatabaseSync }: NodeSqlite, file: string, { readOnly, create }: OpenOptions) {
    if (!readOnly && !create) new DatabaseSync(file, { readOnly: true, enableForeignKeyConstraints: true, timeout: 0 }).close(); // fails when there is no file
    this.#database = new DatabaseSync(file, { readOnly, enableForeignKeyConstraints: true, timeout: 0 });
  }
  get isOpen(): boolean {
    return this.#database.isOpen;
  }
  prepare(sql: string): Statement {
    return new NodeStatement(this.#database.prepare(sql));
  }
  exec(sql: string): void {
    this.#database.exec(sql);
  }
  defineFunction(name: string, body: (...values: unknown[]) => unknown): void {
    this.#database.function(name, { deterministic: true, directOnly: true, varargs: true }, (...values: unknown[]) => body(...values));
  }
  defineAggregate<S>(name: string, { start, step, inverse, result }: AggregateSteps<S>): void {
    this.#database.aggregate(name, {
      start,
      step: (state: S, value: unknown) => step(state, value),
      ...(inverse ? { inverse: (state: S, value: unknown) => inverse(state, value) } : {}),
      result: (state: S) => result(state),
      deterministic: true,
      directOnly: true,
    });
  }
  close(): void {
    this.#database.close();
  }
}

class NodeStatement implements Statement {
  readonly returnsRows: boolean;
  readonly #statement: NativeStatement;

  constructor(statement: NativeStatement) {
    this.#statement = statement;
    this.returnsRows = statement.columns().length > 0;
    statement.setReturnArrays(true);
    // Without rows, this is about the row id of an insert alone, which may be beyond 2^53.
    if (!this.returnsRows) statement.setReadBigInts(true);
  }
  all(parameters: readonly unknown[]): unknown[][] {
    try {
      return this.#statement.all(...parameters);
    } catch (error) {
      throw readable(error);
    }
  }
  run(parameters: readonly unknown[]): RunResult {
    const { changes, lastInsertRowid } = this.#statement.run(...parameters);
    const id = Number(lastInsertRowid);
    return { changes: Number(changes), lastInsertRowid: Number.isSafeInteger(id) ? id : lastInsertRowid };
  }
  *iterate(parameters: readonly unknown[]): Generator<unknown[], void, undefined> {
    try {
      const cursor = this.#statement.iterate(...parameters);
      yield* { [Symbol.iterator]: () => cursor };
    } catch (error) {
      throw readable(error);
    }
  }
  columnNames(): readonly string[] {
    return this.#statement.columns().map((column) => column.name);
  }
}

/** Whole numbers beyond 2^53 are refused by the library itself, before any decoder sees them. */
function readable(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_OUT_OF_RANGE")) return error;
  return new HydrationError(
    "HYDRATION.BAD_VALUE",
    "a stored whole number is beyond 2^53: declare its column as z.bigint(), or read it as text (`cast(x as text)`) in direct SQL",
    { cause: error },
  );
}

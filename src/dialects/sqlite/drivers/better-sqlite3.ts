import { createRequire } from "node:module";
import type BetterSqlite3 from "better-sqlite3";
import type { Driver, DriverLoader } from "../../../dialect/driver.ts";
import { ConfigurationError } from "../../../kernel/errors.ts";
import { connect } from "./connect.ts";
import type { AggregateSteps, Database, OpenDatabase, OpenOptions, RunResult, Statement } from "./library.ts";
import { nodeIsAtLeast } from "./node-version.ts";

export const betterSqlite3: DriverLoader = {
  name: "better-sqlite3",
  aliases: ["better_sqlite3", "bettersqlite3"],
  package: "better-sqlite3",
  unavailable: () => refusal(installedVersion(), process.versions.node),
  async load(): Promise<Driver> {
    const refused = refusal(installedVersion(), process.versions.node); // before the library is loaded: loading it would end the process
    if (refused !== undefined) throw new ConfigurationError("CONFIGURATION.DRIVER_UNAVAILABLE", refused);
    const { default: Library } = await import("better-sqlite3");
    checkNativePart(Library);
    const open: OpenDatabase = (file, options) => new LibraryDatabase(Library, file, options);
    return { name: betterSqlite3.name, connect: (options) => connect(open, options) };
  },
};

/** Why this version of the library cannot be used on this version of Node; undefined when it can. */
export function refusal(library: string | undefined, node: string): string | undefined {
  const major = Number(library?.split(".", 1)[0] ?? 0);
  if (major < 13 || nodeIsAtLeast(22, 14, node)) return undefined;
  return `better-sqlite3 ${library} crashes on Node ${node}: use Node 22.14 or newer, or \`npm install better-sqlite3@12\``;
}

/** It is loaded with the first database, and fits one version of Node only. */
function checkNativePart(Library: typeof BetterSqlite3): void {
  try {
    new Library(":memory:").close();
  } catch (error) {
    const message = `better-sqlite3 is installed, but its native part does not load on Node ${process.versions.node}: run \`npm rebuild better-sqlite3\``;
    // biome-ignore lint/style/useErrorCause: it is passed, as our errors take it
    throw new ConfigurationError("CONFIGURATION.DRIVER_UNAVAILABLE", message, { cause: error });
  }
}

function installedVersion(): string | undefined {
  try {
    const { version } = createRequire(import.meta.url)("better-sqlite3/package.json") as { version: string };
    return version;
  } catch {
    return undefined; // not installed: loading says so
  }
}

class LibraryDatabase implements Database {
  readonly #database: BetterSqlite3.Database;

  constructor(Library: typeof BetterSqlite3, file: string, { readOnly, create }: OpenOptions) {
    this.#database = new Library(file, { readonly: readOnly, fileMustExist: !create });
  }
  get isOpen(): boolean {
    return this.#database.open;
  }
  prepare(sql: string): Statement {
    return new LibraryStatement(this.#database.prepare<unknown[], unknown[]>(sql));
  }
  exec(sql: string): void {
    this.#database.exec(sql);
  }
  defineFunction(name: string, body: (...values: unknown[]) => unknown): void {
    this.#database.function(name, { deterministic: true, directOnly: true, varargs: true }, body);
  }
  defineAggregate<S>(name: string, { start, step, inverse, result }: AggregateSteps<S>): void {
    this.#database.aggregate<S>(name, {
      start,
      step: (state: S, value: unknown) => step(state, value),
      ...(inverse ? { inverse: (state: S, value: unknown) => inverse(state, value) } : {}),
      result: (state: S) => result(state) as S,
      deterministic: true,
      directOnly: true,
    });
  }
  close(): void {
    this.#database.close();
  }
}

class LibraryStatement implements Statement {
  readonly returnsRows: boolean;
  readonly #statement: BetterSqlite3.Statement<unknown[], unknown[]>;

  constructor(statement: BetterSqlite3.Statement<unknown[], unknown[]>) {
    this.returnsRows = statement.reader;
    this.#statement = statement.reader ? statement.raw(true) : statement;
  }
  all(parameters: readonly unknown[]): unknown[][] {
    return this.#statement.all(parameters);
  }
  run(parameters: readonly unknown[]): RunResult {
    return this.#statement.run(parameters);
  }
  iterate(parameters: readonly unknown[]): Iterator<unknown[]> {
    return this.#statement.iterate(parameters);
  }
  columnNames(): readonly string[] {
    return this.#statement.columns().map((column) => column.name);
  }
}

import { setImmediate } from "node:timers/promises";
import type { Connection, NativeOutcome, PreparedQuery, QueryOutcome } from "../../../dialect/driver.ts";
import { GenerationalCache } from "../../../kernel/generational-cache.ts";
import { plain } from "../codecs.ts";
import type { Database, Statement } from "./library.ts";

const statementLimit = 256;
const controlLimit = 16;

/**
 * A connection of a library that works synchronously: `run` and `execute` answer at once, and throw the library's own errors.
 *
 * `stream` reads row by row on a reader, whose only statement it is. Any other connection (the writer, a database in memory) must stay free for other
 * statements between two batches, which SQLite libraries refuse while rows are being fetched: there the whole result is read in one go and handed over
 * in batches. Callers for whom that is too much read in windows over a key.
 */
export class SyncConnection implements Connection {
  readonly #database: Database;
  readonly #reader: boolean;
  readonly #statements = new GenerationalCache<PreparedQuery, Statement>(statementLimit);
  /** Direct SQL without parameters and rows by its text: mostly the statements that bound transactions. */
  readonly #controls = new GenerationalCache<string, Statement>(controlLimit);

  constructor(database: Database, options: { readonly reader: boolean }) {
    this.#database = database;
    this.#reader = options.reader;
  }

  get usable(): boolean {
    return this.#database.isOpen;
  }

  run(query: PreparedQuery, parameters: readonly unknown[]): QueryOutcome {
    let statement = this.#statements.get(query);
    if (statement === undefined) {
      statement = this.#database.prepare(query.sql);
      this.#statements.set(query, statement);
    }
    if (statement.returnsRows) {
      const rows = statement.all(parameters);
      return { rows: query.shape === undefined ? [] : query.hydrate(rows), affected: query.readOnly ? 0 : rows.length, insertId: undefined };
    }
    const { changes, lastInsertRowid } = statement.run(parameters);
    const affected = Number(changes);
    return { rows: [], affected, insertId: affected === 1 ? lastInsertRowid : undefined, lastInsertId: lastInsertRowid };
  }

  async *stream(query: PreparedQuery, parameters: readonly unknown[], batch: number): AsyncGenerator<unknown[], void, undefined> {
    const statement = this.#database.prepare(query.sql); // its own: the cached one may be wanted while rows are still to come
    if (!this.#reader) {
      const rows = statement.all(parameters);
      for (let start = 0; start < rows.length; start += batch) {
        yield query.hydrate(rows.slice(start, start + batch));
        await setImmediate(); // lets timers and other work have their turn
      }
      return;
    }
    const cursor = statement.iterate(parameters);
    try {
      for (let rows = take(cursor, batch); rows.length > 0; rows = take(cursor, batch)) {
        yield query.hydrate(rows);
        await setImmediate();
      }
    } finally {
      cursor.return?.();
    }
  }

  execute(sql: string, parameters: readonly unknown[]): NativeOutcome {
    const control = parameters.length === 0 ? this.#controls.get(sql) : undefined;
    const statement = control ?? this.#database.prepare(sql);
    const values = parameters.map(plain);
    if (statement.returnsRows) {
      return { columns: statement.columnNames().map((name) => ({ name })), rows: statement.all(values), affected: 0, insertId: undefined };
    }
    if (parameters.length === 0 && !control) this.#controls.set(sql, statement);
    const { changes, lastInsertRowid } = statement.run(values);
    return { columns: [], rows: [], affected: Number(changes), insertId: lastInsertRowid };
  }

  ping(): boolean {
    return this.#database.isOpen;
  }

  close(): void {
    this.#statements.clear();
    this.#controls.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}

function take(cursor: Iterator<unknown[]>, count: number): unknown[][] {
  const rows: unknown[][] = [];
  while (rows.length < count) {
    const next = cursor.next();
    if (next.done) break;
    rows.push(next.value);
  }
  return rows;
}

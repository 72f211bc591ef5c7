import type { PreparedQuery } from "../../../../dialect/driver.ts";
import type { RowDecoder } from "./row-decoder.ts";

/** A query as one connection knows it. */
export class Statement {
  readonly name: string;
  readonly query: PreparedQuery;
  /** Undefined: rows come in text. */
  decoder: RowDecoder | undefined = undefined;
  lastUsed = 0;

  constructor(name: string, query: PreparedQuery) {
    this.name = name;
    this.query = query;
  }
}

/** The prepared statements of one connection: the least recently used goes when there are too many. */
export class StatementCache {
  readonly #byQuery = new Map<PreparedQuery, Statement>();
  readonly #limit: number;
  #clock = 0;
  #names = 0;
  /** Names the server still knows and we do not need any more. */
  #toClose: string[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  newName(): string {
    return `ormdantic_${++this.#names}`;
  }

  find(query: PreparedQuery): Statement | undefined {
    const statement = this.#byQuery.get(query);
    if (statement) statement.lastUsed = ++this.#clock;
    return statement;
  }

  /** The server has parsed it. */
  add(statement: Statement): void {
    statement.lastUsed = ++this.#clock;
    this.#byQuery.set(statement.query, statement);
    if (this.#byQuery.size <= this.#limit) return;
    let oldest = statement;
    for (const other of this.#byQuery.values()) if (other.lastUsed < oldest.lastUsed) oldest = other;
    this.drop(oldest);
  }

  drop(statement: Statement): void {
    if (this.#byQuery.get(statement.query) !== statement) return;
    this.#byQuery.delete(statement.query);
    this.#toClose.push(statement.name);
  }

  /** Names to be closed with the next message. */
  takeClosed(): readonly string[] {
    const names = this.#toClose;
    if (names.length > 0) this.#toClose = [];
    return names;
  }

  /** The message was not sent after all. */
  returnClosed(names: readonly string[]): void {
    this.#toClose.push(...names);
  }
}

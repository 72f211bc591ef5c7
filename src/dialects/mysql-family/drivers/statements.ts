import type { Connection, Prepare } from "mariadb";
import type { PreparedQuery } from "../../../dialect/driver.ts";

/** Prepared statements of one connection by query; the least recently used are closed first. */
export class Statements {
  readonly #connection: Pick<Connection, "prepare">;
  readonly #limit: number;
  readonly #held = new Map<PreparedQuery, Prepare>();

  constructor(connection: Pick<Connection, "prepare">, limit: number) {
    this.#connection = connection;
    this.#limit = limit;
  }

  get(query: PreparedQuery): Prepare | undefined {
    const statement = this.#held.get(query);
    if (statement === undefined) return undefined;
    this.#held.delete(query);
    this.#held.set(query, statement);
    return statement;
  }

  async prepare(query: PreparedQuery): Promise<Prepare> {
    const statement = await this.#connection.prepare(query.sql);
    if (this.#held.size >= this.#limit) {
      const [oldest] = this.#held.keys();
      if (oldest !== undefined) this.drop(oldest);
    }
    this.#held.set(query, statement);
    return statement;
  }

  /** Closes a statement and forgets it. */
  drop(query: PreparedQuery): void {
    this.#held.get(query)?.close();
    this.#held.delete(query);
  }
}

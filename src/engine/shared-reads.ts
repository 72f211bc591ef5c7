import type { Connection, PreparedQuery, QueryOutcome, ShortRead } from "../dialect/driver.ts";
import type { Call } from "./executor.ts";
import type { Faults } from "./faults.ts";
import type { OwnerLane } from "./lane.ts";

/** Reads that go together at most: who is last waits for all before. */
const most = 8;

/**
 * Short reads that find no connection free. They wait for one together, and it serves them in one go: one message to the server and back instead of
 * one for each. Only reads by key take part, which are never long under way: nobody is kept waiting behind them while other connections come free.
 */
export class SharedReads {
  readonly #lane: OwnerLane;
  readonly #faults: Faults;
  #gathering: ShortRead[] | undefined;

  constructor(lane: OwnerLane, faults: Faults) {
    this.#lane = lane;
    this.#faults = faults;
  }

  run(query: PreparedQuery, parameters: readonly unknown[], call: Call): Promise<QueryOutcome> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => reject(this.#faults.translate(error, { sql: query.sql, parameters, table: call.table }));
      const read: ShortRead = { query, parameters, resolve, reject: fail };
      if (this.#gathering !== undefined && this.#gathering.length < most) this.#gathering.push(read);
      else {
        this.#gathering = [read];
        void this.#serve(this.#gathering);
      }
    });
  }

  async #serve(reads: ShortRead[]): Promise<void> {
    let connection: Connection;
    try {
      connection = await this.#lane.take("statement", undefined);
    } catch (error) {
      for (const read of reads) read.reject(error);
      return;
    } finally {
      // Who comes now waits for another connection.
      if (this.#gathering === reads) this.#gathering = undefined;
    }
    try {
      if (connection.runAll) await connection.runAll(reads);
      else for (const read of reads) await Promise.resolve(connection.run(read.query, read.parameters)).then(read.resolve, read.reject);
    } finally {
      this.#lane.give(connection);
    }
  }
}

import type { Connection } from "../../dialect/driver.ts";
import type { Replication, ServerState } from "../../dialect/replication.ts";

/** Thrown when a server does not answer in time. */
export class NoAnswer extends Error {}

/** Asks one server for its state, on a connection of its own: a pool may be in use to the last connection. */
export class Probe {
  readonly #connect: () => Promise<Connection>;
  readonly #replication: Replication;
  #connection: Connection | undefined;
  #closed = false;

  constructor(connect: () => Promise<Connection>, replication: Replication) {
    this.#connect = connect;
    this.#replication = replication;
  }

  /** Throws the driver's error, or NoAnswer after `limit` milliseconds; the next look begins with a new connection then. */
  async look(limit: number): Promise<ServerState> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new NoAnswer(`no answer within ${limit} ms`);
      // If it was this process that had no time, the answer is read first.
      timer = setTimeout(() => setImmediate(() => setImmediate(() => reject(error))), limit);
    });
    let given = false;
    try {
      return await Promise.race([this.#ask(() => given), late]);
    } catch (error) {
      given = true;
      this.#drop();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  /** `givenUp`: nobody waits for it any more. */
  async #ask(givenUp: () => boolean): Promise<ServerState> {
    if (this.#connection?.usable !== true) {
      const connection = await this.#connect();
      if (givenUp() || this.#closed) {
        void end(connection);
        throw new NoAnswer("the connection came too late");
      }
      this.#connection = connection;
    }
    const { rows } = await this.#connection.execute(this.#replication.state, []);
    return this.#replication.read(rows[0] ?? []);
  }

  #drop(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) void end(connection);
  }
}

async function end(connection: Connection): Promise<void> {
  try {
    await connection.close();
  } catch {
    // It is of no use either way.
  }
}

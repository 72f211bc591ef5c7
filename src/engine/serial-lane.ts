import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Connection } from "../dialect/driver.ts";
import { TimeoutError } from "../kernel/errors.ts";
import type { LaneStats, OwnerLane } from "./lane.ts";
import type { Pool } from "./pool.ts";
import type { Stop } from "./stop.ts";
import { Turns, type Use } from "./turns.ts";

/** One line per database file and process, whoever opened the file. */
const filesInUse = new Map<string, { readonly turns: Turns; users: number }>();

/** The only writer of a database file: waits behind all other writers of this process without touching the file's own locks. */
export class SerialLane implements OwnerLane {
  readonly stop: undefined;
  readonly #pool: Pool;
  readonly #acquireTimeout: number;
  readonly #file: string;
  readonly #turns: Turns;
  /** What holds the turn of this lane. */
  #holder: Connection | undefined;
  #closing: Promise<void> | undefined;

  /** `pool` has one connection. */
  constructor(pool: Pool, file: string, acquireTimeout: number) {
    this.#pool = pool;
    this.#acquireTimeout = acquireTimeout;
    this.#file = canonical(file);
    const entry = filesInUse.get(this.#file) ?? { turns: new Turns(), users: 0 };
    entry.users++;
    filesInUse.set(this.#file, entry);
    this.#turns = entry.turns;
  }

  tryTake(use: Use): Connection | undefined {
    if (!this.#turns.tryEnter(use)) return undefined;
    try {
      this.#holder = this.#pool.tryTake();
    } finally {
      if (this.#holder === undefined) this.#turns.leave();
    }
    return this.#holder;
  }

  async take(use: Use, stop: Stop | undefined): Promise<Connection> {
    stop?.check();
    await this.#turns.enter(use, stop, this.#acquireTimeout, (held) => this.#late(held));
    try {
      this.#holder = this.#pool.tryTake() ?? (await this.#pool.take(use, stop));
      return this.#holder;
    } catch (error) {
      this.#turns.leave();
      throw error;
    }
  }

  give(connection: Connection, broken?: boolean): void {
    this.#pool.give(connection, broken);
    this.#leave(connection);
  }

  /** Once for each turn: closing ends that of a connection which nobody gives back. */
  #leave(holder: Connection): void {
    if (this.#holder !== holder) return;
    this.#holder = undefined;
    this.#turns.leave();
  }

  noteError(): void {}

  open(): Promise<void> {
    return this.#pool.open();
  }

  abandon(): void {
    this.#pool.abandon();
  }

  stats(): LaneStats {
    const { size, idle } = this.#pool.stats();
    return { size, idle, waiting: this.#turns.waiting };
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.close().finally(() => {
      if (this.#holder !== undefined) this.#leave(this.#holder);
      const entry = filesInUse.get(this.#file);
      if (entry !== undefined && --entry.users === 0) filesInUse.delete(this.#file);
    });
    return this.#closing;
  }

  #late(held: Use): TimeoutError {
    const message = `another ${held} of this process kept writing to the database file for ${this.#acquireTimeout} ms; look for one that waits for this call, or raise the pool option acquireTimeout`;
    return new TimeoutError("CONNECTION.ACQUIRE_TIMEOUT", message, { retryable: true });
  }
}

/** Two ways to write the same file must meet in one line; the file itself may not be there yet. */
function canonical(file: string): string {
  const path = resolve(file);
  for (const real of [() => realpathSync(path), () => join(realpathSync(dirname(path)), basename(path))]) {
    try {
      return real();
    } catch {
      // Not there yet: the next best name.
    }
  }
  return path;
}

import type { Connection } from "../dialect/driver.ts";
import { isPromise, type MaybePromise } from "../kernel/chain.ts";
import { ConnectionError, TimeoutError } from "../kernel/errors.ts";
import type { LaneStats, OwnerLane } from "./lane.ts";
import type { PoolOptions } from "./pool-options.ts";
import type { Stop } from "./stop.ts";
import type { Use } from "./turns.ts";
import { WaitingLine } from "./waiting-line.ts";

export interface PoolSettings extends Omit<PoolOptions, "statementTimeout"> {
  /** Opens a connection; its errors reach the caller as they are. */
  open(): Promise<Connection>;
  /** Milliseconds that never go back. */
  readonly clock?: () => number;
}

/** Longer than this no server takes for a round trip that does nothing. */
const PING_LIMIT_MS = 5_000;

interface Ages {
  readonly born: number;
  idleSince: number;
}

/**
 * Connections of one kind. The one given back last is taken first, so that a quiet application stays on warm connections and the others grow old
 * and are closed. Nothing is opened before it is needed.
 */
export class Pool implements OwnerLane {
  readonly stop: undefined;
  readonly #settings: PoolSettings;
  readonly #clock: () => number;
  readonly #all = new Map<Connection, Ages>();
  readonly #idle: Connection[] = [];
  readonly #line = new WaitingLine<Connection>();
  /** False for embedded databases: no clock is read then. */
  readonly #ageing: boolean;
  /** Being closed. */
  readonly #ending = new Set<Promise<void>>();
  #opening = 0;
  #pinging = 0;
  /** Connections idle since before this moment are pinged first: another one was found dead then. */
  #suspectedAt = Number.NEGATIVE_INFINITY;
  #reaper: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    this.#clock = settings.clock ?? (() => performance.now());
    this.#ageing = settings.idleTimeout > 0 || settings.maxLifetime > 0 || settings.validateAfter > 0;
  }

  tryTake(): Connection | undefined {
    if (this.#closing !== undefined) throw closed();
    const last = this.#idle.length - 1;
    const connection = this.#idle[last];
    // Those who wait come first; what is old or broken is sorted out on the way that may wait.
    if (connection === undefined || this.#line.length > 0 || !connection.usable) return undefined;
    if (this.#ageing && this.#care(connection) !== "none") return undefined;
    this.#idle.length = last;
    return connection;
  }

  async take(_use: Use, stop: Stop | undefined): Promise<Connection> {
    if (this.#closing !== undefined) throw closed();
    stop?.check();
    const served = this.#line.wait(stop, this.#settings.acquireTimeout, () => this.#exhausted());
    this.#pump();
    return served;
  }

  give(connection: Connection, broken = false): void {
    const ages = this.#all.get(connection);
    if (ages === undefined) return;
    if (broken || !connection.usable || this.#outlived(ages)) {
      if (broken || !connection.usable) this.#suspect();
      this.#drop(connection);
      this.#pump();
    } else {
      if (this.#ageing) ages.idleSince = this.#clock();
      this.#offer(connection);
    }
    if (this.#drained !== undefined) this.#checkDrained();
  }

  noteError(): void {}

  async open(): Promise<void> {
    if (this.#all.size === 0) this.give(await this.take("statement", undefined));
  }

  stats(): LaneStats {
    return { size: this.#all.size + this.#opening, idle: this.#idle.length, waiting: this.#line.length };
  }

  abandon(): void {
    this.#idle.length = 0;
    this.#line.failAll(() => new ConnectionError("CONNECTION.LOST", "the server does not answer", { retryable: true }));
    for (const connection of [...this.#all.keys()]) this.#drop(connection);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // Callers that find #closing set must already be refused.
    await Promise.resolve();
    clearTimeout(this.#reaper);
    this.#line.failAll(closed);
    for (const connection of this.#idle.splice(0)) this.#drop(connection);
    if (this.#all.size + this.#opening > 0) await this.#drain();
    const broken = [...this.#all.keys()];
    this.#all.clear();
    await Promise.all(broken.map(quietly));
    await Promise.all(this.#ending);
  }

  /** Waits until nothing is in use any more, or for as long as the settings say. */
  async #drain(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#drained = resolve;
      if (this.#settings.closeTimeout > 0) timer = setTimeout(resolve, this.#settings.closeTimeout);
    });
    clearTimeout(timer);
  }

  #checkDrained(): void {
    if (this.#all.size + this.#opening === 0) this.#drained?.();
  }

  /** Serves those who wait with what is idle, and opens as many connections as are missing. */
  #pump(): void {
    while (this.#line.length > this.#pinging && this.#idle.length > 0) this.#serveIdle();
    while (this.#closing === undefined && this.#line.length > this.#opening + this.#pinging && this.#all.size + this.#opening < this.#settings.size) {
      void this.#openOne();
    }
  }

  #serveIdle(): void {
    const connection = this.#idle.pop();
    if (connection === undefined) return;
    const care = !connection.usable ? "drop" : this.#care(connection);
    if (care === "drop") this.#drop(connection);
    else if (care === "ping") void this.#ping(connection);
    else this.#line.serve(connection);
  }

  async #openOne(): Promise<void> {
    this.#opening++;
    const ticket = this.#line.lastTicket;
    try {
      const connection = await this.#settings.open();
      this.#opening--;
      const now = this.#clock();
      this.#all.set(connection, { born: now, idleSince: now });
      this.#offer(connection);
    } catch (error) {
      this.#opening--;
      // Who came later gets a try of its own.
      this.#line.fail(error, ticket);
      this.#pump();
    }
    if (this.#drained !== undefined) this.#checkDrained();
  }

  async #ping(connection: Connection): Promise<void> {
    this.#pinging++;
    let alive: boolean | undefined = false;
    try {
      alive = await within(connection.ping());
    } catch {
      // A ping that throws says the same as one that answers false.
    }
    this.#pinging--;
    // No answer at all: the way to the server is broken, and each of the others would cost as long a wait.
    if (alive === undefined) for (const other of this.#idle.splice(0)) this.#drop(other);
    this.give(connection, alive !== true);
  }

  #suspect(): void {
    if (this.#ageing) this.#suspectedAt = this.#clock();
  }

  /** To the first who waits, else among the idle ones. */
  #offer(connection: Connection): void {
    if (this.#line.length > 0 && this.#line.serve(connection)) return;
    if (this.#closing !== undefined) this.#drop(connection);
    else {
      this.#idle.push(connection);
      if (this.#settings.idleTimeout > 0) this.#scheduleReaper();
    }
  }

  #care(connection: Connection): "none" | "ping" | "drop" {
    const ages = this.#all.get(connection);
    if (!this.#ageing || ages === undefined) return "none";
    const now = this.#clock();
    const { maxLifetime, validateAfter } = this.#settings;
    if (maxLifetime > 0 && now - ages.born >= maxLifetime) return "drop";
    const unsure = ages.idleSince <= this.#suspectedAt || (validateAfter > 0 && now - ages.idleSince >= validateAfter);
    return unsure ? "ping" : "none";
  }

  #outlived(ages: Ages): boolean {
    return this.#settings.maxLifetime > 0 && this.#clock() - ages.born >= this.#settings.maxLifetime;
  }

  /** One timer for all: it looks again when the oldest idle connection will be due. */
  #scheduleReaper(): void {
    if (this.#reaper !== undefined) return;
    const oldest = this.#idle[0];
    const since = oldest === undefined ? undefined : this.#all.get(oldest)?.idleSince;
    if (since === undefined) return;
    this.#reaper = setTimeout(() => this.#reap(), Math.max(10, since + this.#settings.idleTimeout - this.#clock()));
    this.#reaper.unref();
  }

  #reap(): void {
    this.#reaper = undefined;
    const due = this.#clock() - this.#settings.idleTimeout;
    while (this.#idle[0] !== undefined && (this.#all.get(this.#idle[0])?.idleSince ?? 0) <= due) {
      const connection = this.#idle.shift();
      if (connection !== undefined) this.#drop(connection);
    }
    this.#scheduleReaper();
  }

  #drop(connection: Connection): void {
    this.#all.delete(connection);
    const ended = quietly(connection).then(() => {
      this.#ending.delete(ended);
    });
    this.#ending.add(ended);
  }

  #exhausted(): TimeoutError {
    const { acquireTimeout, size } = this.#settings;
    const busy = this.#all.size - this.#idle.length;
    const message =
      this.#opening > 0 && busy === 0
        ? `no connection to the database could be opened within ${acquireTimeout} ms`
        : `no connection became free within ${acquireTimeout} ms: ${busy === 1 ? "the only connection is" : `all ${size} connections are`} in use; look for transactions or streams that stay open, or raise the pool's size`;
    return new TimeoutError("CONNECTION.ACQUIRE_TIMEOUT", message, { retryable: true, context: { ...this.stats() } });
  }
}

/** Undefined when there is no answer in time. */
async function within(answer: MaybePromise<boolean>): Promise<boolean | undefined> {
  if (!isPromise(answer)) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PING_LIMIT_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Closing is the end of a connection either way; how it fails helps nobody. */
async function quietly(connection: Connection): Promise<void> {
  try {
    await connection.close();
  } catch {
    // See above.
  }
}

export function closed(): ConnectionError {
  return new ConnectionError("CONNECTION.CLOSED", "the database object was closed; make a new one to go on");
}

import type { Dialect } from "../dialect/dialect.ts";
import type { Connection, Driver } from "../dialect/driver.ts";
import { ConnectionError, OrmdanticError, SerializationError } from "../kernel/errors.ts";
import type { Call } from "./executor.ts";
import type { Faults } from "./faults.ts";
import type { LaneStats, OwnerLane } from "./lane.ts";
import { closeLanes, type Lanes, type LanesOptions, openLanes, statsOf } from "./lanes.ts";
import { loadDriver } from "./load-driver.ts";
import type { Observer } from "./observer.ts";
import { closed } from "./pool.ts";
import { type PoolOptions, poolOptions } from "./pool-options.ts";
import type { Member } from "./replicas/member.ts";
import { openReplicas, type ReplicaServer } from "./replicas/open-replicas.ts";
import { OwnWrites } from "./replicas/own-writes.ts";
import type { Replicas } from "./replicas/replicas.ts";
import type { Stop } from "./stop.ts";
import type { Use } from "./turns.ts";
import type { DatabaseUrl } from "./url.ts";

export interface ServersOptions {
  readonly dialect: Dialect;
  readonly url: DatabaseUrl;
  readonly replicas: readonly DatabaseUrl[];
  /** Milliseconds a replica may be behind. */
  readonly maxLag: number;
  /** Of the primary. */
  readonly pool: PoolOptions;
  /** What was said beside the URLs. */
  readonly poolWishes: Partial<PoolOptions> | undefined;
  readonly driver: Driver | undefined;
  readonly faults: Faults;
}

/** What a replica says that the primary may not: it is gone, it had to make room for changes, or changes have not come to it. */
const elsewhere: ReadonlySet<string> = new Set(["QUERY.READ_ONLY", "QUERY.MISSING_TABLE", "QUERY.MISSING_COLUMN", "QUERY.STALE_PLAN"]);

/** What reads agree on that belong together and go to the primary, whichever server that is. */
const primary = {};

/** A connection, and where it goes back to. */
export interface Taken {
  readonly home: OwnerLane;
  readonly connection: Connection;
}

/** The primary and its replicas, if there are any. Nothing is connected before it is needed. */
export class Servers {
  /** Connections to the primary; undefined before the first of them. */
  lanes: Lanes | undefined;
  /** Undefined where there are none. */
  replicas: Replicas | undefined;
  /** Undefined where there are none. */
  readonly writes: OwnWrites | undefined;
  readonly #options: ServersOptions;
  readonly #observer: Observer;
  #opening: Promise<Lanes> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ServersOptions, observer: Observer) {
    this.#options = options;
    this.writes = options.replicas.length > 0 ? new OwnWrites() : undefined;
    this.#observer = observer;
  }

  async open(): Promise<Lanes> {
    if (this.#closing !== undefined) throw closed();
    if (this.lanes !== undefined) return this.lanes;
    this.#opening ??= this.#firstOpen();
    try {
      await this.#opening;
    } catch (error) {
      // The next call may fare better.
      this.#opening = undefined;
      throw error;
    }
    return this.lanes ?? this.#opening;
  }

  /** `from`: a replica's connections instead of the primary's. */
  async acquire(readOnly: boolean, use: Use, stop: Stop | undefined, from?: Lanes): Promise<Taken> {
    const lanes = from ?? (await (stop === undefined ? this.open() : stop.race(this.open())));
    const home = readOnly ? lanes.readers : lanes.writers;
    const connection = await this.#observer.acquiring(async () => home.tryTake(use) ?? home.take(use, stop));
    return { home, connection };
  }

  /** Where a read outside transactions may go rather than to the primary; undefined when it may not. Its `reads` is to be lowered when the read is over. */
  async replicaFor(call: Call, stop: Stop | undefined): Promise<Member | undefined> {
    if (this.#options.replicas.length === 0) return undefined;
    await (stop === undefined ? this.open() : stop.race(this.open()));
    const { together } = call;
    const replica = together?.server === undefined ? this.replicas?.pick() : together.server === primary ? undefined : (together.server as Member);
    if (together !== undefined) together.server = replica ?? primary;
    if (replica !== undefined) replica.reads++;
    return replica;
  }

  /** True when a read that failed on a replica may be tried on the primary: nothing can have happened. */
  failsOver(error: unknown, replica: Member, call: Call): boolean {
    if (!(error instanceof OrmdanticError) || error.code === "CONNECTION.CLOSED") return false;
    const gone = error instanceof ConnectionError;
    if (!gone && !(error instanceof SerializationError) && !elsewhere.has(error.code)) return false;
    if (gone) replica.lost();
    if (call.together !== undefined) call.together.server = primary;
    return true;
  }

  stats(): (LaneStats & { readonly driver: string }) | undefined {
    return this.lanes === undefined ? undefined : { ...statsOf(this.lanes), driver: this.lanes.driver };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const lanes = await this.#opening?.catch(() => undefined);
    this.replicas?.close();
    const all = new Set([...(lanes === undefined ? [] : [lanes]), ...(this.replicas?.lanes ?? [])]);
    await Promise.all([...all].map(closeLanes));
  }

  async #firstOpen(): Promise<Lanes> {
    const { dialect, url, pool, replicas, maxLag, poolWishes } = this.#options;
    const driver = this.#options.driver ?? (await loadDriver(dialect, url.driver));
    const first = this.#server(url, pool, driver);
    const lanes = openLanes(first.options);
    try {
      // The writer comes first: a reader cannot make the file.
      if (lanes.readers !== lanes.writers) await lanes.writers.open();
      if (dialect.replication !== undefined && this.writes !== undefined) {
        const promoted = (instead: Lanes): void => {
          this.lanes = instead;
        };
        const host = { replication: dialect.replication, maxLag, writes: this.writes, promoted };
        const others = replicas.map((replica) => this.#server(replica, poolOptions({ ...replica.pool, ...poolWishes }), driver));
        this.replicas = openReplicas(host, first, lanes, others);
        await this.replicas.start();
      }
    } catch (error) {
      await closeLanes(lanes);
      throw error;
    }
    this.lanes ??= lanes;
    return lanes;
  }

  #server(url: DatabaseUrl, pool: PoolOptions, driver: Driver): ReplicaServer {
    const { dialect, faults } = this.#options;
    const { options: target, scheme } = url;
    const address = target.host === undefined ? (target.database ?? scheme) : `${target.host}:${target.port ?? dialect.defaultPort ?? ""}`;
    const options: LanesOptions = { dialect, driver, target, pool, faults, address };
    return { url, options };
  }
}

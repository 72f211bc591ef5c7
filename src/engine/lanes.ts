import type { Dialect } from "../dialect/dialect.ts";
import type { Connection, ConnectionOptions, Driver } from "../dialect/driver.ts";
import type { Faults } from "./faults.ts";
import type { LaneStats, OwnerLane } from "./lane.ts";
import { patiently } from "./patience.ts";
import { Pool } from "./pool.ts";
import type { PoolOptions } from "./pool-options.ts";
import { SerialLane } from "./serial-lane.ts";
import { SharedReads } from "./shared-reads.ts";

/** All connections to one database. */
export interface Lanes {
  readonly writers: OwnerLane;
  /** For statements that change nothing, outside transactions. The same as `writers` where that makes no difference. */
  readonly readers: OwnerLane;
  /** Everything shares one connection. */
  readonly single: boolean;
  readonly driver: string;
  /** For short reads when no connection is free; undefined where sharing one would not help. */
  readonly shared: SharedReads | undefined;
}

export interface LanesOptions {
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly target: ConnectionOptions;
  readonly pool: PoolOptions;
  readonly faults: Faults;
  /** What errors call the server. */
  readonly address: string;
}

const MEMORY = ":memory:";

export function openLanes(options: LanesOptions): Lanes {
  const { dialect, driver, pool, target } = options;
  const oneWriter = dialect.capabilities.writers === "one";
  const single = driver.singleConnection === true || (oneWriter && (target.database ?? MEMORY) === MEMORY);
  // Embedded connections do not die of age, and an in-memory database would be gone with its connection.
  const settings = single || oneWriter ? { ...pool, idleTimeout: 0, maxLifetime: 0, validateAfter: 0 } : pool;
  const make = (size: number, readOnly: boolean): Pool => new Pool({ ...settings, size, open: () => openConnection(options, readOnly) });
  if (single || !oneWriter || target.database === undefined) {
    const all = make(single ? 1 : pool.size, false);
    return { writers: all, readers: all, single, driver: driver.name, shared: driver.pipelines ? new SharedReads(all, options.faults) : undefined };
  }
  const writers = new SerialLane(make(1, false), target.database, pool.acquireTimeout);
  return { writers, readers: make(pool.size, true), single, driver: driver.name, shared: undefined };
}

/** One connection; errors say that it could not be made, and where. */
export async function openConnection({ driver, target, faults, pool, address }: LanesOptions, readOnly = false): Promise<Connection> {
  const attempt = async (): Promise<Connection> => driver.connect(readOnly ? { ...target, readOnly } : target);
  try {
    return await patiently(attempt, (error) => faults.isBusy(error), pool.acquireTimeout, undefined);
  } catch (error) {
    throw faults.translateConnect(error, address);
  }
}

export async function closeLanes({ writers, readers }: Lanes): Promise<void> {
  await readers.close();
  await writers.close();
}

export function statsOf({ writers, readers }: Lanes): LaneStats {
  if (writers === readers) return writers.stats();
  const [a, b] = [writers.stats(), readers.stats()];
  return { size: a.size + b.size, idle: a.idle + b.idle, waiting: a.waiting + b.waiting };
}

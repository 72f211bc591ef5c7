import { ConfigurationError } from "../kernel/errors.ts";

/** How connections are kept. Times are milliseconds. */
export interface PoolOptions {
  /** Connections at most. Default 10. */
  readonly size: number;
  /** How long a call waits for a connection, or for a database file another process is writing to. 0: for ever. Default 30 s. */
  readonly acquireTimeout: number;
  /** Connections unused for this long are closed. 0: never. Default 5 min. */
  readonly idleTimeout: number;
  /** Connections older than this are closed when they come back. 0: never. Default 30 min. */
  readonly maxLifetime: number;
  /** Connections unused for this long are pinged before they are used again. 0: never. Default 30 s. */
  readonly validateAfter: number;
  /** Limit of every call that does not bring its own `timeout`; streams have none. 0: none. Default 0. */
  readonly statementTimeout: number;
  /** How long `close()` waits for connections in use before it breaks them. 0: for ever. Default 10 s. */
  readonly closeTimeout: number;
}

export const poolDefaults: PoolOptions = {
  size: 10,
  acquireTimeout: 30_000,
  idleTimeout: 300_000,
  maxLifetime: 1_800_000,
  validateAfter: 30_000,
  statementTimeout: 0,
  closeTimeout: 10_000,
};

/** Completes and checks; throws ConfigurationError naming the option. */
export function poolOptions(given: Partial<PoolOptions>): PoolOptions {
  const options = { ...poolDefaults, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
  for (const [name, value] of Object.entries(options)) {
    if (!isPoolOption(name)) {
      throw new ConfigurationError("CONFIGURATION.BAD_POOL_OPTION", `there is no pool option "${name}"; known: ${Object.keys(poolDefaults).join(", ")}`);
    }
    const least = name === "size" ? 1 : 0;
    if (!Number.isSafeInteger(value) || value < least) {
      throw new ConfigurationError("CONFIGURATION.BAD_POOL_OPTION", `pool option "${name}" must be a whole number of at least ${least}`);
    }
  }
  return options;
}

export function isPoolOption(name: string): name is keyof PoolOptions {
  return Object.hasOwn(poolDefaults, name);
}

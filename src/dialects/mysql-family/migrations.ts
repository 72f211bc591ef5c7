import { fnv1a } from "../../kernel/bounded-name.ts";
import type { MigrationSyntax } from "../../schema/dialect.ts";

/** Names of locks are one space for the whole server, and at most 64 characters. */
const lockName = (name: string): string => `concat('ormdantic_', left(sha2(database(), 256), 32), '_${fnv1a(name)}')`;

export const migrations: MigrationSyntax = {
  lock: {
    acquire: (name) => [`select get_lock(${lockName(name)}, 0)`],
    release: (name) => [`select release_lock(${lockName(name)})`],
  },
  unchecked: { enter: [], leave: [], violations: undefined },
  stepsPerTransaction: Number.POSITIVE_INFINITY,
  pinned: ["foreignKey"],
  // seconds, for locks of metadata
  lockTimeout: (milliseconds) => ({
    set: `set session lock_wait_timeout = ${Math.max(1, Math.ceil(milliseconds / 1000))}`,
    reset: "set session lock_wait_timeout = default",
  }),
  safer: (change) => (change.kind === "createIndex" && !change.online && change.index.method === undefined ? [{ ...change, online: true }] : undefined),
  // table, column, key and constraint that is there; column, key, table and constraint that is not
  doneAlready: new Set(["1050", "1060", "1061", "1826", "1022", "1176", "3822", "1054", "1091", "1051", "1146", "3821", "3940", "1305"]),
  foreignKeyIndexes: "made",
  weakTypes: { timestamp: "datetime goes beyond the year 2038" },
  smallKeys: ["smallint", "mediumint", "int"],
};

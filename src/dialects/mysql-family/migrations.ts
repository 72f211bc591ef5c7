import { fnv1a } from "../../kernel/bounded-name.ts";
import type { MigrationSyntax } from "../../schema/dialect.ts";

/** Names of locks are one space for the whole server, and at most 64 characters. */
const lockName = (name: string): string => `concat('ormdantic_', md5(database()), '_${fnv1a(name)}')`;

export const migrations: MigrationSyntax = {
  lock: {
    acquire: (name) => [`select get_lock(${lockName(name)}, 0)`],
    release: (name) => [`select release_lock(${lockName(name)})`],
  },
  unchecked: { enter: [], leave: [], violations: undefined },
  pinned: ["foreignKey"],
  // seconds, for locks of metadata
  lockTimeout: (milliseconds) => `set session lock_wait_timeout = ${Math.max(1, Math.ceil(milliseconds / 1000))}`,
};

import { fnv1a } from "../../kernel/bounded-name.ts";
import type { MigrationSyntax } from "../../schema/dialect.ts";

/** Keys of advisory locks are numbers, one space for each database. */
const key = (name: string): number => Number.parseInt(fnv1a(name), 16);

export const migrations: MigrationSyntax = {
  lock: {
    acquire: (name) => [`select pg_try_advisory_lock(${key(name)})::int`],
    release: (name) => [`select pg_advisory_unlock(${key(name)})`],
  },
  unchecked: { enter: [], leave: [], violations: undefined },
  pinned: ["view"],
  lockTimeout: (milliseconds) => `set lock_timeout = ${milliseconds}`,
};

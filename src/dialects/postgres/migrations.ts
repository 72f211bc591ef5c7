import { fnv1a } from "../../kernel/bounded-name.ts";
import type { MigrationSyntax } from "../../schema/dialect.ts";
import { safer } from "./safer.ts";

/** Keys of advisory locks are numbers, one space for each database. */
const key = (name: string): number => Number.parseInt(fnv1a(name), 16);

export const migrations: MigrationSyntax = {
  lock: {
    acquire: (name) => [`select pg_try_advisory_lock(${key(name)})::int`],
    release: (name) => [`select pg_advisory_unlock(${key(name)})`],
  },
  unchecked: { enter: [], leave: [], violations: undefined },
  // a table with its keys, indexes and sequence takes about ten of the 6,400 locks there are by default
  stepsPerTransaction: 250,
  pinned: ["view"],
  lockTimeout: (milliseconds) => ({ set: `set lock_timeout = ${milliseconds}`, reset: "reset lock_timeout" }),
  safer,
  // duplicate and undefined table, column, object
  doneAlready: new Set(["42P07", "42701", "42710", "42P01", "42703", "42704"]),
  foreignKeyIndexes: "yours",
  weakTypes: { json: "jsonb can be compared and indexed", char: "text pads nothing" },
  smallKeys: ["smallint", "integer"],
};

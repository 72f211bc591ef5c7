import type { MigrationSyntax } from "../../schema/dialect.ts";

/** A write transaction keeps other processes out, and DDL is undone with it. */
export const migrations: MigrationSyntax = {
  lock: "transaction",
  unchecked: { enter: ["pragma foreign_keys = off"], leave: ["pragma foreign_keys = on"], violations: "pragma foreign_key_check" },
  stepsPerTransaction: Number.POSITIVE_INFINITY,
  pinned: [],
  lockTimeout: () => undefined,
  doneAlready: new Set(),
  foreignKeyIndexes: "yours",
  weakTypes: {},
  smallKeys: [],
};

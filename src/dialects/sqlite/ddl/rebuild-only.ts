import { ConfigurationError } from "../../../kernel/errors.ts";

/** SQLite writes constraints with their table and never changes them: the table must be copied into a new one. */
export function rebuildOnly(what: string): never {
  throw new ConfigurationError("SCHEMA.NEEDS_REBUILD", `SQLite cannot ${what} while the table stays: create a new table, copy the rows and rename it`);
}

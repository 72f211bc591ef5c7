import type { Change } from "../schema/changes/units.ts";
import type { SchemaDialect } from "../schema/dialect.ts";

/**
 * The changes that come to the same and hold up nobody for long, where the database has such a way; else the change itself. Changes that are safe
 * already come back as they are.
 */
export function safer(change: Change, { migrations }: SchemaDialect): readonly Change[] {
  return migrations.safer?.(change) ?? [change];
}

import { MigrationError } from "../kernel/errors.ts";
import { tableKey } from "../model/definition.ts";
import { unitOf } from "../schema/changes/units.ts";
import { changesBetween } from "../schema/plan.ts";
import { reflect } from "../schema/reflect.ts";
import { settled } from "../schema/settle.ts";
import type { Snapshot } from "../schema/snapshot.ts";
import type { Artifact } from "./artifact.ts";
import { touchedTables } from "./plan.ts";
import type { MigrationSession } from "./session.ts";

/**
 * Throws MigrationError MIGRATION.DRIFT unless the tables a migration touches are as it expects to find them. Other tables are none of its business:
 * another branch may have changed them. Asks the catalog; writes nothing.
 */
export async function verifyExpected(artifact: Artifact, direction: "up" | "down", session: MigrationSession): Promise<void> {
  const [expected, steps] = direction === "up" ? [artifact.from, artifact.up] : [artifact.to, artifact.down];
  const touched = touchedTables(steps);
  if (touched.size === 0) return;
  const { schema, run } = session;
  const scoped = only(expected, touched);
  const names = [...touched].map((key) => key.slice(key.lastIndexOf(".") + 1));
  const schemas = [...new Set(scoped.tables.flatMap((table) => table.schema ?? []))];
  const live = await reflect(schema, run, { include: names, ...(schemas.length > 0 ? { schemas, current: true } : {}) });
  const there = only(live, touched);
  const wanted = await session.trying(() => settled(scoped, there, schema, run));
  const differences = changesBetween(wanted, schema.normalize(there), schema).map((change) => unitOf(change).describe(change));
  if (differences.length === 0) return;
  const message = `the database is not as migration ${artifact.revision} expects: since then somebody did ${differences.slice(0, 5).join("; ")}; run \`ormdantic migrations diff\`, or go on without this check (--no-verify)`;
  throw new MigrationError("MIGRATION.DRIFT", message, { context: { revision: artifact.revision, differences } });
}

function only({ tables }: Snapshot, touched: ReadonlySet<string>): Snapshot {
  return { tables: tables.filter((table) => touched.has(tableKey(table.schema, table.name))) };
}

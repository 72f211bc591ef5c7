import { MigrationError } from "../kernel/errors.ts";
import type { MigrationSession } from "./session.ts";

/** Runs `body` without foreign keys being enforced, where steps need that; they are enforced again however it ends. */
export async function unchecked<T>({ schema, run }: MigrationSession, needed: boolean, body: () => Promise<T>): Promise<T> {
  const { enter, leave } = schema.migrations.unchecked;
  if (!needed) return body();
  for (const sql of enter) await run(sql, []);
  try {
    return await body();
  } finally {
    for (const sql of leave) await run(sql, []);
  }
}

/** Runs `body` and looks at all foreign keys afterwards. Those that were broken before are not held against it. Throws MigrationError MIGRATION.FOREIGN_KEYS. */
export async function checkForeignKeys({ schema, run }: MigrationSession, needed: boolean, body: () => Promise<void>): Promise<void> {
  const { violations } = schema.migrations.unchecked;
  if (!needed || violations === undefined) return body();
  const broken = async (): Promise<ReadonlyMap<string, number>> => {
    const counts = new Map<string, number>();
    for (const [table, , parent] of await run(violations, [])) {
      const key = `${table} to ${parent}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const before = await broken();
  await body();
  const fresh = [...(await broken())].filter(([key, count]) => count > (before.get(key) ?? 0));
  if (fresh.length === 0) return;
  const what = fresh.map(([key, count]) => `${count} from ${key}`).join(", ");
  throw new MigrationError("MIGRATION.FOREIGN_KEYS", `the migration would leave rows that refer to nothing: ${what}; it was undone`);
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unitOf } from "../../src/schema/changes/units.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { openDatabase, type TestDatabase } from "./database.ts";
import { modelsOf, rowOf, type SchemaPlan, schemaPair } from "./random-schemas.ts";

const runs = Number(process.env["ORMDANTIC_LAW_RUNS"] ?? 12);
const rowsEach = 3;

describe.each(targets.map((target) => [target.name, target] as const))("law 5 on %s", (_name, target) => {
  const database = withDatabase(target);

  it("any shape becomes any other, keeps every row it can keep, and goes back", async () => {
    await using db = await openDatabase(database.url);
    await fc.assert(
      fc.asyncProperty(schemaPair, async ([before, after]) => {
        await clear(db);
        const [first, second] = [modelsOf(before), modelsOf(after)];
        const start = db.manager(first);
        const made = await start.create("start", { tables: [] }, db.shape(first));
        expect(await start.apply(made)).toBe("applied");
        expect(await said(start)).toEqual([]);
        await fill(db, before);
        const kept = await values(db, before, after);

        const next = db.manager(second);
        const change = await next.create("next", db.shape(first), db.shape(second));
        await next.apply(change, { allowDestructive: true });
        expect(await said(next)).toEqual([]);
        expect(await values(db, before, after, kept)).toEqual(kept);

        // values that came since need not fit the old shape; what is asked here is the shape
        for (const { name } of after) await db.run(`delete from ${db.schema.dialect.quote(name)}`);
        await next.rollback(change, { allowDestructive: true });
        expect(await said(start)).toEqual([]);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  }, 600_000);
});

/** What the manager would change, in words. */
async function said(manager: ReturnType<TestDatabase["manager"]>): Promise<string[]> {
  return (await manager.diff()).map((change) => unitOf(change).describe(change));
}

async function fill(db: TestDatabase, plan: SchemaPlan): Promise<void> {
  for (const table of plan) {
    for (let number = 1; number <= rowsEach; number++) {
      const { names, values } = rowOf(table, number, db.schema.dialect.name);
      await db.run(`insert into ${db.schema.dialect.quote(table.name)} (${names.map(db.schema.dialect.quote).join(", ")}) values (${values.join(", ")})`);
    }
  }
}

/** Texts of the values in columns that are there on both sides. A NULL that got a default counts as kept. */
async function values(db: TestDatabase, before: SchemaPlan, after: SchemaPlan, old?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of before) {
    const twin = after.find(({ name }) => name === table.name);
    for (const { name } of table.columns) {
      if (!twin?.columns.some((column) => column.name === name)) continue;
      const key = `${table.name}.${name}`;
      const rows = await db.run(`select ${db.schema.dialect.quote(name)} from ${db.schema.dialect.quote(table.name)} order by id`);
      const texts = rows.map(([value]) => textOf(value));
      const known = old?.[key] as readonly unknown[] | undefined;
      found[key] = known === undefined ? texts : texts.map((text, i) => (known[i] === null ? null : text));
    }
  }
  return found;
}

/** A number that became text is the same value; so is a moment in another precision. */
function textOf(value: unknown): unknown {
  if (value === null) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}

async function clear(db: TestDatabase): Promise<void> {
  const empty = db.manager();
  const live = await empty.liveSnapshot();
  const removal = await empty.create("clear", live, { tables: [] });
  await empty.apply(removal, { allowDestructive: true, verify: false });
  for (const { revision } of await empty.history()) await db.run(`delete from ormdantic_migrations where revision = '${revision}'`);
}

/** How long shapes of many tables take: `npm run bench:migrations -- [URL ...]`. A URL names an empty database; SQLite in memory if none is given. See README.md. */
import * as z from "zod";
import { dialectOf } from "../src/dialects.ts";
import { Engine } from "../src/engine/engine.ts";
import { parseUrl } from "../src/engine/url.ts";
import { MigrationManager } from "../src/migrate/manager.ts";
import { plan } from "../src/migrate/plan.ts";
import { describe } from "../src/model/describe.ts";
import { table } from "../src/model/table.ts";
import { snapshotOf } from "../src/schema/from-models.ts";
import { changesBetween } from "../src/schema/plan.ts";

const sizes = [125, 250, 500, 1000];
const urls = process.argv.length > 2 ? process.argv.slice(2) : ["sqlite:///:memory:"];

/** Tables of ten columns, each with a key, an index, a check and a foreign key to the table before it. `more` adds a column to every one. */
function models(count: number, more: boolean) {
  const columns = {
    id: z.int(),
    a: z.string().max(40),
    b: z.int32(),
    c: z.number(),
    d: z.boolean(),
    e: z.date(),
    f: z.string().nullable(),
    g: z.int().nullable(),
    h: z.string().max(9),
  };
  return Array.from({ length: count }, (_, i) => {
    const shape = z.object({ ...columns, previousId: z.int().nullable(), ...(more ? { z: z.int().nullable() } : {}) });
    const references = { columns: ["previousId"], references: { table: `table_${Math.max(0, i - 1)}`, columns: ["id"] } } as const;
    return table(`table_${i}`, shape, { pk: "id", generated: ["id"], indexed: ["a"], foreignKeys: [references] });
  });
}

async function timed<T>(times: Record<string, number>, what: string, body: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await body();
  times[what] = Math.round(performance.now() - started);
  return result;
}

for (const address of urls) {
  const url = parseUrl(address);
  const known = dialectOf(url.scheme);
  const schema = await known.schema();
  console.log(`${url.shown}: milliseconds`);
  for (const count of sizes) {
    const engine = new Engine({ dialect: known.dialect, url });
    const times: Record<string, number> = { tables: count };
    try {
      const catalog = await timed(times, "describe", () => describe(models(count, false)));
      const changed = describe(models(count, true));
      const holding = engine.holding.bind(engine);
      const manager = new MigrationManager({ catalog, schema, holding });
      const shape = await timed(times, "snapshot", () => snapshotOf(catalog, schema));
      const start = await timed(times, "plan all", () => manager.create("start", { tables: [] }, shape));
      await timed(times, "apply all", () => manager.apply(start));
      const live = await timed(times, "reflect", () => manager.liveSnapshot());
      const left = await timed(times, "diff", async () => (await manager.diff()).length);
      if (left > 0) throw new Error(`${left} changes are left`);
      const next = schema.normalize(snapshotOf(changed, schema));
      await timed(times, "compare", () => changesBetween(live, next, schema));
      await timed(times, "plan a column each", () => plan(live, next, schema));
      await manager.rollback(start, { allowDestructive: true, verify: false });
      await engine.execute("drop table ormdantic_migrations", [], { operation: "ddl", table: undefined });
    } finally {
      await engine.close();
    }
    console.log(
      Object.entries(times)
        .map(([what, time]) => `${what} ${time}`)
        .join("   "),
    );
  }
}

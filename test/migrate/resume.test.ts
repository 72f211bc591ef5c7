import { describe, expect, it } from "vitest";
import * as z from "zod";
import { sealed } from "../../src/migrate/artifact.ts";
import type { Step } from "../../src/migrate/step.ts";
import { table } from "../../src/model/table.ts";
import { unitOf } from "../../src/schema/changes/units.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { openDatabase } from "./database.ts";

const id = z.int();
const key = { pk: "id", generated: ["id"] } as const;
const owner = table("owner", z.object({ id, name: z.string().max(50) }), key);
const before = [
  owner,
  table("item", z.object({ id, ownerId: z.int(), label: z.string().max(20).nullable(), size: z.int32() }), { ...key, indexed: ["label"] }),
];
const after = [
  owner,
  table("item", z.object({ id, ownerId: z.int(), title: z.string().max(40), size: z.int(), extra: z.int32().nullable() }), {
    ...key,
    columns: { title: { renamedFrom: "label", serverDefault: "none" } },
    indexed: ["title", "size"],
    foreignKeys: [{ columns: ["ownerId"], references: { table: "owner", columns: ["id"] } }],
  }),
  table("tag", z.object({ id, itemId: z.int() }), { ...key, foreignKeys: [{ columns: ["itemId"], references: { table: "item", columns: ["id"] } }] }),
];

/** What is thrown where the process would have died. */
class Died extends Error {}

describe.each(targets.map((target) => [target.name, target] as const))("a migration of %s that dies", (_name, target) => {
  const database = withDatabase(target);

  it.each([
    ["before", "up"],
    ["after", "up"],
    ["before", "down"],
    ["after", "down"],
  ] as const)(
    "%s any statement on its way %s reaches its end when it is resumed",
    async (moment, direction) => {
      for (let deadly = 1, survived = false; !survived; deadly++) {
        survived = await dieAt(database.url, deadly, moment, direction);
        expect(deadly).toBeLessThan(200);
      }
    },
    240_000,
  );
});

/** One life: everything from the beginning, a death at the n-th statement, the next process. True when the migration ended before it could die. */
async function dieAt(url: string, deadly: number, moment: "before" | "after", direction: "up" | "down"): Promise<boolean> {
  await using db = await openDatabase(url);
  for (const name of ["tag", "item", "owner", "ormdantic_migrations"]) await db.run(`drop table if exists ${name}`);
  const start = await db.manager().create("start", { tables: [] }, db.shape(before));
  await db.manager().apply(start);
  await db.run("insert into owner (name) values ('o')");
  await db.run("insert into item (owner_id, label, size) values (1, 'one', 5), (1, null, 6)");
  const planned = await db.manager(after).create("next", db.shape(before), db.shape(after), { dependsOn: ["start"] });
  const counted: Step = { describe: "grow", statements: ["update item set size = size + 100"], risk: "none" };
  const shrunk: Step = { describe: "shrink", statements: ["update item set size = size - 100"], risk: "none" };
  const next = sealed({ ...planned, up: [counted, ...planned.up], down: [...planned.down, shrunk] });
  if (direction === "down") await db.manager().apply(next);

  const died = await live(url, deadly, moment, async (manager) => {
    if (direction === "up") await manager.apply(next);
    else await manager.rollback(next, { allowDestructive: true });
  });
  const models = direction === "up" ? after : before;
  const manager = db.manager(models);
  if (direction === "up") await manager.apply(next, { resume: true });
  else await manager.rollback(next, { resume: true, allowDestructive: true });
  const { dirty, current } = await manager.status();
  expect([dirty, current?.revision]).toEqual([false, direction === "up" ? "next" : "start"]);
  expect((await manager.diff()).map((change) => unitOf(change).describe(change))).toEqual([]);
  // the data step ran once
  expect((await db.run("select size from item order by id")).flat().map(Number)).toEqual(direction === "up" ? [105, 106] : [5, 6]);
  return !died;
}

/** Runs `body` on connections of its own, which are gone afterwards. True when it died. */
async function live(
  url: string,
  deadly: number,
  moment: "before" | "after",
  body: (manager: ReturnType<Awaited<ReturnType<typeof openDatabase>>["manager"]>) => Promise<void>,
): Promise<boolean> {
  await using mortal = await openDatabase(url);
  let count = 0;
  let dead = false;
  const manager = mortal.manager([], (execute) => async (sql, parameters) => {
    if (dead) throw new Died();
    count++;
    if (count === deadly && moment === "before") dead = true;
    else {
      const answer = await execute(sql, parameters);
      if (count < deadly) return answer;
      dead = true;
    }
    throw new Died();
  });
  try {
    await body(manager);
    return false;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    return true;
  }
}

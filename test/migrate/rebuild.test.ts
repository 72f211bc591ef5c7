import { describe, expect, it } from "vitest";
import * as z from "zod";
import { table } from "../../src/model/table.ts";
import { unitOf } from "../../src/schema/changes/units.ts";
import { sql } from "../../src/sql/tag.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { openDatabase } from "./database.ts";

const id = z.int();
const key = { pk: "id", generated: ["id"], sqlite: { autoincrement: true } } as const;
const parentColumns = { id, name: z.string().max(20), size: z.int32().nullable() };
const parent = (columns: z.ZodObject, more: object = {}) =>
  table("parent", columns, {
    ...key,
    indexes: [
      { name: "ix_parent_lower", expressions: [sql`lower(name)`] },
      { name: "ix_parent_big", columns: ["name"], where: sql`size > 5` },
    ],
    checks: [{ name: "ck_parent_size", expression: sql`size < 1000` }],
    uniqueConstraints: [["name"]],
    ...more,
  } as never);
const child = table("child", z.object({ id, parentId: z.int() }), {
  ...key,
  foreignKeys: [{ columns: ["parentId"], references: { table: "parent", columns: ["id"] }, onDelete: "cascade" }],
});
const before = [parent(z.object(parentColumns)), child];
const after = [
  parent(z.object({ ...parentColumns, size: z.int32(), note: z.string().max(9) }), {
    columns: { size: { serverDefault: sql.raw("7") }, note: { serverDefault: sql.raw("'n'") } },
  }),
  child,
];

const sqliteTargets = targets.filter(({ dialect }) => dialect === "sqlite");

describe.each(sqliteTargets.map((target) => [target.name, target] as const))("a table of %s that is copied", (_name, target) => {
  const database = withDatabase(target);

  it("keeps rows, rows that refer to it, indexes, checks, triggers, views and the count of its keys", async () => {
    await using db = await openDatabase(database.url);
    await db.manager(before).apply(await db.manager(before).create("start", { tables: [] }, db.shape(before)));
    await db.run("insert into parent (name, size) values ('a', 1), ('b', null), ('c', 3)");
    await db.run("delete from parent where name = 'c'");
    await db.run("insert into child (parent_id) values (1), (2)");
    await db.run("create table log (line text)");
    await db.run("create trigger told after insert on parent begin insert into log values ('it''s ' || new.name); end");
    await db.run("create trigger told_child after insert on child begin insert into log select name from parent where id = new.parent_id; end");
    await db.run("create view names as select name from parent");
    await db.run("create view longer as select names.name from names");

    const manager = db.manager(after);
    const change = await manager.create("copy", db.shape(before), db.shape(after));
    expect(change.up).toHaveLength(1);
    await manager.apply(change);

    expect(await db.run("select id, name, size, note from parent order by id")).toEqual([
      [1, "a", 1, "n"],
      [2, "b", 7, "n"],
    ]);
    expect(await db.run("select parent_id from child order by id")).toEqual([[1], [2]]);
    await db.run("insert into parent (name, size) values ('d', 4)");
    expect(await db.run("select id from parent where name = 'd'")).toEqual([[4]]);
    await db.run("insert into child (parent_id) values (4)");
    expect(await db.run("select line from log")).toEqual([["it's d"], ["d"]]);
    expect(await db.run("select name from longer order by name")).toEqual([["a"], ["b"], ["d"]]);
    await expect(db.run("insert into parent (name, size) values ('x', 2000)")).rejects.toMatchObject({ code: "QUERY.CHECK_VIOLATION" });
    await expect(db.run("insert into child (parent_id) values (99)")).rejects.toMatchObject({ code: "QUERY.FOREIGN_KEY_VIOLATION" });
    await db.run("delete from parent where id = 1");
    expect(await db.run("select parent_id from child order by id")).toEqual([[2], [4]]);
    const drift = (await manager.diff()).map((one) => unitOf(one).describe(one)).filter((one) => !/\b(log|names|longer)$/.test(one));
    expect(drift).toEqual([]);

    expect(await manager.rollback(change, { allowDestructive: true })).toBe("rolledBack");
    expect(await db.run("select name from sqlite_master where type = 'trigger' order by name")).toEqual([["told"], ["told_child"]]);
    expect((await db.manager(before).diff()).map((one) => unitOf(one).describe(one)).filter((one) => !/\b(log|names|longer)$/.test(one))).toEqual([]);
  });

  it("is undone as a whole when rows would refer to nothing, and foreign keys are enforced again", async () => {
    await using db = await openDatabase(database.url);
    const manager = db.manager(before);
    const change = await manager.create("bad", db.shape(before), db.shape(after));
    const worse = { ...change, up: [{ describe: "lose a parent", statements: ["delete from parent where id = 2"], risk: "losesData" as const }, ...change.up] };
    const { sealed } = await import("../../src/migrate/artifact.ts");
    await expect(manager.apply(sealed(worse), { allowDestructive: true })).rejects.toMatchObject({ code: "MIGRATION.FOREIGN_KEYS" });
    expect(await db.run("select count(*) from parent where id = 2")).toEqual([[1]]);
    expect(await db.run("pragma foreign_keys")).toEqual([[1]]);
  });
});

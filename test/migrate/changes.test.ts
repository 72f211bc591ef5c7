import { describe, expect, it } from "vitest";
import * as z from "zod";
import { OrmdanticError } from "../../src/kernel/errors.ts";
import { sequence, view } from "../../src/model/database-object.ts";
import type { Models } from "../../src/model/describe.ts";
import { table } from "../../src/model/table.ts";
import { unitOf } from "../../src/schema/changes/units.ts";
import { sql } from "../../src/sql/tag.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { openDatabase, type TestDatabase } from "./database.ts";

const id = z.int();
const key = { pk: "id", generated: ["id"] } as const;
const size = (...values: [string, ...string[]]) =>
  table("thing", z.object({ id, size: z.enum(values) }), { ...key, columns: { size: { enumType: "thing_size" } } });
const thing = (columns: Readonly<Record<string, z.ZodType>>, options: object = {}) =>
  table("thing", z.object({ id, ...columns }), { ...key, ...options } as never);
const name = z.string().max(40);
const insert = "insert into thing (name) values ('a'), ('b')";

/** One kind of change each, with rows that are there; what cannot be said on a database is left out there. */
const cases: Readonly<Record<string, { readonly from: Models; readonly to: Models; readonly rows?: string; readonly kept?: string }>> = {
  "an enum type gets values in three places": {
    from: [size("s", "l")],
    to: [size("xs", "s", "m", "l", "xl")],
    rows: "insert into thing (size) values ('s'), ('l')",
    kept: "select size from thing order by id",
  },
  "an enum type loses a value and turns round": {
    from: [size("s", "m", "l")],
    to: [size("l", "s")],
    rows: "insert into thing (size) values ('s'), ('l')",
    kept: "select size from thing order by id",
  },
  "a column becomes an enum": {
    from: [thing({ size: name })],
    to: [size("s", "l")],
    rows: "insert into thing (size) values ('s'), ('l')",
    kept: "select size from thing order by id",
  },
  "a column is computed from now on": {
    from: [thing({ name })],
    to: [
      thing({ name, upper: name.nullable() }, { generated: ["id", "upper"], columns: { upper: { computed: { expression: sql`upper(name)`, stored: true } } } }),
    ],
    rows: insert,
    kept: "select name from thing order by id",
  },
  "a column is computed otherwise": {
    from: [
      thing({ name, upper: name.nullable() }, { generated: ["id", "upper"], columns: { upper: { computed: { expression: sql`upper(name)`, stored: true } } } }),
    ],
    to: [
      thing({ name, upper: name.nullable() }, { generated: ["id", "upper"], columns: { upper: { computed: { expression: sql`lower(name)`, stored: true } } } }),
    ],
    rows: insert,
    kept: "select name from thing order by id",
  },
  "a column is computed no more": {
    from: [
      thing({ name, upper: name.nullable() }, { generated: ["id", "upper"], columns: { upper: { computed: { expression: sql`upper(name)`, stored: true } } } }),
    ],
    to: [thing({ name, upper: name.nullable() })],
    rows: insert,
    kept: "select upper from thing order by id",
  },
  "a view reads a column that gets another type, and another view reads it": {
    from: [thing({ name, n: z.int32().nullable() }), view("short", sql`select id, n from thing`), view("shorter", sql`select n from short`)],
    to: [thing({ name, n: z.int().nullable() }), view("short", sql`select id, n from thing`), view("shorter", sql`select n from short`)],
    rows: insert,
    kept: "select name from thing order by id",
  },
  "a view is another query": {
    from: [thing({ name }), view("short", sql`select id from thing`)],
    to: [thing({ name }), view("short", sql`select id, name from thing`)],
    rows: insert,
    kept: "select id from short order by id",
  },
  "a sequence comes, and another changes": {
    from: [thing({ name }), sequence("ticket", { increment: 2 })],
    to: [thing({ name }), sequence("ticket", { increment: 3, max: 900 }), sequence("more", { start: 5 })],
  },
  "indexes of every kind come": {
    from: [thing({ name, n: z.int32().nullable() })],
    to: [
      thing(
        { name, n: z.int32().nullable() },
        {
          indexes: [
            { name: "ix_lower", expressions: [sql`lower(name)`] },
            { name: "ix_some", columns: ["n"], where: sql`n > 5` },
            { name: "ix_down", keys: ["-n", "name"] },
          ],
        },
      ),
    ],
    rows: insert,
    kept: "select name from thing order by id",
  },
  "a unique constraint, a check and a foreign key to itself come": {
    from: [thing({ name, parentId: z.int().nullable() })],
    to: [
      thing(
        { name, parentId: z.int().nullable() },
        {
          unique: ["name"],
          checks: [{ name: "ck_thing_name", expression: sql`name <> 'x'` }],
          foreignKeys: [{ columns: ["parentId"], references: { table: "thing", columns: ["id"] }, onDelete: "cascade" }],
        },
      ),
    ],
    rows: insert,
    kept: "select name from thing order by id",
  },
  "another key": {
    from: [table("thing", z.object({ code: z.string().max(20), name }), { pk: "code" })],
    to: [table("thing", z.object({ code: z.string().max(20), name }), { pk: ["code", "name"] })],
    rows: "insert into thing (code, name) values ('1', 'a'), ('2', 'b')",
    kept: "select name from thing order by code",
  },
  "a key that is referred to gets another type": {
    from: [
      table("thing", z.object({ code: z.string().max(20) }), { pk: "code" }),
      table("part", z.object({ id, thingCode: z.string().max(20) }), {
        ...key,
        foreignKeys: [{ columns: ["thingCode"], references: { table: "thing", columns: ["code"] } }],
      }),
    ],
    to: [
      table("thing", z.object({ code: z.string().max(30) }), { pk: "code" }),
      table("part", z.object({ id, thingCode: z.string().max(30) }), {
        ...key,
        foreignKeys: [{ columns: ["thingCode"], references: { table: "thing", columns: ["code"] } }],
      }),
    ],
    rows: "insert into thing (code) values ('1')",
    kept: "select code from thing",
  },
  comments: {
    from: [thing({ name })],
    to: [thing({ name }, { comment: "Things", columns: { name: { comment: "What it's called" } } })],
    rows: insert,
    kept: "select name from thing order by id",
  },
  "options of the dialects": {
    from: [thing({ name })],
    to: [thing({ name }, { postgres: { unlogged: true, with: { fillfactor: 70 } }, mysql: { rowFormat: "compressed" }, mariadb: { rowFormat: "compressed" } })],
    rows: insert,
    kept: "select name from thing order by id",
  },
  "a namespace with a table": {
    from: [thing({ name })],
    to: [thing({ name }), table("thing", z.object({ id, name }), { ...key, schema: "ormdantic_other_place" })],
  },
  "tables that need each other": {
    from: [thing({ name })],
    to: [
      table("egg", z.object({ id, henId: z.int().nullable() }), {
        ...key,
        foreignKeys: [{ columns: ["henId"], references: { table: "hen", columns: ["id"] } }],
      }),
      table("hen", z.object({ id, eggId: z.int().nullable() }), {
        ...key,
        foreignKeys: [{ columns: ["eggId"], references: { table: "egg", columns: ["id"] } }],
      }),
    ],
  },
};

const said = async (db: TestDatabase, models: Models): Promise<string[]> => (await db.manager(models).diff()).map((change) => unitOf(change).describe(change));

describe.each(targets.map((target) => [target.name, target] as const))("on %s", (_name, target) => {
  describe.each(Object.entries(cases))("%s", (_title, { from, to, rows, kept }) => {
    const database = withDatabase(target);

    it("is done and undone, and the rows stay", async () => {
      await using db = await openDatabase(database.url);
      if (!canSay(db, from) || !canSay(db, to)) return;
      const look = async (): Promise<unknown> => (kept === undefined ? undefined : db.run(kept));
      try {
        await db.manager().apply(await db.manager(from).create("start", { tables: [] }, db.shape(from)));
        if (rows !== undefined) await db.run(rows);
        expect(await said(db, from)).toEqual([]);
        const before = await look();

        const next = await db.manager(to).create("next", db.shape(from), db.shape(to));
        expect(next.up.length > 0).toBe((await said(db, to)).length > 0);
        await db.manager().apply(next, { allowDestructive: true });
        expect(await said(db, to)).toEqual([]);
        expect(await look()).toEqual(before);

        await db.manager().rollback(next, { allowDestructive: true });
        expect(await said(db, from)).toEqual([]);
        expect(await look()).toEqual(before);
      } finally {
        for (const sql of cleaning[target.dialect] ?? []) await db.run(sql);
      }
    });
  });
});

/** What a database does not have cannot change there. */
function canSay(db: TestDatabase, models: Models): boolean {
  try {
    return db.schema.rules.namespaces === "created" || db.shape(models).tables.every(({ schema }) => schema === undefined);
  } catch (error) {
    if (error instanceof OrmdanticError && error.code === "SCHEMA.UNSUPPORTED") return false;
    throw error;
  }
}

/** The other place is not part of the database that is dropped. */
const cleaning: Readonly<Record<string, readonly string[]>> = {
  postgres: ["drop schema if exists ormdantic_other_place cascade"],
  mariadb: ["drop database if exists ormdantic_other_place"],
  mysql: ["drop database if exists ormdantic_other_place"],
};

import { Ormdantic, sql, table, view } from "ormdantic";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { ReflectionError } from "../../src/kernel/errors.ts";
import { Customer, Everything, Order, OrderLine } from "../golden/ddl-models.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { liveSchemas } from "./reflect-support.ts";

const current: Readonly<Record<string, string>> = { sqlite: "main", postgres: "public" };
const big = view("big", sql`select ${Order.c.id} as id, ${Order.c.amount} as amount from ${sql.id("order")} where ${Order.c.amount} > 100`);

describe.each(targets.map((target) => [target.name, target] as const))("an inspector on %s", (_name, target) => {
  const database = withDatabase(target);
  let db: Ormdantic;
  let asked = 0;
  beforeAll(async () => {
    db = new Ormdantic(database.url, { models: [Everything, Customer, Order, OrderLine, big] });
    db.onQuery(() => {
      asked += 1;
    });
    await db.init();
  });
  afterAll(async () => {
    await db?.close();
  });
  const counted = async (body: () => Promise<unknown>): Promise<number> => {
    asked = 0;
    await body();
    return asked;
  };

  it("asks as many questions as there are facets, once", async () => {
    const inspector = db.inspect();
    const facets = liveSchemas[target.dialect]?.facets.length ?? 0;
    // sequences that are not there are not asked for
    expect([facets, facets - 1]).toContain(await counted(() => inspector.schema()));
    expect(await counted(() => Promise.all([inspector.tableNames(), inspector.views(), inspector.schema()]))).toBe(0);
    expect(await counted(() => inspector.schema({ refresh: true }))).toBeGreaterThan(1);
    await inspector.clearCache();
    expect(await counted(() => inspector.schema())).toBeGreaterThan(1);
    expect(await counted(() => db.inspect().schema())).toBeGreaterThan(1);
  });

  it("tells tables and views, with and without some", async () => {
    const inspector = db.inspect();
    expect(await inspector.tableNames()).toEqual(["customer", "everything", "order", "order_line"]);
    expect(await inspector.tableNames({ patterns: ["order*"] })).toEqual(["order", "order_line"]);
    expect(await inspector.tableNames({ patterns: ["o?der"], exclude: ["customer"] })).toEqual(["order"]);
    expect(await inspector.tableNames({ include: ["customer", "nobody"] })).toEqual(["customer"]);
    expect(await inspector.viewNames()).toEqual(["big"]);
    expect(await inspector.viewNames({ exclude: ["big"] })).toEqual([]);
    expect(await inspector.tableNames({ schema: "nowhere" }).catch(() => [])).toEqual([]);
    expect(await inspector.schemaNames()).toContain(current[target.dialect] ?? new URL(database.url).pathname.slice(1));
    expect(Object.keys(await inspector.schemaDict())).toContain("tables");
  });

  it("tells the parts of a table", async () => {
    const inspector = db.inspect();
    expect((await inspector.columns("order_line")).map(({ name, nullable }) => [name, nullable])).toEqual([
      ["order_id", false],
      ["line", false],
      ["text", false],
    ]);
    expect((await inspector.primaryKey("order_line"))?.columns).toEqual(["order_id", "line"]);
    expect((await inspector.foreignKeys("order_line")).map(({ references, onDelete }) => [references.table, onDelete])).toEqual([["order", "cascade"]]);
    expect((await inspector.uniqueConstraints("customer")).map(({ columns }) => columns)).toEqual([["email"], ["nickname"]]);
    expect((await inspector.indexes("customer")).map(({ keys }) => keys)).toEqual([[{ column: "referrer_id" }]]);
    expect((await inspector.checkConstraints("customer")).map(({ name }) => name)).toContain("ck_customer_email_has_at");
    expect(await inspector.exclusionConstraints("customer")).toEqual([]);
    expect(await inspector.triggers("customer")).toEqual([]);
    const kinds = (await inspector.constraints("customer")).map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(["primaryKey", "unique", "check", "foreignKey"]);
  });

  it("names the tables there are when one is not", async () => {
    const failed = db.inspect().columns("custommer");
    await expect(failed).rejects.toThrow(/"custommer".*customer, everything/);
    await expect(failed).rejects.toMatchObject({ code: "REFLECTION.UNKNOWN_TABLE" });
    await expect(failed).rejects.toBeInstanceOf(ReflectionError);
  });

  it("finds no drift after createAll, and afterwards what somebody did", async () => {
    expect((await db.inspect().compareToModels()).summary).toEqual([]);
    await db.native.execute("create table stray (id int primary key)");
    await db.native.execute(`alter table ${db.runtimeDiagnostics().dialect.startsWith("m") ? "`order`" : '"order"'} add note int`);
    expect((await db.inspect().compareToModels()).summary.toSorted()).toEqual(["drop column order.note", "drop table stray"]);
    expect((await db.inspect().compareToModels({ include: ["customer"] })).summary).toEqual([]);
    expect((await db.inspect().compareToModels({ exclude: ["stray"] })).summary).toEqual(["drop column order.note"]);
  });

  it("compares on when a view cannot be tried out", async () => {
    const Thing = table("thing", z.object({ id: z.int() }), { pk: "id" });
    const broken = view("big", sql`select x from ${sql.id("not_there")}`);
    const other = new Ormdantic(database.url, { models: [Thing, broken] });
    try {
      const { summary } = await other.inspect().compareToModels({ include: ["thing", "big"] });
      expect(summary.toSorted()).toEqual(["create table thing", "create view big", "drop view big"]);
    } finally {
      await other.close();
    }
  });

  it("writes models", async () => {
    expect(await db.inspect().scaffoldModels({ include: ["order_line", "order"] })).toContain("export class OrderLine extends table(");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Connection } from "../../src/dialect/driver.ts";
import { mariadbSchema } from "../../src/dialects/mariadb/schema.ts";
import { mysqlSchema } from "../../src/dialects/mysql/schema.ts";
import { postgresSchema } from "../../src/dialects/postgres/schema.ts";
import { sqliteSchema } from "../../src/dialects/sqlite/schema.ts";
import { ConfigurationError } from "../../src/kernel/errors.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import { table } from "../../src/model/table.ts";
import { createAll, dropAll } from "../../src/schema/create.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import type { RunStatement } from "../../src/schema/existing.ts";
import { Customer, Everything, Order, OrderLine } from "../golden/ddl-models.ts";
import { targets, withDatabase } from "../support/servers.ts";

const schemas: Readonly<Record<string, SchemaDialect>> = { sqlite: sqliteSchema, postgres: postgresSchema, mariadb: mariadbSchema, mysql: mysqlSchema };
const catalog = describeModels([Everything, Customer, Order, OrderLine]);

async function open(schema: SchemaDialect, address: string): Promise<Connection> {
  const url = new URL(address);
  const { driver = schema.dialect.drivers[0]?.name, ...parameters } = Object.fromEntries(url.searchParams);
  const loader = schema.dialect.drivers.find(({ name }) => name === driver);
  if (!loader) throw new Error(`no driver ${driver}`);
  const isFile = schema.dialect.defaultPort === undefined;
  const host = isFile ? {} : { host: url.hostname, port: Number(url.port || schema.dialect.defaultPort), user: url.username, password: url.password };
  return (await loader.load()).connect({ ...host, database: isFile ? url.pathname.slice(1) : url.pathname.slice(1), parameters });
}

describe.each(targets.map((target) => [target.name, target] as const))("schema on %s", (_name, target) => {
  const database = withDatabase(target);
  const schema = schemas[target.dialect] as SchemaDialect;
  let connection: Connection;
  const run: RunStatement = async (sql, parameters) => (await connection.execute(sql, parameters)).rows;
  const together = async <T>(body: () => Promise<T>): Promise<T> => {
    if (!schema.dialect.capabilities.transactionalDdl) return body();
    await run("begin", []);
    try {
      const made = await body();
      await run("commit", []);
      return made;
    } catch (error) {
      await run("rollback", []);
      throw error;
    }
  };
  const create = () => together(() => createAll(catalog, schema, run));
  const drop = () => together(() => dropAll(catalog, schema, run));
  const q = (name: string) => schema.dialect.quote(name);

  beforeAll(async () => {
    connection = await open(schema, database.url);
    if (target.dialect === "sqlite") await run("pragma foreign_keys = on", []);
  });
  afterAll(async () => {
    await connection?.close();
  });

  it("creates everything once, and nothing the second time", async () => {
    const made = await create();
    expect(made.map(({ describe }) => describe)).toContain("create table customer");
    expect(await create()).toEqual([]);
  });

  it("puts back an index and a foreign key of a cycle that went missing", async () => {
    if (target.dialect === "sqlite") await run("drop index ix_customer_referrer_id", []);
    else if (target.dialect === "postgres") await run("alter table customer drop constraint fk_customer_default_order_id", []);
    else await run("alter table customer drop foreign key fk_customer_default_order_id", []);
    expect((await create()).map(({ describe }) => describe)).toEqual([
      target.dialect === "sqlite" ? "create index ix_customer_referrer_id on customer" : "add foreign key fk_customer_default_order_id to customer",
    ]);
  });

  it("fills identities, defaults and computed columns, and keeps the checks", async () => {
    await run(`insert into customer (email) values ('a@b')`, []);
    await run(`insert into ${q("order")} (customer_id, amount) values (1, 2.50)`, []);
    await run(`update customer set default_order_id = 1`, []);
    expect(await run(`select cast(gross as char(4)) from ${q("order")}`, [])).toEqual(
      [[target.dialect === "sqlite" ? "5" : "5.00"]].map(([v]) => [expect.stringContaining(String(v).slice(0, 1))]),
    );
    expect(await run("select id from customer where created_at is not null", [])).toHaveLength(1);
    await expect(async () => run(`insert into customer (email) values ('nobody')`, [])).rejects.toThrow();
    await expect(async () => run(`insert into ${q("order")} (customer_id, amount) values (77, 1)`, [])).rejects.toThrow();
  });

  it("refuses to drop a table that others refer to, and drops nothing", async () => {
    const Outsider = table("outsider", z.object({ id: z.int32(), customerId: z.int() }), {
      pk: "id",
      foreignKeys: [{ columns: ["customerId"], references: { table: "customer", columns: ["id"] }, onDelete: "cascade" }],
    });
    const outside = describeModels([Outsider]);
    await together(() => createAll(outside, schema, run));
    await run("insert into outsider (id, customer_id) values (1, 1)", []);
    const refusal = await drop().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ConfigurationError);
    expect((refusal as ConfigurationError).message).toMatch(/outsider/);
    expect(await run("select id from outsider", [])).toHaveLength(1);
    expect(await create()).toEqual([]);
    await together(() => dropAll(outside, schema, run));
  });

  it("drops everything with rows in a cycle, and again when nothing is there", async () => {
    expect((await drop()).map(({ describe }) => describe)).toContain("drop table customer");
    expect(await drop()).toEqual([]);
    await expect(async () => run("select * from customer", [])).rejects.toThrow();
    expect((await create()).length).toBeGreaterThan(0);
    await drop();
  });
});

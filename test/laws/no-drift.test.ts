import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../src/dialect/driver.ts";
import { ConfigurationError } from "../../src/kernel/errors.ts";
import type { Catalog } from "../../src/model/definition.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import { compare } from "../../src/schema/compare.ts";
import { createStatements, dropStatements } from "../../src/schema/create.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import { reflect } from "../../src/schema/reflect.ts";
import type { RunStatement } from "../../src/schema/run.ts";
import { settled } from "../../src/schema/settle.ts";
import type { Snapshot } from "../../src/schema/snapshot.ts";
import * as conformance from "../conformance/models.ts";
import { Customer, Everything, Order, OrderLine } from "../golden/ddl-models.ts";
import { options } from "../golden/option-models.ts";
import { liveSchemas, openConnection, runOn } from "../integration/reflect-support.ts";
import { type Target, targets, withDatabase } from "../support/servers.ts";

const catalogs: Readonly<Record<string, Catalog>> = {
  "orders and customers": describeModels([Everything, Customer, Order, OrderLine]),
  "the conformance models": describeModels(conformance),
  ...Object.fromEntries(Object.entries(options).map(([title, models]) => [title, describeModels(models)])),
};

/** Undefined when the database does not have what the models ask for. */
function wantedOf(catalog: Catalog, schema: SchemaDialect): Snapshot | undefined {
  try {
    return snapshotOf(catalog, schema);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** Methods of indexes that some extension might bring are refused by the server alone. */
const notThere: Readonly<Record<string, readonly string[]>> = { postgres: ["a full-text index", "a clustered index"] };

async function together<T>(schema: SchemaDialect, run: RunStatement, body: () => Promise<T>): Promise<T> {
  if (!schema.dialect.capabilities.transactionalDdl) return body();
  await run("begin", []);
  try {
    return await body();
  } finally {
    await run("rollback", []);
  }
}

const outside = { name: "other", columns: [{ name: "id", type: "bigint", nullable: false }], primaryKey: { name: "pk_other", columns: ["id"] } };

/** PostgreSQL 18 in this process: what newer servers do otherwise shows here. */
const pglite: Target = {
  name: "PGlite",
  dialect: "postgres",
  create: async () => ({ url: "postgresql:///:memory:?driver=pglite", drop: async () => undefined }),
};

describe.each([...targets, pglite].map((target) => [target.name, target] as const))("%s", (_name, target) => {
  const database = withDatabase(target);
  const schema = liveSchemas[target.dialect] as SchemaDialect;
  let connection: Connection;
  beforeAll(async () => {
    connection = await openConnection(schema, database.url);
    if (target.dialect === "sqlite") await runOn(connection)("attach ':memory:' as shop", []);
  });
  afterAll(async () => {
    await connection?.close();
  });

  it.each(Object.entries(catalogs))("there is no drift right after creation: %s", async (title, catalog) => {
    const wanted = wantedOf(catalog, schema);
    if (!wanted) return;
    if (notThere[target.dialect]?.includes(title)) return;
    const run = runOn(connection);
    const missing = wanted.tables.some(({ foreignKeys }) => foreignKeys.some(({ references }) => references.table === "other"));
    const foreign =
      missing && !wanted.tables.some(({ name }) => name === "other") ? [{ ...outside, uniques: [], checks: [], foreignKeys: [], indexes: [] }] : [];
    for (const { sql } of createStatements({ tables: foreign }, schema)) await run(sql, []);
    try {
      for (const { sql } of createStatements(wanted, schema)) await run(sql, []);
      const live = await reflect(schema, run, {
        schemas: [...new Set(wanted.tables.flatMap((table) => table.schema ?? []))],
        current: true,
        exclude: foreign.map(({ name }) => name),
      });
      const before = schema.normalize(live);
      const after = await together(schema, run, () => settled(wanted, live, schema, run));
      expect(before).toEqual(after);
      expect(compare(before, after, schema.dialect.quote)).toEqual([]);
    } finally {
      for (const { sql } of dropStatements(wanted, schema)) await run(sql, []).catch(() => []);
      for (const { sql } of dropStatements({ tables: foreign }, schema)) await run(sql, []);
    }
  });

  it.each(Object.entries(catalogs))("what is normal stays as it is: %s", (_title, catalog) => {
    const wanted = wantedOf(catalog, schema);
    if (!wanted) return;
    const once = schema.normalize(wanted);
    expect(schema.normalize(once)).toEqual(once);
  });
});

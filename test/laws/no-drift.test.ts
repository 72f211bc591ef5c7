import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../src/dialect/driver.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import { createStatements } from "../../src/schema/create.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import { reflect } from "../../src/schema/reflect.ts";
import * as conformance from "../conformance/models.ts";
import { Customer, Everything, Order, OrderLine } from "../golden/ddl-models.ts";
import { liveSchemas, openConnection, runOn } from "../integration/reflect-support.ts";
import { targets, withDatabase } from "../support/servers.ts";

const catalogs = {
  "orders and customers": describeModels([Everything, Customer, Order, OrderLine]),
  "the conformance models": describeModels(conformance),
};

describe.each(targets.map((target) => [target.name, target] as const))("%s", (_name, target) => {
  describe.each(Object.entries(catalogs))("%s", (_title, catalog) => {
    const database = withDatabase(target);
    const schema = liveSchemas[target.dialect] as SchemaDialect;
    let connection: Connection;
    beforeAll(async () => {
      connection = await openConnection(schema, database.url);
    });
    afterAll(async () => {
      await connection?.close();
    });

    it("there is no drift right after everything was created", async () => {
      const run = runOn(connection);
      const wanted = snapshotOf(catalog, schema);
      for (const { sql } of createStatements(wanted, schema)) await run(sql, []);
      expect(schema.normalize(await reflect(schema, run))).toEqual(schema.normalize(wanted));
    });

    it("what is normal stays as it is", () => {
      const once = schema.normalize(snapshotOf(catalog, schema));
      expect(schema.normalize(once)).toEqual(once);
    });
  });
});

import { describe, expect, it } from "vitest";
import { describe as describeModels, type Models } from "../../src/model/describe.ts";
import { createStatements, dropStatements } from "../../src/schema/create.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import { Customer, Everything, Order, OrderLine } from "./ddl-models.ts";
import { allStatements, schemas, sideBySide } from "./ddl-schemas.ts";
import { complaints, grammarNames } from "./parsers.ts";

const cases: Readonly<Record<string, Models>> = { "every-type": [Everything], "orders-and-customers": [OrderLine, Customer, Order] };

describe.each(Object.entries(cases))("DDL of %s", (title, models) => {
  const catalog = describeModels(models);

  it("creates the tables in every dialect", async () => {
    const text = sideBySide((schema) => createStatements(snapshotOf(catalog, schema), schema).map(({ sql }) => sql));
    await expect(text).toMatchFileSnapshot(`./ddl/create-${title}.sql`);
  });

  it("drops the tables in every dialect", async () => {
    const text = sideBySide((schema) => dropStatements(snapshotOf(catalog, schema), schema).map(({ sql }) => sql));
    await expect(text).toMatchFileSnapshot(`./ddl/drop-${title}.sql`);
  });

  it.each(grammarNames)("is well-formed for the grammar of %s", async (name) => {
    expect(await complaints(name, allStatements(catalog, schemas[name]))).toEqual({});
  });
});

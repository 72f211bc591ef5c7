import { describe, expect, it } from "vitest";
import { OrmdanticError } from "../../src/kernel/errors.ts";
import type { Catalog } from "../../src/model/definition.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { allStatements, schemas, sideBySide } from "./ddl-schemas.ts";
import { options } from "./option-models.ts";
import { complaints, grammarNames } from "./parsers.ts";

describe.each(Object.entries(options))("%s", (title, models) => {
  const catalog = describeModels(models);

  it("is written by every dialect, or refused with the way out", async () => {
    const text = sideBySide((schema) => allStatements(catalog, schema));
    await expect(text).toMatchFileSnapshot(`./ddl/option-${title.replaceAll(" ", "-").replaceAll("'", "")}.sql`);
  });

  it.each(grammarNames)("is well-formed for the grammar of %s, if it is written", async (name) => {
    const written = statementsOrRefusal(catalog, schemas[name]);
    expect(await complaints(name, written)).toEqual({});
  });
});

function statementsOrRefusal(catalog: Catalog, schema: SchemaDialect): readonly string[] {
  try {
    return allStatements(catalog, schema);
  } catch (error) {
    if (error instanceof OrmdanticError) return [];
    throw error;
  }
}

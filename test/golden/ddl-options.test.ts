import { describe, expect, it } from "vitest";
import * as z from "zod";
import { OrmdanticError } from "../../src/kernel/errors.ts";
import type { Catalog } from "../../src/model/definition.ts";
import { describe as describeModels, type Models } from "../../src/model/describe.ts";
import { table } from "../../src/model/table.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { sql } from "../../src/sql/tag.ts";
import { allStatements, schemas, sideBySide } from "./ddl-schemas.ts";
import { complaints, grammarNames } from "./parsers.ts";

const columns = z.object({ id: z.int(), name: z.string().max(50), size: z.enum(["s", "m"]) });
const base = { pk: "id", generated: ["id"] } as const;

/** One option a model may have; each dialect writes it or refuses it with the way out. */
const options: Readonly<Record<string, Models>> = {
  "a namespace": [table("special", columns, { ...base, schema: "shop" })],
  "an enum type": [table("special", columns, { ...base, columns: { size: { enumType: "size" } } })],
  "a partial index": [table("special", columns, { ...base, indexes: [{ columns: ["name"], unique: true, where: sql`${sql.id("size")} = ${"s"}` }] })],
  "an index of an expression": [table("special", columns, { ...base, indexes: [{ name: "ix_lower", expressions: [sql`lower(${sql.id("name")})`] }] })],
  "an index that includes columns": [table("special", columns, { ...base, indexes: [{ columns: ["name"], include: ["size"] }] })],
  "an index of a method": [table("special", columns, { ...base, indexes: [{ columns: ["name"], method: "hash" }] })],
  "an identity that starts at 100": [table("special", columns, { pk: "id", columns: { id: { identity: { start: 100 } } } })],
  "an identity in steps of 10": [table("special", columns, { pk: "id", columns: { id: { identity: { increment: 10 } } } })],
  "an identity that is always the database's": [table("special", columns, { pk: "id", columns: { id: { identity: { always: true } } } })],
  "a computed column that is not stored": [
    table("special", columns, {
      ...base,
      generated: ["id", "name"],
      columns: { name: { computed: { expression: sql`concat(${sql.id("size")}, 'x')`, stored: false } } },
    }),
  ],
  "a deferrable unique": [table("special", columns, { ...base, uniqueConstraints: [{ columns: ["name"], deferrable: "initiallyDeferred" }] })],
  "a deferrable foreign key": [
    table("special", columns, {
      ...base,
      foreignKeys: [{ columns: ["id"], references: { table: "other", columns: ["id"] }, deferrable: "initiallyImmediate" }],
    }),
  ],
  "a foreign key that sets the default": [
    table("special", columns, { ...base, foreignKeys: [{ columns: ["id"], references: { table: "other", columns: ["id"] }, onDelete: "setDefault" }] }),
  ],
  "a foreign key that follows updates": [
    table("special", columns, { ...base, foreignKeys: [{ columns: ["id"], references: { table: "other", columns: ["id"] }, onUpdate: "cascade" }] }),
  ],
  "options of the dialects": [
    table("special", columns, {
      ...base,
      sqlite: { autoincrement: true },
      postgres: { unlogged: true, with: { fillfactor: 70 } },
      mysql: { engine: "MyISAM" },
      mariadb: { rowFormat: "dynamic" },
    }),
  ],
  "options no dialect knows": [
    table("special", columns, { ...base, sqlite: { x: 1 }, postgres: { x: 1 }, mysql: { x: 1 }, mariadb: { x: 1 }, mssql: { x: 1 }, oracle: { x: 1 } }),
  ],
  "hostile names": [table(`a"b\`c]d'; drop table x; --`, columns, { ...base, columns: { name: { name: `n"\`]'` } }, indexed: ["name"] })],
};

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

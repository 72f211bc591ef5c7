import { describe, expect, it } from "vitest";
import * as z from "zod";
import { describe as describeModels, type Models } from "../../src/model/describe.ts";
import { table } from "../../src/model/table.ts";
import { createStatements, dropStatements } from "../../src/schema/create.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import { sql } from "../../src/sql/tag.ts";
import { sideBySide } from "./ddl-schemas.ts";

const columns = z.object({ id: z.int(), name: z.string().max(50), size: z.enum(["s", "m"]) });
const base = { pk: "id", generated: ["id"] } as const;

/** One option a model may have; each dialect writes it or refuses it with the way out. */
const options: Readonly<Record<string, Models>> = {
  "a namespace": [table("special", columns, { ...base, schema: "shop" })],
  "an enum type": [table("special", columns, { ...base, columns: { size: { enumType: "size" } } })],
  "a partial index": [table("special", columns, { ...base, indexes: [{ columns: ["name"], unique: true, where: sql`size = ${"s"}` }] })],
  "an index of an expression": [table("special", columns, { ...base, indexes: [{ name: "ix_lower", expressions: [sql`lower(name)`] }] })],
  "an index that includes columns": [table("special", columns, { ...base, indexes: [{ columns: ["name"], include: ["size"] }] })],
  "an index of a method": [table("special", columns, { ...base, indexes: [{ columns: ["name"], method: "hash" }] })],
  "an identity that starts at 100": [table("special", columns, { pk: "id", columns: { id: { identity: { start: 100 } } } })],
  "an identity in steps of 10": [table("special", columns, { pk: "id", columns: { id: { identity: { increment: 10 } } } })],
  "an identity that is always the database's": [table("special", columns, { pk: "id", columns: { id: { identity: { always: true } } } })],
  "a computed column that is not stored": [
    table("special", columns, { ...base, generated: ["id", "name"], columns: { name: { computed: { expression: sql`concat(size, 'x')`, stored: false } } } }),
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
  it("is written by every dialect, or refused with the way out", async () => {
    const catalog = describeModels(models);
    const text = sideBySide((schema) => {
      const snapshot = snapshotOf(catalog, schema);
      return [...createStatements(snapshot, schema), ...dropStatements(snapshot, schema)].map((statement) => statement.sql);
    });
    await expect(text).toMatchFileSnapshot(`./ddl/option-${title.replaceAll(" ", "-").replaceAll("'", "")}.sql`);
  });
});

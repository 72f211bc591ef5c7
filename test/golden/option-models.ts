import * as z from "zod";
import { namespace, sequence, view } from "../../src/model/database-object.ts";
import type { Models } from "../../src/model/describe.ts";
import { table } from "../../src/model/table.ts";
import { sql } from "../../src/sql/tag.ts";

const columns = z.object({ id: z.int(), name: z.string().max(50), size: z.enum(["s", "m"]) });
const base = { pk: "id", generated: ["id"] } as const;

const Special = table("special", columns, base);

/** One option a model may have; each dialect writes it or refuses it with the way out. */
export const options: Readonly<Record<string, Models>> = {
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
    table("special", columns, {
      ...base,
      // @ts-expect-error: the types know as much
      sqlite: { x: 1 },
      // @ts-expect-error: the types know as much
      postgres: { x: 1 },
      // @ts-expect-error: the types know as much
      mysql: { x: 1 },
      // @ts-expect-error: the types know as much
      mariadb: { x: 1 },
      // @ts-expect-error: the types know as much
      mssql: { x: 1 },
      // @ts-expect-error: the types know as much
      oracle: { x: 1 },
    }),
  ],
  "an identity with limits": [
    table("special", columns, { pk: "id", columns: { id: { identity: { start: 5, increment: 5, min: 5, max: 9007199254740993n, cache: 10, cycle: true } } } }),
  ],
  "a primary key with a name and options": [
    table("special", columns, {
      ...base,
      generated: [],
      primaryKey: {
        name: "the_key",
        sqlite: { onConflict: "ignore" },
        postgres: { with: { fillfactor: 80 }, include: ["name"] },
        mssql: { clustered: false },
        oracle: { compress: 1 },
      },
    }),
  ],
  "keys of an index in any order": [
    table("special", columns, { ...base, indexes: [{ name: "ix_special_keys", keys: [sql`lower(${sql.id("name")})`, "-size", "id"] }] }),
  ],
  "a descending key": [table("special", columns, { ...base, indexes: [{ keys: ["-size", "name"], unique: true }] })],
  "an index with options of the dialects": [
    table("special", columns, {
      ...base,
      indexes: [
        {
          name: "ix_special_options",
          columns: ["name", "size"],
          unique: true,
          sqlite: { keys: { name: { collation: "NOCASE" } } },
          postgres: {
            with: { fillfactor: 70 },
            nullsNotDistinct: true,
            keys: { name: { operatorClass: "text_pattern_ops", nulls: "first" }, size: { collation: "C" } },
          },
          mysql: { visible: false, keys: { name: { length: 5 } } },
          mariadb: { ignored: true, keys: { name: { length: 5 } } },
          oracle: { compress: 1 },
        },
      ],
    }),
  ],
  "a full-text index": [table("special", columns, { ...base, indexes: [{ name: "ft_special", columns: ["name"], method: "fulltext" }] })],
  "a generalized index": [
    table("special", z.object({ id: z.int(), tags: z.array(z.string()) }), { ...base, indexes: [{ name: "gin_special", columns: ["tags"], method: "gin" }] }),
  ],
  "a clustered index": [
    table("special", columns, {
      ...base,
      primaryKey: { mssql: { clustered: false } },
      indexes: [{ name: "cx_special", columns: ["name"], method: "clustered" }],
    }),
  ],
  "uniques with options of the dialects": [
    table("special", columns, {
      ...base,
      uniqueConstraints: [
        {
          name: "uq_special",
          columns: ["name"],
          sqlite: { onConflict: "replace" },
          postgres: { nullsNotDistinct: true, include: ["size"], with: { fillfactor: 70 } },
          mssql: { clustered: false },
          oracle: { compress: 1 },
        },
      ],
    }),
  ],
  "columns with options of the dialects": [
    table("special", columns.extend({ changed: z.date().nullable() }), {
      ...base,
      columns: {
        name: { sqlite: { onConflictNotNull: "ignore" }, postgres: { storage: "external" } },
        changed: { mysql: { onUpdate: "current_timestamp(3)", invisible: true }, mariadb: { onUpdate: "current_timestamp(3)", invisible: true } },
      },
    }),
  ],
  "a check that children do not inherit": [
    table("special", columns, { ...base, checks: [{ name: "ck_own", expression: (c) => c.name.ne("x"), postgres: { noInherit: true } }] }),
  ],
  "a check that was not looked at": [
    table("special", columns, { ...base, checks: [{ name: "ck_late", expression: (c) => c.name.ne("x"), validated: false }] }),
  ],
  "a foreign key that was not looked at": [
    table("other", columns, base),
    table("special", columns, {
      ...base,
      foreignKeys: [{ columns: ["id"], references: { table: "other", columns: ["id"] }, validated: false }],
    }),
  ],
  "a foreign key that is whole or NULL": [
    table("other", columns, { pk: ["id", "name"] }),
    table("special", columns, {
      ...base,
      foreignKeys: [{ name: "fk_full", columns: ["id", "name"], references: { table: "other", columns: ["id", "name"] }, match: "full" }],
    }),
  ],
  "an exclusion": [
    table("special", z.object({ id: z.int(), from: z.int(), to: z.int() }), {
      ...base,
      exclusions: [
        {
          elements: [[sql`int8range(${sql.id("from")}, ${sql.id("to")})`, "&&"]],
          where: sql`${sql.id("from")} > 0`,
          deferrable: "initiallyImmediate",
          comment: "no overlap",
        },
      ],
    }),
  ],
  "comments on everything": [
    namespace("shop", { comment: "What is sold" }),
    table("special", columns, {
      ...base,
      schema: "shop",
      comment: "it's special",
      columns: { name: { comment: "how it is called" } },
      indexes: [{ name: "ix_said", columns: ["size"], comment: "by size" }],
      uniqueConstraints: [{ name: "uq_said", columns: ["name"], comment: "one of a name" }],
      checks: [{ name: "ck_said", expression: (c) => c.name.ne(""), comment: "never empty" }],
    }),
  ],
  "a sequence": [sequence("ticket", { start: 1000, increment: 5, min: 5, max: 9007199254740993n, cycle: true, cache: 20 }), table("special", columns, base)],
  "a sequence of a type": [sequence("ticket", { type: "smallint", comment: "drawn at the door" }), table("special", columns, base)],
  "a view": [
    Special,
    view(
      "small",
      sql`select ${Special.c.id} as id, ${sql.id("special", "name")} as name from ${sql.id("special")} where ${Special.c.size} = ${"s"} and length(${Special.c.name}) > 2`,
      {
        comment: "the small ones",
      },
    ),
  ],
  "a materialized view": [
    Special,
    view("counted", sql`select ${Special.c.size} as kind, count(*) as n from ${sql.id("special")} group by ${Special.c.size}`, {
      materialized: true,
      indexes: [{ columns: ["kind"], unique: true }],
    }),
  ],
  "a partitioned table": [
    table("special", columns, {
      pk: "id",
      postgres: { partitionBy: "range (id)" },
      mysql: { partitionBy: "range (id) (partition p0 values less than (10), partition p1 values less than maxvalue)" },
      mariadb: { partitionBy: "hash (id) partitions 4" },
    }),
    table("special_low", columns, { pk: "id", postgres: { partitionOf: "special", partitionFor: "for values from (1) to (10)" } }),
  ],
  "a table that inherits": [table("base", z.object({ id: z.int() }), { pk: "id" }), table("special", columns, { pk: "id", postgres: { inherits: ["base"] } })],
  "a table without row ids": [table("special", columns, { pk: "name", sqlite: { withoutRowid: true } })],
  "a strict table": [table("special", z.object({ id: z.int(), weight: z.number(), photo: z.instanceof(Uint8Array) }), { pk: "id", sqlite: { strict: true } })],
  "storage of the MySQL family": [
    table("special", columns, {
      ...base,
      mysql: { rowFormat: "compressed", keyBlockSize: 8, statsPersistent: true, maxRows: 1000 },
      mariadb: { engine: "Aria", checksum: true, collate: "utf8mb4_general_ci" },
    }),
  ],
  "storage of Oracle and SQL Server": [table("special", columns, { ...base, oracle: { compress: true, tablespace: "fast" }, mssql: { filegroup: "PRIMARY" } })],
  "hostile names": [table(`a"b\`c]d'; drop table x; --`, columns, { ...base, columns: { name: { name: `n"\`]'` } }, indexed: ["name"] })],
};

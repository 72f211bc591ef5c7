import { describe, expect, it } from "vitest";
import { mssqlSchema } from "../../src/dialects/mssql/schema.ts";
import { oracleSchema } from "../../src/dialects/oracle/schema.ts";
import { postgresSchema } from "../../src/dialects/postgres/schema.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import { compare } from "../../src/schema/compare.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import { type ReflectOptions, reflect } from "../../src/schema/reflect.ts";
import { complaints, type GrammarName } from "../golden/parsers.ts";
import { Book, Shelf } from "./reflect-models.ts";

type Rows = readonly (readonly unknown[])[];

/** Rows as the catalogs of SQL Server give them, by facet; texts as the server rewrites them. */
const dbo = ["dbo", 1] as const;
const bin2 = "Latin1_General_100_BIN2_UTF8";
const sqlServer: Readonly<Record<string, Rows>> = {
  tables: [
    [...dbo, "book", "What stands there", "PRIMARY", true],
    [...dbo, "shelf", null, "PRIMARY", true],
  ],
  columns: [
    [...dbo, "book", "id", "uniqueidentifier", 16, 0, 0, null, false, null, null, null, null, null, null],
    [...dbo, "book", "shelf_id", "bigint", 8, 19, 0, null, false, null, null, null, null, null, null],
    [...dbo, "book", "title", "nvarchar", 400, 0, 0, bin2, false, null, null, null, null, null, "As on the cover"],
    [...dbo, "book", "kind", "nvarchar", 10, 0, 0, bin2, false, null, null, null, null, null, null],
    [...dbo, "book", "stars", "int", 4, 10, 0, null, false, "((0))", null, null, null, null, null],
    [...dbo, "book", "price", "decimal", 9, 10, 2, null, false, null, null, null, null, null, null],
    [...dbo, "book", "gross", "decimal", 13, 21, 2, null, true, null, null, null, "([price]*(2))", false, null],
    [...dbo, "book", "added", "datetime2", 7, 23, 3, null, false, "(CONVERT([datetime2](3),sysutcdatetime()))", null, null, null, null, null],
    [...dbo, "book", "cover", "varbinary", -1, 0, 0, null, true, null, null, null, null, null, null],
    [...dbo, "shelf", "id", "bigint", 8, 19, 0, null, false, null, "1", "1", null, null, null],
    [...dbo, "shelf", "label", "nvarchar", 80, 0, 0, bin2, false, null, null, null, null, null, null],
  ],
  indexes: [
    [...dbo, "book", "ix_book_shelf", "shelf_id", false, false, false, false, false, "NONCLUSTERED", null, "PRIMARY", true, null, null],
    [...dbo, "book", "ix_book_shelf", "stars", false, true, false, false, false, "NONCLUSTERED", null, "PRIMARY", true, null, null],
    [...dbo, "book", "pk_book", "id", false, false, true, false, true, "CLUSTERED", null, "PRIMARY", true, null, null],
    [...dbo, "shelf", "pk_shelf", "id", false, false, true, false, true, "CLUSTERED", null, "PRIMARY", true, null, null],
    [...dbo, "shelf", "uq_shelf_label", "label", false, false, false, true, true, "NONCLUSTERED", null, "PRIMARY", true, null, null],
  ],
  foreignKeys: [[...dbo, "book", "fk_book_shelf_id", "shelf_id", ...dbo, "shelf", "id", "CASCADE", "NO_ACTION", false, null]],
  checks: [
    [...dbo, "book", "ck_book_kind_values", "([kind]=N'essay' OR [kind]=N'novel')", false, null],
    [...dbo, "book", "ck_book_stars_max", "([stars]<=(5))", false, null],
    [...dbo, "book", "ck_book_stars_min", "([stars]>=(0))", false, null],
    [...dbo, "book", "ck_book_title_min_length", "((len([title]+N'.')-(1))>=(2))", false, null],
  ],
  sequences: [[...dbo, "ticket", "bigint", "1000", "5", "-9223372036854775808", "9223372036854775807", 20, true, "drawn at the door"]],
  views: [[...dbo, "best", "create   view [dbo].[best] with schemabinding as\nselect [title] from [dbo].[book] where [stars] > 4;\n", null]],
  triggers: [[...dbo, "book", "tr_book", "create trigger tr_book on book after insert as return"]],
};

/** The same of Oracle. */
const app = ["APP", 1] as const;
const oracle: Readonly<Record<string, Rows>> = {
  tables: [
    [...app, "book", "What stands there", "USERS", "DISABLED", "USERS"],
    [...app, "shelf", null, "USERS", "DISABLED", "USERS"],
  ],
  columns: [
    [...app, "book", "id", "VARCHAR2", 36, "C", null, null, 144, "N", "NO", null, null, null, "USING_NLS_COMP", null],
    [...app, "book", "shelf_id", "NUMBER", 0, null, 19, 0, 22, "N", "NO", null, null, null, null, null],
    [...app, "book", "title", "VARCHAR2", 200, "C", null, null, 800, "N", "NO", null, null, "As on the cover", "USING_NLS_COMP", null],
    [...app, "book", "kind", "VARCHAR2", 5, "C", null, null, 20, "N", "NO", null, null, null, "USING_NLS_COMP", null],
    [...app, "book", "stars", "NUMBER", 0, null, 10, 0, 22, "N", "NO", null, null, null, null, "0 "],
    [...app, "book", "price", "NUMBER", 0, null, 10, 2, 22, "N", "NO", null, null, null, null, null],
    [...app, "book", "gross", "NUMBER", 0, null, 10, 2, 22, "N", "YES", null, null, null, null, '"price"*2'],
    [...app, "book", "added", "TIMESTAMP(3)", 0, null, null, 3, 11, "N", "NO", null, null, null, null, "cast(sys_extract_utc(systimestamp) as timestamp(3)) "],
    [...app, "book", "cover", "BLOB", 0, null, null, null, 4000, "Y", "NO", null, null, null, null, null],
    [
      ...app,
      "shelf",
      "id",
      "NUMBER",
      0,
      null,
      19,
      0,
      22,
      "N",
      "NO",
      "BY DEFAULT",
      "START WITH: 1, INCREMENT BY: 1, MAX_VALUE: 9999999999999999999999999999, MIN_VALUE: 1, CYCLE_FLAG: N, CACHE_SIZE: 20, ORDER_FLAG: N",
      null,
      null,
      '"APP"."ISEQ$$_72970".nextval',
    ],
    [...app, "shelf", "label", "VARCHAR2", 40, "C", null, null, 160, "N", "NO", null, null, null, "USING_NLS_COMP", null],
  ],
  keys: [
    [...app, "book", "fk_book_shelf_id", "R", "shelf_id", "NOT DEFERRABLE", "IMMEDIATE", "VALIDATED", "CASCADE", ...app, "shelf", "id"],
    [...app, "book", "pk_book", "P", "id", "NOT DEFERRABLE", "IMMEDIATE", "VALIDATED", null, null, null, null, null],
    [...app, "shelf", "pk_shelf", "P", "id", "NOT DEFERRABLE", "IMMEDIATE", "VALIDATED", null, null, null, null, null],
    [...app, "shelf", "uq_shelf_label", "U", "label", "NOT DEFERRABLE", "IMMEDIATE", "VALIDATED", null, null, null, null, null],
  ],
  checks: [
    [...app, "book", "ck_book_kind_values", "\"kind\" in ('novel', 'essay')", "VALIDATED"],
    [...app, "book", "ck_book_stars_max", '"stars" <= 5', "VALIDATED"],
    [...app, "book", "ck_book_stars_min", '"stars" >= 0', "VALIDATED"],
    [...app, "book", "ck_book_title_min_length", 'length("title") >= 2', "VALIDATED"],
  ],
  indexes: [
    [...app, "book", "ix_book_shelf", "NONUNIQUE", "FUNCTION-BASED NORMAL", "shelf_id", "ASC", "DISABLED", null, "VISIBLE", "USERS", "USERS", null],
    [...app, "book", "ix_book_shelf", "NONUNIQUE", "FUNCTION-BASED NORMAL", "SYS_NC00010$", "DESC", "DISABLED", null, "VISIBLE", "USERS", "USERS", '"stars"'],
  ],
  sequences: [[...app, "ticket", "5", "5", "9007199254740993", "20", "Y", "N"]],
  views: [[...app, "best", "the best", 'select "title" from "book" where "stars" > 4']],
  materializedViews: [[...app, "counted", "snapshot table for snapshot APP.counted", 'select "kind", count(*) as n from "book" group by "kind"']],
  triggers: [[...app, "book", "tr_book", '"tr_book" before insert on "book" for each row\n', "begin null; end;"]],
};

const recorded = [
  ["mssql", mssqlSchema, sqlServer],
  ["oracle", oracleSchema, oracle],
] as const;

/** Answers each facet with its rows, and counts the questions. */
async function read(schema: SchemaDialect, rows: Readonly<Record<string, Rows>>, options: ReflectOptions = {}) {
  const asked: string[] = [];
  const facets = schema.facets.map((facet) => ({ ...facet, query: () => facet.name }));
  const run = async (name: string) => {
    asked.push(name);
    return rows[name] ?? [];
  };
  return { asked, snapshot: await reflect({ ...schema, facets }, run, options) };
}

describe.each(recorded)("the catalog of %s", (_name, schema, rows) => {
  it("reads as what the models ask for", async () => {
    const wanted = schema.normalize(snapshotOf(describeModels([Shelf, Book]), schema));
    const { snapshot } = await read(schema, { ...rows, sequences: [], views: [], materializedViews: [] });
    const live = schema.normalize(snapshot);
    expect(compare(live, wanted, schema.dialect.quote)).toEqual([]);
    expect({ ...live, tables: live.tables.map(({ triggers: _, ...table }) => table) }).toEqual(wanted);
  });

  it("has sequences, views and triggers too", async () => {
    const { snapshot } = await read(schema, rows);
    expect({ sequences: snapshot.sequences, views: snapshot.views, triggers: snapshot.tables.flatMap(({ triggers = [] }) => triggers) }).toMatchSnapshot();
  });

  it("is asked one question a facet, however many tables there are", async () => {
    expect((await read(schema, rows)).asked).toEqual(schema.facets.map((facet) => facet.name));
  });

  it("leaves out tables that were not asked for, and what belongs to them", async () => {
    const { snapshot } = await read(schema, rows, { patterns: ["sh*"] });
    expect(snapshot.tables.map((table) => table.name)).toEqual(["shelf"]);
  });
});

describe.each(["mssql", "oracle", "postgres"] satisfies readonly GrammarName[])("the questions of %s", (name) => {
  const schema = { mssql: mssqlSchema, oracle: oracleSchema, postgres: postgresSchema }[name];

  it.each([
    ["the current schema", { namespaces: [], current: true, names: undefined }],
    ["two schemas and some tables", { namespaces: ["shop", "it's"], current: true, names: ["book", "o'brien"] }],
    ["nothing", { namespaces: [], current: false, names: [] }],
  ])("are well-formed for %s", async (_title, scope) => {
    const questions = schema.facets.flatMap((facet) => facet.query(scope, {}) ?? []);
    expect(questions.length).toBeGreaterThan(5);
    expect(await complaints(name, [...questions, schema.namespaceQuery, schema.catalogQuery(scope.namespaces)])).toEqual({});
  });
});

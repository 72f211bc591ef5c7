import { describe, expect, it } from "vitest";
import type { Dialect } from "../../src/dialect/dialect.ts";
import { mariadb } from "../../src/dialects/mariadb/dialect.ts";
import { mssql } from "../../src/dialects/mssql/dialect.ts";
import { mysql } from "../../src/dialects/mysql/dialect.ts";
import { oracle } from "../../src/dialects/oracle/dialect.ts";
import { postgres } from "../../src/dialects/postgres/dialect.ts";
import { sqlite } from "../../src/dialects/sqlite/dialect.ts";
import { OrmdanticError } from "../../src/kernel/errors.ts";
import { Writer } from "../../src/sql/writer.ts";
import { features } from "./cases.ts";
import { type DialectName, dialectNames, type Expected, type GoldenCase } from "./nodes.ts";
import { complaints, grammarNames } from "./parsers.ts";

const dialects: Readonly<Record<DialectName, Dialect>> = { sqlite, postgres, mysql, mariadb, mssql, oracle };

function render({ node }: GoldenCase, dialect: Dialect): Expected {
  try {
    return new Writer(dialect).write(typeof node === "function" ? node(dialect) : node).finish().sql;
  } catch (error) {
    if (error instanceof OrmdanticError) return { refused: error.code };
    throw error;
  }
}

describe.each(Object.entries(features))("SQL of %s", (_feature, cases) => {
  it.each(cases.map((golden) => [golden.title, golden] as const))("%s", (_title, golden) => {
    const rendered = Object.fromEntries(dialectNames.map((name) => [name, render(golden, dialects[name])]));
    expect(rendered).toEqual(golden.sql);
  });
});

describe.each(grammarNames)("the grammar of %s", (name) => {
  it.each(["selec 1 from t", "select 1 from t where", "update t set where a = 1", "insert into t (a values (1)"])("refuses %s", async (sql) => {
    expect(await complaints(name, [sql])).toHaveProperty([sql]);
  });

  it("accepts every statement", async () => {
    const statements = Object.values(features).flatMap((cases) => cases.map(({ sql }) => sql[name]));
    expect(
      await complaints(
        name,
        statements.filter((sql) => typeof sql === "string"),
      ),
    ).toEqual({});
  });
});

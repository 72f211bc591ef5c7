import { Ormdantic, OrmdanticError } from "ormdantic";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsAround } from "../../src/query/select/select.ts";
import type { Statement } from "../../src/sql/ast.ts";
import { rowsBrand } from "../../src/sql/expr.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { compilers } from "./compilers.ts";
import { type DialectName, dialectNames } from "./nodes.ts";
import { complaints, grammarNames } from "./parsers.ts";
import { queries } from "./query-cases.ts";
import { Item, Shop, Stock } from "./query-models.ts";

type Query = (typeof queries)[keyof typeof queries];

/** The SQL of a query, or the code of the error that refuses it. */
function rendered(query: Query, name: DialectName): { readonly sql: string } | { readonly refused: string } {
  try {
    const statement: Statement =
      "statement" in query ? query.statement : query.query.kind === "select" ? query.query : rowsAround(query.query, query[rowsBrand]);
    return { sql: compilers[name].compile(statement, compilers[name].structure(statement)).plan.sql };
  } catch (error) {
    if (error instanceof OrmdanticError) return { refused: `${error.code}: ${error.message}` };
    throw error;
  }
}

const cases = Object.entries(queries);

describe("SQL of queries", () => {
  it.each(cases)("%s", async (title, query) => {
    const text = dialectNames.map((name) => {
      const made = rendered(query, name);
      return `-- ${name}\n${"sql" in made ? `${made.sql};` : `-- refused: ${made.refused}`}`;
    });
    await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot(`queries/${title.replaceAll(" ", "-").toLowerCase()}.sql`);
  });

  it("is refused by no more than it must be", () => {
    const refused = dialectNames.map((name) => [name, cases.filter(([, query]) => "refused" in rendered(query, name)).length]);
    expect(Object.fromEntries(refused)).toMatchInlineSnapshot(`
      {
        "mariadb": 10,
        "mssql": 6,
        "mysql": 12,
        "oracle": 13,
        "postgres": 0,
        "sqlite": 9,
      }
    `);
  });
});

describe("every query", () => {
  it.each(grammarNames)("is well-formed for the grammar of %s", async (name) => {
    const statements = cases.flatMap(([, query]) => {
      const made = rendered(query, name);
      return "sql" in made ? [made.sql] : [];
    });
    expect(await complaints(name, statements)).toEqual({});
  });
});

describe.each(targets)("$name", (target) => {
  const database = withDatabase(target);
  let db: Ormdantic;
  beforeAll(async () => {
    db = new Ormdantic(database.url, { models: [Item, Shop, Stock] });
    await db.init();
  });
  afterAll(() => db?.close());

  /** Indexes and functions that not every installation has. */
  const needs: ReadonlySet<string> = new Set(["full text"]);

  it.each(cases.filter(([title, query]) => !needs.has(title) && "sql" in rendered(query, target.dialect)))("runs %s", async (_, query) => {
    const undone = new Error("undone");
    const run = db.transaction(async () => {
      await db.query<object>(query as never).all();
      throw undone;
    });
    await expect(run).rejects.toBe(undone);
  });

  it("refuses the others before anything is sent", async () => {
    let sent = 0;
    const handler = db.onQuery(() => {
      sent += 1;
    });
    for (const [title, query] of cases) {
      if ("sql" in rendered(query, target.dialect)) continue;
      await expect(db.query<object>(query as never).all(), title).rejects.toMatchObject({ name: "QueryError" });
    }
    db.off("afterExecute", handler);
    expect(sent).toBe(0);
  });
});

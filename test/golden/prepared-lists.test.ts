import { and, placeholder, selectQuery } from "ormdantic";
import { describe, expect, it } from "vitest";
import { prepared } from "../../src/query/select/prepared.ts";
import { compilers } from "./compilers.ts";
import { type DialectName, dialectNames } from "./nodes.ts";
import { complaints, grammarNames } from "./parsers.ts";
import { Item } from "./query-models.ts";

const c = Item.c;
const numbers = selectQuery(Item, { id: c.id }, { where: and(c.rating.in(placeholder("list")), c.id.gt(placeholder("least"))) });
const others = selectQuery(Item, { id: c.id }, { where: and(c.name.notIn(placeholder("list")), c.id.gt(placeholder("least"))) });
const documents = selectQuery(Item, { id: c.id }, { where: and(c.data.in(placeholder("list")), c.id.gt(placeholder("least"))) });
const longList = Array.from({ length: 100 }, (_, i) => i);

/** A query and the list it is given, by the name of the file that holds its SQL. */
const cases: readonly (readonly [title: string, query: typeof numbers, list: readonly unknown[]])[] = [
  ["an empty list", numbers, []],
  ["an empty list to leave out", others, []],
  ["a list of one", numbers, [1]],
  ["a list of three", numbers, [1, 2, 3]],
  ["a long list", numbers, longList],
  ["a long list to leave out", others, longList.map(String)],
  ["a list with null", numbers, [1, null]],
  ["a list of null alone", numbers, [null]],
  ["a list with null to leave out", others, ["a", null]],
  ["a list of documents", documents, [{ size: 1, tags: [] }]],
];

const statements = new Map(
  dialectNames.map((name) => [name, new Map([numbers, others, documents].map((query) => [query, prepared(compilers[name], query.query)]))]),
);
const bound = (name: DialectName, query: typeof numbers, list: readonly unknown[]) => statements.get(name)?.get(query)?.({ list, least: 7 });

describe("SQL of lists that are given to a prepared query", () => {
  it.each(cases)("%s", async (title, query, list) => {
    const text = dialectNames.map((name) => `-- ${name}\n${bound(name, query, list)?.plan.sql};`);
    await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot(`prepared/${title.replaceAll(" ", "-")}.sql`);
  });

  it.each(grammarNames)("is well-formed for the grammar of %s", async (name) => {
    expect(
      await complaints(
        name,
        cases.flatMap(([, query, list]) => bound(name, query, list)?.plan.sql ?? []),
      ),
    ).toEqual({});
  });

  it.each(dialectNames)("has a value for every parameter (%s)", (name) => {
    for (const [title, query, list] of cases) {
      const { plan, parameters } = bound(name, query, list) ?? {};
      expect(parameters?.length, title).toBe(plan?.describeParameters().length);
      expect(parameters, title).not.toContain(undefined);
    }
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalExpression as mssql } from "../../src/dialects/mssql/expressions.ts";
import { canonicalExpression as mysql } from "../../src/dialects/mysql-family/expressions.ts";
import { canonicalExpression as oracle } from "../../src/dialects/oracle/expressions.ts";
import { canonicalExpression } from "../../src/dialects/postgres/expressions.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { liveSchemas, openConnection, runOn } from "../integration/reflect-support.ts";
import { targets, withDatabase } from "../support/servers.ts";

const types = new Map([
  ["a", "varchar(20)"],
  ["b", "integer"],
  ["c", "integer"],
]);
const dialects = {
  postgres: { canonical: (text: string) => canonicalExpression(text, types), quote: (name: string) => `"${name}"` },
  mysql: { canonical: mysql, quote: (name: string) => `\`${name}\`` },
  mssql: { canonical: mssql, quote: (name: string) => `[${name}]` },
  oracle: { canonical: oracle, quote: (name: string) => `"${name}"` },
};

const integers = fc.integer({ min: -99, max: 99 }).map(String);
const anything = fc.oneof(integers, fc.constantFrom("''", "'x'", "'it''s'", "'a and b'", "'('", "null"));

interface Words {
  readonly name: fc.Arbitrary<string>;
  readonly literal: fc.Arbitrary<string>;
  readonly calls: readonly string[];
  readonly brackets: "all" | "some";
}

/** Conditions with brackets around all operands, or only around some: then what is meant hangs on the ranks of operators. */
function conditions({ name, literal, calls, brackets }: Words): fc.Arbitrary<string> {
  const inner = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    brackets === "all" ? text.map((one) => `(${one})`) : fc.tuple(text, fc.boolean()).map(([one, wraps]) => (wraps ? `(${one})` : one));
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      name,
      literal,
      fc.tuple(inner(tie("value")), fc.constantFrom("+", "-", "*", "/"), inner(tie("value"))).map((parts) => parts.join(" ")),
      fc.tuple(fc.constantFrom(...calls), tie("value")).map(([call, item]) => `${call}(${item})`),
      inner(tie("value")).map((item) => `case when ${item} > 1 then ${item} else 2 end`),
    ),
  }));
  const operand = inner(value);
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.tuple(operand, fc.constantFrom("=", "<>", "<", ">="), operand).map((parts) => parts.join(" ")),
      fc.tuple(operand, fc.array(literal, { minLength: 1, maxLength: 3 })).map(([item, list]) => `${item} in (${list.join(", ")})`),
      operand.map((item) => `${item} is not null`),
      fc.tuple(operand, operand, operand).map(([item, low, high]) => `${item} between ${low} and ${high}`),
      fc.array(inner(tie("condition")), { minLength: 2, maxLength: 3 }).map((all) => all.join(" and ")),
      fc.array(inner(tie("condition")), { minLength: 2, maxLength: 3 }).map((all) => all.join(" or ")),
      inner(tie("condition")).map((one) => `not ${one}`),
    ),
  }));
  return condition;
}

const expressions = (quote: (name: string) => string): fc.Arbitrary<string> =>
  conditions({ name: fc.constantFrom("a", "b", "C d").map(quote), literal: anything, calls: ["lower", "coalesce"], brackets: "all" });

describe.each(Object.entries(dialects))("the canonical form of expressions on %s", (_name, { canonical, quote }) => {
  it("is its own canonical form", () => {
    fc.assert(
      fc.property(expressions(quote), (text) => {
        const once = canonical(text);
        expect(canonical(once)).toBe(once);
      }),
    );
  });

  it("does not hang on brackets, blanks, comments and the case of keywords", () => {
    fc.assert(
      fc.property(expressions(quote), (text) => {
        const shouted = text.replace(/\b(and|or|not|in|is|null|between|case|when|then|else|end)\b(?=(?:[^']*'[^']*')*[^']*$)/g, (word) => word.toUpperCase());
        expect(canonical(`(( ${shouted.replaceAll(") ", ")  /* so */ ")}\n))`)).toBe(canonical(text));
      }),
    );
  });
});

/** The same question to a server in both forms, over rows with numbers and NULLs. */
describe.each(targets.filter(({ dialect }) => dialect !== "sqlite").map((target) => [target.name, target] as const))(
  "the canonical form on %s",
  (_name, target) => {
    const { canonical, quote } = dialects[target.dialect === "postgres" ? "postgres" : "mysql"];
    const schema = liveSchemas[target.dialect] as SchemaDialect;
    const database = withDatabase(target);

    it.each(["all", "some"] as const)("means the same, with brackets around %s operands", async (brackets) => {
      const connection = await openConnection(schema, database.url);
      const run = runOn(connection);
      try {
        await run("drop table if exists numbers", []);
        await run("create table numbers (b int, c int)", []);
        await run("insert into numbers values (0, 1), (1, null), (-3, 2), (null, null), (7, 7)", []);
        const words = {
          name: fc.constantFrom("b", "c").map(quote),
          literal: fc.oneof(integers, fc.constant("null")),
          calls: ["abs", "coalesce"],
          brackets,
        } as const;
        let answered = 0;
        await fc.assert(
          fc.asyncProperty(conditions(words), async (text) => {
            const ask = (condition: string) => run(`select case when ${condition} then 1 when not (${condition}) then 0 end from numbers order by b, c`, []);
            const meant = await ask(text).catch(() => undefined); // divided by zero, or compared what cannot be compared
            if (meant === undefined) return;
            answered += 1;
            expect(await ask(canonical(text))).toEqual(meant);
          }),
          { numRuns: 300 },
        );
        expect(answered).toBeGreaterThan(50);
      } finally {
        await connection.close();
      }
    });
  },
);

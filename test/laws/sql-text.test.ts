import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Codec } from "../../src/dialect/codec.ts";
import type { Dialect } from "../../src/dialect/dialect.ts";
import { mariadb } from "../../src/dialects/mariadb/dialect.ts";
import { mssql } from "../../src/dialects/mssql/dialect.ts";
import { mysql } from "../../src/dialects/mysql/dialect.ts";
import { oracle } from "../../src/dialects/oracle/dialect.ts";
import { postgres } from "../../src/dialects/postgres/dialect.ts";
import { sqlite } from "../../src/dialects/sqlite/dialect.ts";
import { ConfigurationError } from "../../src/kernel/errors.ts";
import type { Expression, LikeForm, Node, Statement } from "../../src/sql/ast.ts";
import { Writer } from "../../src/sql/writer.ts";

const dialects = [sqlite, postgres, mysql, mariadb, mssql, oracle].map((dialect) => [dialect.name, dialect] as const);
const text = { kind: "text", max: 100 } as const;
const forms: readonly LikeForm[] = ["like", "contains", "startsWith", "endsWith"];

const item = { kind: "column", table: "t0", name: "name", type: text } as const;
const select = (where: Expression, name = "flavor", alias = "t0"): Node<"select"> => ({
  kind: "select",
  projections: [{ kind: "projection", expression: item, alias: undefined }],
  from: { kind: "table", name, alias },
  where,
  orderBy: [],
});
const render = (dialect: Dialect, node: Statement) => new Writer(dialect).write(node).finish();

describe.each(dialects)("on %s", (_name, dialect) => {
  it("a value never enters the text of a query", () => {
    const statements = (value: unknown): Statement[] => {
      const bound = { kind: "value", value, type: text } as const;
      return [
        select({ kind: "compare", operator: "=", left: item, right: bound }),
        select({ kind: "inList", item, list: [bound, bound], negated: false }),
        select({ kind: "between", item, low: bound, high: bound }),
        select({
          kind: "fragment",
          parts: [{ kind: "raw", text: "coalesce(" }, bound, { kind: "raw", text: ", " }, bound, { kind: "raw", text: ") is null" }],
        }),
        ...forms.map((form) => select({ kind: "like", item, pattern: bound, form, insensitive: form === "contains" })),
        {
          kind: "insert",
          table: { kind: "table", name: "flavor" },
          columns: [{ name: "name", type: text }],
          source: { kind: "valueRows", rows: [[bound]] },
          returning: [],
        },
        { kind: "update", table: { kind: "table", name: "flavor" }, assignments: [{ kind: "assignment", column: "name", value: bound }], returning: [] },
      ];
    };
    const usual = statements("x").map((statement) => render(dialect, statement));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        for (const [i, statement] of statements(value).entries()) {
          const { sql, parameters } = render(dialect, statement);
          expect(sql).toBe(usual[i]?.sql);
          expect(parameters.some((parameter) => "value" in parameter && parameter.value === value)).toBe(true);
        }
      }),
    );
  });

  it("any name stands between quotes and can be read back from them", () => {
    const hostile = ["select", "a b", "x; drop table y", "it's", "--", "/*", "[a]", "]", "`", "é", "💥", "\\", "n".repeat(200), "a.b", "$1", "?", ":1", "@p1"];
    const quoted = (name: string): void => {
      const { sql } = render(dialect, select({ kind: "isNull", item: { kind: "column", table: name, name }, negated: false }, name, name));
      const own = dialect.quote(name);
      expect(unquoted(own)).toBe(name);
      expect(sql.split(own).length - 1).toBeGreaterThanOrEqual(4);
      expect(sql.replaceAll(own, "")).not.toContain(name === "select" || name.length < 3 ? "\0" : name);
    };
    for (const name of hostile) quoted(name);
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1 }).filter((name) => !name.includes("\0") && !(dialect === oracle && name.includes('"'))),
        (name) => {
          expect(unquoted(dialect.quote(name))).toBe(name);
        },
      ),
    );
  });

  it("a name with a double quote is quoted too, or refused where no such name can be", () => {
    const name = 'a" or ""="';
    if (dialect === oracle) expect(() => dialect.quote(name)).toThrow(ConfigurationError);
    else expect(unquoted(dialect.quote(name))).toBe(name);
  });

  it("a literal of text ends where the text ends", () => {
    const hostile = ["'", "''", "\\", "\\'", "\\\n'", "'; drop table x; --", "a\r\nb", ""];
    const strings = fc.oneof(fc.string({ unit: fc.constantFrom("'", "\\", "\n", "\r", "a", ";", "-", '"') }), fc.constantFrom(...hostile));
    fc.assert(
      fc.property(strings, (value) => {
        expect(literalValue(dialect, dialect.literal(value, text))).toBe(value);
      }),
    );
  });
});

/** What the database would read between the quotes; throws when the quotes end before the text does. */
function unquoted(quoted: string): string {
  const open = quoted[0] as string;
  const close = open === "[" ? "]" : open;
  expect(["[", '"', "`"]).toContain(open);
  expect(quoted.at(-1)).toBe(close);
  const inside = quoted.slice(1, -1);
  expect(inside.replaceAll(close + close, "")).not.toContain(close);
  return inside.replaceAll(close + close, close);
}

/** Reads string literals the way the dialect's database does. */
function literalValue(dialect: Dialect, literal: string): string {
  const bare = literal.startsWith("(") && literal.endsWith(")") ? literal.slice(1, -1) : literal;
  let value = "";
  let at = 0;
  while (at < bare.length) {
    const start = /^(?: \+ )?[NE]?'/.exec(bare.slice(at))?.[0];
    if (start === undefined) throw new Error(`text outside of quotes: ${bare.slice(at)}`);
    const escapes = dialect === mysql || dialect === mariadb || start.includes("E");
    let part = "";
    for (at += start.length; ; at++) {
      const character = bare[at];
      if (character === undefined) throw new Error("the literal has no end");
      if (character === "'" && bare[at + 1] !== "'") break;
      if (character === "'") part += bare[++at];
      else if (character === "\\" && escapes) part += { n: "\n", r: "\r", 0: "\0", Z: "\x1a" }[bare[++at] as string] ?? bare[at];
      else part += character;
    }
    at++;
    value += dialect === mssql ? part.replace(/\\\r?\n/g, "") : part;
  }
  return value;
}

describe("patterns of LIKE", () => {
  const pattern = (dialect: Dialect, form: LikeForm, value: string): unknown => {
    const { parameters } = render(dialect, select({ kind: "like", item, pattern: { kind: "parameter", slot: 0, type: text }, form, insensitive: false }));
    const via = parameters[0]?.via as ((value: unknown) => unknown) | undefined;
    return via ? via(value) : value;
  };
  const escaping = [postgres, mysql, mariadb, mssql, oracle];

  it.each(escaping.map((dialect) => [dialect.name, dialect] as const))("on %s match exactly the text they are made from", (_name, dialect) => {
    const special = dialect === mssql ? "%_[]^-\\ab" : "%_\\ab";
    const strings = fc.string({ unit: fc.constantFrom(...special), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(strings, strings, (wanted, other) => {
        const contains = likeExpression(String(pattern(dialect, "contains", wanted)), dialect === mssql);
        expect(contains.test(wanted)).toBe(true);
        expect(contains.test(`${other}${wanted}${other}`)).toBe(true);
        expect(contains.test(other)).toBe(other.includes(wanted));
        expect(likeExpression(String(pattern(dialect, "startsWith", wanted)), dialect === mssql).test(other)).toBe(other.startsWith(wanted));
        expect(likeExpression(String(pattern(dialect, "endsWith", wanted)), dialect === mssql).test(other)).toBe(other.endsWith(wanted));
      }),
    );
  });

  it("of the caller keep their wildcards, and nothing else becomes one", () => {
    expect(escaping.map((dialect) => pattern(dialect, "like", "a%_b"))).toEqual(escaping.map(() => "a%_b"));
    expect(pattern(mssql, "like", "[a]%")).toBe("\\[a]%");
    expect(pattern(mssql, "like", "\\[a\\%")).toBe("\\[a\\%");
  });

  it("of the caller are made valid for Oracle, which allows only wildcards behind the escape character", () => {
    expect(pattern(oracle, "like", "\\a\\%\\\\")).toBe("a\\%\\\\");
    expect(pattern(oracle, "like", "end\\")).toBe("end\\\\");
  });
});

/** A LIKE pattern with the escape character \ as a regular expression. */
function likeExpression(like: string, brackets: boolean): RegExp {
  let source = "";
  for (let i = 0; i < like.length; i++) {
    const character = like[i] as string;
    if (character === "%") source += "[^]*";
    else if (character === "_") source += "[^]";
    else if (character === "[" && brackets) throw new Error("an open bracket begins a set");
    else source += (character === "\\" ? (like[++i] as string) : character).replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  }
  return new RegExp(`^${source}$`);
}

describe("lists in one parameter", () => {
  it.each(dialects)("hold hostile text as data on %s", (_name, dialect) => {
    const codec = dialect.codecs.text({ kind: "text" }) as Codec;
    const node = select({ kind: "inList", item, list: { kind: "parameter", slot: 0, type: text, list: true }, negated: false });
    const { sql, parameters } = render(dialect, node);
    expect(parameters).toHaveLength(1);
    expect(String(codec.encodeList(["'; drop table x", '"}', "]"] as never[]))).toContain("drop table x");
    expect(sql).not.toContain("drop table");
  });
});

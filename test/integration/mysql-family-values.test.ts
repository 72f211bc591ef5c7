import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../src/dialect/driver.ts";
import type { Expression, Node } from "../../src/sql/ast.ts";
import type { LogicalType } from "../../src/sql/logical-type.ts";
import { sql } from "../../src/sql/tag.ts";
import { bindAll, connect, query, render, servers, values } from "./mysql-family-servers.ts";

/** Values at the edges of each type, smallest first where the type has an order. */
const cases: readonly (readonly [name: string, type: LogicalType, values: readonly unknown[]])[] = [
  ["text", { kind: "text" }, ["", " ", "A", "a", "a ", "a'b\"c\\d%_`", "á", "ﬁ", "😀", "😀".repeat(200)]],
  ["varchar", { kind: "text", max: 63 }, ["A", "a", "a ", "á", "x".repeat(63)]],
  ["uuid", { kind: "uuid" }, ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"]],
  ["int32", { kind: "integer", bits: 32 }, [-(2 ** 31), -1, 0, 1, 2 ** 31 - 1]],
  ["int", { kind: "integer", bits: 53 }, [Number.MIN_SAFE_INTEGER, -(2 ** 31) - 1, 0, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER]],
  ["bigint", { kind: "integer", bits: 64 }, [-(2n ** 63n), -1n, 0n, 9007199254740993n, 2n ** 63n - 1n]],
  ["float", { kind: "float", bits: 32 }, [-3.4028234663852886e38, Math.fround(-0.1), 0, Math.fround(0.1), Math.fround(1 / 3), 16777216]],
  ["double", { kind: "float", bits: 64 }, [-1.7976931348623157e308, -0.1, 0, 5e-324, 0.1, 1 / 3, 123456789.12345679, 1e21]],
  [
    "decimal",
    { kind: "decimal", precision: 30, scale: 2 },
    ["-1234567890123456789012345678.12", "-0.01", "0.00", "0.50", "1234567890123456789012345678.11", "1234567890123456789012345678.12"],
  ],
  ["boolean", { kind: "boolean" }, [false, true]],
  [
    "date",
    { kind: "instant", form: "date", precision: 3, fixed: true },
    [new Date("0001-01-01T00:00:00Z"), new Date(-1), new Date(0), new Date("2024-03-31T01:30:00.123Z"), new Date("9999-12-31T23:59:59.999Z")],
  ],
  [
    "instant",
    { kind: "instant", form: "text", precision: 6, fixed: false },
    ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "2024-03-31T02:30:00.1Z", "9999-12-31T23:59:59.999999Z"],
  ],
  ["fixed instant", { kind: "instant", form: "text", precision: 3, fixed: true }, ["1000-01-01T00:00:00.000Z", "2024-03-31T02:30:00.100Z"]],
  ["datetime", { kind: "datetime", precision: 6, fixed: false }, ["2024-03-31T02:30:00", "2024-03-31T02:30:00.000001"]],
  ["day", { kind: "date" }, ["0001-01-01", "2024-02-29", "9999-12-31"]],
  ["time", { kind: "time", precision: 6, fixed: false }, ["00:00:00", "00:00:00.000001", "23:59:59.999999"]],
  ["bytes", { kind: "bytes" }, [new Uint8Array(), new Uint8Array([0]), new Uint8Array([0, 255, 92, 39]), new Uint8Array(70_000).fill(7)]],
  ["varbinary", { kind: "bytes", max: 20 }, [new Uint8Array(), new Uint8Array([0, 32]), new Uint8Array(20).fill(255)]],
  ["json", { kind: "json" }, [{ b: 1, a: [1.5, "x", null, { "😀": "'\\\"" }] }, [], "text", 0.1, true, Number.MAX_SAFE_INTEGER]],
  ["enum", { kind: "enum", values: ["a", "b'c", "A"] }, ["A", "a", "b'c"]],
  ["native enum", { kind: "enum", values: ["x", "y"], native: "letter" }, ["x", "y"]],
  ["numeric enum", { kind: "enum", values: [1, 5] }, [1, 5]],
  ["text array", { kind: "array", element: { kind: "text" } }, [[], ["a", null, "😀"]]],
  ["bigint array", { kind: "array", element: { kind: "integer", bits: 64 } }, [[2n ** 63n - 1n, null]]],
  ["date array", { kind: "array", element: { kind: "instant", form: "date", precision: 3, fixed: true } }, [[new Date(0), null]]],
  ["bytes array", { kind: "array", element: { kind: "bytes" } }, [[new Uint8Array([0, 255])]]],
];

const table: Node<"table"> = { kind: "table", name: "mf_values" };
const aliased: Node<"table"> = { ...table, alias: "t`0" };
const id: LogicalType = { kind: "integer", bits: 53 };

describe.each(servers)("values on $name", (server) => {
  const { dialect } = server;
  let connection: Connection;
  const columnName = (i: number): string => `c\`${i}`;
  const column = (i: number, type: LogicalType): Node<"column"> => ({ kind: "column", table: "t`0", name: columnName(i), type });
  const keysWhere = (where: Expression, slots: readonly unknown[] = []) =>
    values(
      connection,
      dialect,
      {
        kind: "select",
        projections: [{ kind: "projection", expression: { kind: "column", table: "t`0", name: "id", type: id } }],
        from: aliased,
        where,
        orderBy: [{ kind: "ordering", expression: { kind: "column", table: "t`0", name: "id" }, direction: "asc" }],
      },
      [id],
      slots,
    );

  beforeAll(async () => {
    connection = await connect(server);
    await connection.execute("drop table if exists mf_values", []);
    const columns = cases.map(([, type], i) => `${dialect.quote(columnName(i))} ${dialect.nativeType(type)}`);
    await connection.execute(`create table mf_values (id bigint primary key, ${columns.join(", ")}) character set latin1`, []);
    const longest = Math.max(...cases.map(([, , list]) => list.length));
    for (let row = 0; row <= longest; row++) {
      const compiled = render(dialect, {
        kind: "insert",
        table,
        columns: [{ name: "id", type: id }, ...cases.map(([, type], i) => ({ name: columnName(i), type }))],
        source: {
          kind: "valueRows",
          rows: [[{ kind: "value", value: row, type: id }, ...cases.map(([, type, list]): Expression => ({ kind: "value", value: list[row] ?? null, type }))]],
        },
        returning: [],
      });
      expect(await connection.run(query(dialect, compiled.sql), bindAll(dialect, compiled))).toMatchObject({ affected: 1 });
    }
  });
  afterAll(async () => {
    await connection.execute("drop table if exists mf_values", []);
    await connection.close();
  });

  describe.each(cases.map(([name, type, list], i) => ({ name, type, list, i })))("$name", ({ type, list, i }) => {
    const keys = list.map((_, row) => row);

    it("comes back as it was written", async () => {
      const read = query(dialect, `select ${dialect.quote(columnName(i))} from mf_values order by id limit ${list.length}`, [type]);
      expect((await connection.run(read, [])).rows.map((row) => (row as Record<string, unknown>)["0"])).toEqual(list);
    });

    it("equals itself and nothing else", async () => {
      for (const key of keys) {
        const value: Expression = { kind: "parameter", slot: 0, type };
        expect(await keysWhere({ kind: "compare", operator: "=", left: column(i, type), right: value }, [list[key]])).toEqual([key]);
        expect(await keysWhere({ kind: "compare", operator: "<>", left: column(i, type), right: value }, [list[key]])).toEqual(
          keys.filter((other) => other !== key),
        );
      }
    });

    it("is found in lists of both forms", async () => {
      const some = keys.filter((key) => key % 2 === 0);
      const parameter: Node<"parameter"> = { kind: "parameter", slot: 0, type, list: true };
      const singles = some.map((key): Node<"value"> => ({ kind: "value", value: list[key], type }));
      const rest = keys.filter((key) => !some.includes(key));
      for (const negated of [false, true]) {
        const expected = negated ? rest : some;
        expect(await keysWhere({ kind: "inList", item: column(i, type), list: parameter, negated }, [some.map((key) => list[key])])).toEqual(expected);
        expect(await keysWhere({ kind: "inList", item: column(i, type), list: singles, negated })).toEqual(expected);
      }
      expect(await keysWhere({ kind: "inList", item: column(i, type), list: parameter, negated: false }, [[]])).toEqual([]);
    });

    it("agrees between the function and the source of each codec", () => {
      const { encode, encodeInline, decode, decodeInline } = dialect.codecs[type.kind](type as never);
      const inline = (source: (v: string, slow: string) => string) =>
        new Function("slow", "v", `return ${source("v", "slow(v)")}`).bind(undefined, decode) as (v: unknown) => unknown;
      for (const value of list) {
        const sent = encode ? encode(value as never) : value;
        if (encodeInline) expect(inline(encodeInline)(value)).toEqual(sent);
        if (decodeInline && decode) expect(inline(decodeInline)(sent)).toEqual(decode(sent as never));
      }
    });
  });

  it("orders numbers, decimals and moments by value in comparisons", async () => {
    for (const [i, [name, type, list]] of cases.entries()) {
      if (!["int32", "int", "bigint", "float", "double", "decimal", "date", "instant", "day", "time"].includes(name)) continue;
      for (const key of list.keys()) {
        const bound = (slot: number): Expression => ({ kind: "parameter", slot, type });
        expect(await keysWhere({ kind: "compare", operator: ">=", left: column(i, type), right: bound(0) }, [list[key]]), name).toEqual(
          [...list.keys()].slice(key),
        );
        expect(await keysWhere({ kind: "between", item: column(i, type), low: bound(0), high: bound(1) }, [list[key], list[key]]), name).toEqual([key]);
      }
    }
  });

  it("reads any double, decimal, time and text back equal, alone and from a list", { timeout: 60_000 }, async () => {
    const anyText = fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !text.includes("\0"));
    const arbitraries: readonly (readonly [LogicalType, fc.Arbitrary<unknown>])[] = [
      [{ kind: "float", bits: 64 }, fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)],
      [{ kind: "integer", bits: 53 }, fc.maxSafeInteger()],
      [{ kind: "integer", bits: 64 }, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
      [
        { kind: "instant", form: "date", precision: 3, fixed: true },
        fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
      ],
      [{ kind: "text" }, anyText],
      [{ kind: "bytes" }, fc.uint8Array({ maxLength: 50 })],
      [{ kind: "json" }, fc.dictionary(anyText, fc.oneof(anyText, fc.integer(), fc.boolean()), { maxKeys: 4 })],
    ];
    await connection.execute("create temporary table mf_any (id int primary key)", []);
    for (const [type, arbitrary] of arbitraries) {
      await connection.execute(`alter table mf_any add v ${dialect.nativeType(type)}`, []);
      const list = fc.sample(arbitrary, { numRuns: 100, seed: 7 });
      const rows = list.map(
        (value, i) =>
          [
            { kind: "value", value: i, type: id },
            { kind: "value", value, type },
          ] as const,
      );
      const any: Node<"table"> = { kind: "table", name: "mf_any" };
      const insert = render(dialect, {
        kind: "insert",
        table: any,
        columns: [
          { name: "id", type: id },
          { name: "v", type },
        ],
        source: { kind: "valueRows", rows },
        returning: [],
      });
      await connection.run(query(dialect, insert.sql), bindAll(dialect, insert));
      const v: Node<"column"> = { kind: "column", table: undefined, name: "v", type };
      const where: Expression = { kind: "inList", item: v, list: { kind: "parameter", slot: 0, type, list: true }, negated: false };
      const order: Node<"ordering"> = { kind: "ordering", expression: { kind: "column", table: undefined, name: "id" }, direction: "asc" };
      const select = { kind: "select", projections: [{ kind: "projection", expression: v }], from: any, where, orderBy: [order] } as const;
      expect(await values(connection, dialect, select, [type], [list])).toEqual(list);
      await connection.execute("delete from mf_any", []);
      await connection.execute("alter table mf_any drop v", []);
    }
    await connection.execute("drop temporary table mf_any", []);
  });

  it("matches patterns by exact case, or by lower case when asked, and takes wildcards as they are", async () => {
    await connection.execute("create temporary table mf_like (id int primary key, v varchar(50) collate utf8mb4_general_ci)", []);
    const texts = ["Vanilla", "vanilla", "100% ÄPFEL", "100x äpfel", "a_b\\c", "aXb\\c", ""];
    for (const [i, text] of texts.entries()) await connection.execute("insert into mf_like values (?, ?)", [i, text]);
    const found = async (form: Node<"like">["form"], text: string, insensitive = false): Promise<unknown[]> => {
      const item: Expression = { kind: "column", table: undefined, name: "v", type: { kind: "text" } };
      const where: Expression = { kind: "like", item, pattern: { kind: "parameter", slot: 0, type: { kind: "text" } }, form, insensitive };
      const key: Expression = { kind: "column", table: undefined, name: "id", type: id };
      const from: Node<"table"> = { kind: "table", name: "mf_like" };
      const select = {
        kind: "select",
        projections: [{ kind: "projection", expression: key }],
        from,
        where,
        orderBy: [{ kind: "ordering", expression: key, direction: "asc" }],
      } as const;
      return values(connection, dialect, select, [id], [text]);
    };
    expect(await found("contains", "anil")).toEqual([0, 1]);
    expect(await found("startsWith", "v")).toEqual([1]);
    expect(await found("startsWith", "V", true)).toEqual([0, 1]);
    expect(await found("contains", "0% ä", true)).toEqual([2]);
    expect(await found("endsWith", "PFEL")).toEqual([2]);
    expect(await found("endsWith", "ÄPFEL", true)).toEqual([2, 3]);
    expect(await found("contains", "_b\\")).toEqual([4]);
    expect(await found("like", "a_b%")).toEqual([4, 5]);
    expect(await found("like", "a\\_b%")).toEqual([4]);
    expect(await found("contains", "")).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await connection.execute("drop temporary table mf_like", []);
  });

  it("writes literals that mean the same value", { timeout: 60_000 }, async () => {
    for (const [i, [name, type, list]] of cases.entries()) {
      for (const [key, value] of list.entries()) {
        if (type.kind === "json" || type.kind === "array" || (type.kind === "bytes" && type.max === undefined)) continue;
        const literal = dialect.literal(value, type);
        expect(
          await keysWhere({ kind: "compare", operator: "=", left: column(i, type), right: sql.raw(literal).node }),
          `${name} ${literal.slice(0, 50)}`,
        ).toEqual([key]);
      }
    }
  });
});

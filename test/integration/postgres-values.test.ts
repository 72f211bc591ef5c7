import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection, PreparedQuery } from "../../src/dialect/driver.ts";
import { codecs } from "../../src/dialects/postgres/codecs.ts";
import { castType } from "../../src/dialects/postgres/types.ts";
import type { LogicalType } from "../../src/sql/logical-type.ts";
import { available } from "../support/servers.ts";
import { connect, query } from "./postgres-support.ts";

const url = available.postgres;

/** A logical type, what the server calls it, its values at the edges, and text of values that must be refused. */
interface Case {
  readonly type: LogicalType;
  readonly native?: string;
  readonly edges: readonly unknown[];
  readonly any?: fc.Arbitrary<unknown>;
  readonly refused?: readonly string[];
}

const day = 86_400_000;
const dates = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
const wellFormed = fc.string({ unit: "binary" }).filter((s) => !s.includes("\0") && s.isWellFormed());
const cases: Readonly<Record<string, Case>> = {
  text: { type: { kind: "text" }, edges: ["", "NULL", '"\\{},', "🦊á\u2028\t\n", "x".repeat(100_000)], any: wellFormed },
  varchar: { type: { kind: "text", max: 10 }, native: "varchar(10)", edges: ["", "ab "] },
  uuid: { type: { kind: "uuid" }, edges: ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"], any: fc.uuid() },
  int4: { type: { kind: "integer", bits: 32 }, edges: [0, -1, 2147483647, -2147483648], any: fc.integer() },
  int2: { type: { kind: "integer", bits: 32 }, native: "int2", edges: [0, -1, 32767, -32768] },
  "int8 as number": {
    type: { kind: "integer", bits: 53 },
    edges: [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
    any: fc.maxSafeInteger(),
    refused: ["9007199254740992", "-9007199254740992", "9223372036854775807"],
  },
  "int8 as bigint": { type: { kind: "integer", bits: 64 }, edges: [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)], any: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n) },
  "int4 as bigint": { type: { kind: "integer", bits: 64 }, native: "int4", edges: [-2147483648n, 5n] },
  float8: {
    type: { kind: "float", bits: 64 },
    edges: [0, 0.1, 5e-324, 1.7976931348623157e308, -1e21],
    any: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  },
  float4: {
    type: { kind: "float", bits: 32 },
    edges: [0, Math.fround(0.1), Math.fround(3.4028234663852886e38)],
    any: fc.float({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  },
  "float4 as float64": { type: { kind: "float", bits: 64 }, native: "float4", edges: [0.5, 0.1, 16777216] },
  numeric: {
    type: { kind: "decimal", precision: 40, scale: 6 },
    native: "numeric(40,6)",
    edges: ["0.000000", "-0.000001", "12345678901234567890123456789.123456", "10000.000000", "0.010000", "-9999.999900"],
    any: fc.bigInt(-(10n ** 30n), 10n ** 30n).map((n) => `${n}.000000`),
  },
  "numeric without a scale": {
    type: { kind: "decimal", precision: 20, scale: 2 },
    native: "numeric",
    edges: ["1.50", "100000000.00", "0.05"],
    refused: ["1.234", "NaN", "Infinity"],
  },
  bool: { type: { kind: "boolean" }, edges: [true, false] },
  "timestamptz as Date": {
    type: { kind: "instant", form: "date", precision: 3, fixed: false },
    edges: [
      new Date(0),
      new Date(-1),
      new Date("0001-01-01T00:00:00Z"),
      new Date("9999-12-31T23:59:59.999Z"),
      new Date("1857-01-01T00:00:00.001Z"),
      new Date("2142-12-31T23:59:59.999Z"),
    ],
    any: dates,
    refused: ["infinity", "-infinity", "0044-03-15 BC", "10000-01-01"],
  },
  "timestamptz as text": {
    type: { kind: "instant", form: "text", precision: 6, fixed: false },
    edges: ["2026-11-23T10:00:00Z", "1969-12-31T23:59:59.999999Z", "0001-01-01T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z", "2142-06-01T00:00:00.123456Z"],
    refused: ["infinity", "0001-01-01 BC"],
  },
  "timestamptz with fixed digits": {
    type: { kind: "instant", form: "text", precision: 3, fixed: true },
    edges: ["2026-11-23T10:00:00.000Z", "1900-01-01T00:00:00.120Z"],
  },
  timestamp: {
    type: { kind: "datetime", precision: 6, fixed: false },
    edges: ["2026-11-23T10:00:00.5", "0001-01-01T00:00:00", "1500-02-28T12:34:56.000001"],
    refused: ["infinity"],
  },
  date: {
    type: { kind: "date" },
    edges: ["0001-01-01", "1999-12-31", "2000-02-29", "9999-12-31"],
    any: dates.map((d) => d.toISOString().slice(0, 10)),
    refused: ["infinity", "10000-01-01", "0001-01-01 BC"],
  },
  time: {
    type: { kind: "time", precision: 6, fixed: false },
    edges: ["00:00:00", "23:59:59.999999", "12:00:00.1"],
    any: fc.integer({ min: 0, max: day - 1 }).map((ms) =>
      new Date(ms)
        .toISOString()
        .slice(11, 23)
        .replace(/\.?0+$/, ""),
    ),
    refused: ["24:00:00"],
  },
  bytea: { type: { kind: "bytes" }, edges: [new Uint8Array(), Uint8Array.of(0, 255, 92), new Uint8Array(70_000).fill(7)], any: fc.uint8Array() },
  jsonb: { type: { kind: "json" }, edges: [{}, [], "", 'a"b', 0, 1.5, true, { a: [null, { b: "🦊" }] }] },
  json: { type: { kind: "json" }, native: "json", edges: [{ b: 1, a: 2 }, [1, "x"]] },
  enum: { type: { kind: "enum", values: ["a", "b"] }, edges: ["a", "b"] },
  "numeric enum": { type: { kind: "enum", values: [1, 2] }, edges: [1, 2] },
};
const arrayable = [
  "text",
  "uuid",
  "int4",
  "int8 as bigint",
  "float8",
  "float4",
  "bool",
  "timestamptz as Date",
  "timestamptz as text",
  "timestamp",
  "date",
  "bytea",
  "jsonb",
];
for (const name of arrayable) {
  const { type, edges } = cases[name] as Case & { readonly type: Exclude<LogicalType, { kind: "array" }> };
  Object.assign(cases, { [`array of ${name}`]: { type: { kind: "array", element: type }, edges: [[], [null], [...edges, null, ...edges]] } satisfies Case });
}

function encode(type: LogicalType, value: unknown): unknown {
  const codec = codecs[type.kind](type as never);
  return codec.encode ? codec.encode(value as never) : value;
}

describe.skipIf(url === undefined)("values of PostgreSQL, read in binary and in text", () => {
  let binary: Connection;
  let plain: Connection;
  beforeAll(async () => {
    binary = await connect(url as string, { reader: "binary" });
    plain = await connect(url as string, { reader: "text" });
  });
  afterAll(async () => {
    await binary?.close();
    await plain?.close();
  });

  const read = async (connection: Connection, prepared: PreparedQuery, value: unknown): Promise<unknown> =>
    ((await connection.run(prepared, [value])).rows[0] as { c0: unknown }).c0;

  for (const [name, { type, native = castType(type), edges, any, refused = [] }] of Object.entries(cases)) {
    const prepared = query(`select $1::${native}`, [type]);

    it(`${name}: what is written is read back, both ways`, async () => {
      for (const value of [...edges, ...(any ? fc.sample(any, 25) : [])]) {
        const encoded = encode(type, value);
        expect(await read(binary, prepared, encoded)).toStrictEqual(value);
        expect(await read(plain, prepared, encoded)).toStrictEqual(value);
      }
      expect(await read(binary, prepared, null)).toBeNull();
      expect(await read(plain, prepared, null)).toBeNull();
    });

    if (refused.length > 0) {
      it(`${name}: what a row cannot hold is a HydrationError naming the column, both ways`, async () => {
        for (const value of refused) {
          for (const connection of [binary, plain]) {
            await expect(read(connection, prepared, value)).rejects.toMatchObject({ name: "HydrationError", message: expect.stringContaining("t.c0") });
          }
        }
      });
    }

    it(`${name}: a list as one parameter finds what it holds`, async () => {
      if (type.kind === "array" || native !== castType(type)) return;
      const list = codecs[type.kind](type as never).encodeList(edges as never[]);
      const found = query(`select count(*)::int from unnest($1::${castType(type)}[]) v(x) where x = any($1::${castType(type)}[])`, [
        { kind: "integer", bits: 32 },
      ]);
      expect(await read(binary, found, list)).toBe(edges.length);
    });
  }

  it("microseconds finer than the value are cut off, before 1970 too", async () => {
    const prepared = query("select $1::timestamptz", [{ kind: "instant", form: "date", precision: 3, fixed: false }]);
    for (const connection of [binary, plain]) {
      expect(await read(connection, prepared, "1969-12-31 23:59:59.999999Z")).toStrictEqual(new Date(-1));
      expect(await read(connection, prepared, "0500-06-01 00:00:00.000999Z")).toStrictEqual(new Date("0500-06-01T00:00:00.000Z"));
    }
  });

  it("a type without a decoder runs in text", async () => {
    const prepared = query("select $1::inet::text, $1::inet, 5::numeric, 7::bigint", [
      { kind: "text" },
      { kind: "text" },
      { kind: "integer", bits: 32 },
      { kind: "integer", bits: 53 },
    ]);
    expect((await binary.run(prepared, ["10.0.0.1"])).rows).toStrictEqual([{ c0: "10.0.0.1/32", c1: "10.0.0.1", c2: 5, c3: 7 }]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openMemory } from "../../../test/support/sqlite-memory.ts";
import type { Codec } from "../../dialect/codec.ts";
import { compileSource } from "../../dialect/row-function.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { codecs, plain } from "./codecs.ts";
import { sqlite } from "./dialect.ts";

const codecOf = (type: LogicalType): Codec => (codecs[type.kind] as (type: LogicalType) => Codec)(type);
const decimalOf = (precision: number, scale: number) =>
  fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }).map((units) => {
    const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
    const body = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return units < 0n ? `-${body}` : body;
  });
const date = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0"));
const json = fc
  .jsonValue()
  .filter((value) => value !== null && !JSON.stringify(value).includes("\\u0000") && !JSON.stringify(value).includes("-0"))
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** Types with values of theirs in canonical form. */
const cases: readonly (readonly [string, LogicalType, fc.Arbitrary<unknown>])[] = [
  ["text", { kind: "text" }, text],
  ["uuid", { kind: "uuid" }, fc.uuid()],
  ["int32", { kind: "integer", bits: 32 }, fc.integer()],
  ["int53", { kind: "integer", bits: 53 }, fc.maxSafeInteger()],
  ["int64", { kind: "integer", bits: 64 }, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ["float64", { kind: "float", bits: 64 }, fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
  ["float32", { kind: "float", bits: 32 }, fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
  ["decimal(15, 4)", { kind: "decimal", precision: 15, scale: 4 }, decimalOf(15, 4)],
  ["decimal(15, 15)", { kind: "decimal", precision: 15, scale: 15 }, decimalOf(15, 15)],
  ["decimal(9, 0)", { kind: "decimal", precision: 9, scale: 0 }, decimalOf(9, 0)],
  ["decimal(38, 10)", { kind: "decimal", precision: 38, scale: 10 }, decimalOf(38, 10)],
  ["boolean", { kind: "boolean" }, fc.boolean()],
  ["Date", { kind: "instant", form: "date", precision: 3, fixed: false }, date],
  ["instant text", { kind: "instant", form: "text", precision: 6, fixed: true }, date.map((d) => `${d.toISOString().slice(0, 23)}123Z`)],
  ["datetime", { kind: "datetime", precision: 3, fixed: true }, date.map((d) => d.toISOString().slice(0, 23))],
  ["date", { kind: "date" }, date.map((d) => d.toISOString().slice(0, 10))],
  ["time", { kind: "time", precision: 0, fixed: false }, date.map((d) => d.toISOString().slice(11, 19))],
  ["bytes", { kind: "bytes" }, fc.uint8Array().map((value) => new Uint8Array(value))],
  ["json", { kind: "json" }, json],
  ["enum of text", { kind: "enum", values: ["a", "b'"] }, fc.constantFrom("a", "b'")],
  ["enum of integers", { kind: "enum", values: [1, 2] }, fc.constantFrom(1, 2)],
  ["bigints", { kind: "array", element: { kind: "integer", bits: 64 } }, fc.array(fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })))],
  ["Dates", { kind: "array", element: { kind: "instant", form: "date", precision: 3, fixed: false } }, fc.array(fc.option(date))],
  ["decimals", { kind: "array", element: { kind: "decimal", precision: 20, scale: 3 } }, fc.array(decimalOf(20, 3))],
  ["booleans", { kind: "array", element: { kind: "boolean" } }, fc.array(fc.option(fc.boolean()))],
  ["byte strings", { kind: "array", element: { kind: "bytes" } }, fc.array(fc.uint8Array().map((value) => new Uint8Array(value)))],
];

describe.each(cases)("the codec of %s", (_name, type, values) => {
  const codec = codecOf(type);
  const read = sqlite.read?.("v", type) ?? "v";

  it("gives back what a column of a real database was given, as a parameter and as a literal", async () => {
    const db = await openMemory();
    db.execute(`create table t (id integer primary key, v ${sqlite.nativeType(type)})`, []);
    fc.assert(
      fc.property(values, (value) => {
        const encoded = codec.encode ? codec.encode(value as never) : value;
        db.execute("delete from t", []);
        db.execute("insert into t values (1, ?)", [encoded]);
        db.execute(`insert into t values (2, ${sqlite.literal(value, type)})`, []);
        for (const [stored] of db.execute(`select ${read} from t`, []).rows) expect(codec.decode ? codec.decode(stored as never) : stored).toEqual(value);
      }),
      { numRuns: 60 },
    );
    db.close();
  });

  it("finds a stored value again by equality and in a list", async () => {
    const db = await openMemory();
    db.execute(`create table t (v ${sqlite.nativeType(type)})`, []);
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), (list) => {
        db.execute("delete from t", []);
        const encoded = codec.encode ? codec.encode(list[0] as never) : list[0];
        db.execute("insert into t values (?)", [encoded]);
        expect(
          db.count({ kind: "compare", operator: "=", left: { kind: "column", table: "t", name: "v", type }, right: { kind: "parameter", slot: 0, type } }, [
            encoded,
          ]),
        ).toBe(1);
        const all = { kind: "parameter", slot: 0, type, list: true } as const;
        expect(
          db.count({ kind: "inList", item: { kind: "column", table: "t", name: "v", type }, list: all, negated: false }, [codec.encodeList(list as never)]),
        ).toBe(1);
        expect(db.count({ kind: "inList", item: { kind: "column", table: "t", name: "v", type }, list: all, negated: true }, [codec.encodeList([])])).toBe(1);
      }),
      { numRuns: 40 },
    );
    db.close();
  });

  it("does inline what its functions do", () => {
    const encode = codec.encodeInline && compileSource<(v: unknown) => unknown>({}, ["v"], `return ${codec.encodeInline("v")}`);
    const slow = Symbol("slow");
    const decode = codec.decodeInline && compileSource<(v: unknown) => unknown>({ slow }, ["v"], `return ${codec.decodeInline("v", "slow")}`);
    fc.assert(
      fc.property(values, (value) => {
        const encoded = codec.encode ? codec.encode(value as never) : value;
        if (encode) expect(encode(value)).toEqual(encoded);
        if (decode) {
          const stored = typeof encoded === "bigint" ? Number(encoded) : encoded;
          const inline = decode(stored);
          if (inline !== slow) expect(inline).toEqual(codec.decode?.(stored as never));
        }
      }),
    );
    for (const odd of [undefined, "nonsense", 1.5, -0.00001, 2, Number.MAX_VALUE, new Uint8Array(1)]) {
      if (!decode || decode(odd) === slow) continue;
      expect(decode(odd)).toEqual(codec.decode?.(odd as never));
    }
  });
});

describe("what a column cannot hold", () => {
  it.each<[string, LogicalType, unknown]>([
    ["a whole number beyond 2^53", { kind: "integer", bits: 53 }, 2 ** 53],
    ["a fraction among whole numbers", { kind: "integer", bits: 32 }, 1.5],
    ["a number among texts", { kind: "text" }, 1],
    ["a 2 among booleans", { kind: "boolean" }, 2],
    ["no number among decimals", { kind: "decimal", precision: 10, scale: 2 }, "abc"],
    ["a day that is not in the calendar", { kind: "instant", form: "date", precision: 3, fixed: false }, "2026-02-30 00:00:00.000"],
    ["an hour that no day has", { kind: "instant", form: "date", precision: 3, fixed: false }, "2026-02-20 24:00:00.000"],
    ["a year 0", { kind: "instant", form: "text", precision: 3, fixed: false }, "0000-02-20 14:00:00.000"],
    ["a zone where there is none", { kind: "datetime", precision: 3, fixed: false }, "2026-02-20T10:00:00Z"],
    ["broken JSON", { kind: "json" }, "{"],
  ])("is refused: %s", (_what, type, stored) => {
    expect(() => codecOf(type).decode?.(stored as never)).toThrow();
  });
});

describe("instants of other programs", () => {
  const decode = (text: string) => {
    const instant = codecOf({ kind: "instant", form: "date", precision: 3, fixed: false }).decode?.(text as never);
    return instant instanceof Date ? instant.toISOString() : instant;
  };
  it.each([
    ["2026-11-23", "2026-11-23T00:00:00.000Z"],
    ["2026-11-23 10:20", "2026-11-23T10:20:00.000Z"],
    ["2026-11-23T10:20:30", "2026-11-23T10:20:30.000Z"],
    ["2026-11-23T10:20:30.5Z", "2026-11-23T10:20:30.500Z"],
    ["2026-11-23T10:20:30.123999+09:00", "2026-11-23T01:20:30.123Z"],
    ["1969-12-31 23:59:59.9999-0130", "1970-01-01T01:29:59.999Z"],
    ["0050-01-31 00:00:00.001", "0050-01-31T00:00:00.001Z"],
    ["2024-02-29 12:00:00.000", "2024-02-29T12:00:00.000Z"],
  ])("%s is %s, without a zone in UTC", (text, iso) => expect(decode(text)).toBe(iso));

  it("lose the digits that the column's type does not have, and trailing zeros unless fixed", () => {
    expect(codecOf({ kind: "instant", form: "text", precision: 2, fixed: false }).decode?.("2026-11-23 10:20:30.129" as never)).toBe("2026-11-23T10:20:30.12Z");
    expect(codecOf({ kind: "instant", form: "text", precision: 6, fixed: false }).decode?.("2026-11-23 10:20:30.100000" as never)).toBe(
      "2026-11-23T10:20:30.1Z",
    );
    expect(codecOf({ kind: "instant", form: "text", precision: 3, fixed: true }).decode?.("2026-11-23 10:20:30" as never)).toBe("2026-11-23T10:20:30.000Z");
  });
});

describe("values of no known column", () => {
  it("take the forms that columns give them", () => {
    expect([true, 5, 1.5, 7n, "x", null, undefined, new Date(0), { a: [1] }].map(plain)).toEqual([
      1n,
      5n,
      1.5,
      7n,
      "x",
      null,
      null,
      "1970-01-01 00:00:00.000",
      '{"a":[1]}',
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogicalType } from "../../sql/logical-type.ts";
import { arrayLiteral, parseArray } from "./array-text.ts";
import { codecs } from "./codecs.ts";

function codec(type: LogicalType) {
  const { encode, decode } = codecs[type.kind](type as never);
  return { encode: (v: unknown) => (encode ? encode(v as never) : v), decode: (v: string) => (decode ? decode(v as never) : v) };
}
const date = codec({ kind: "instant", form: "date", precision: 3, fixed: false });
const text = codec({ kind: "instant", form: "text", precision: 6, fixed: false });

describe("codecs of PostgreSQL", () => {
  it("give array elements back, whatever characters they hold", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: "binary" }))), (values) => {
        expect(parseArray(arrayLiteral(values, (value) => value))).toEqual(values);
      }),
    );
  });

  it("read arrays as the server writes them", () => {
    expect(parseArray("{}")).toEqual([]);
    expect(parseArray('{a,NULL,"NULL","b \\"c\\"","\\\\"}')).toEqual(["a", null, "NULL", 'b "c"', "\\"]);
    expect(parseArray("[0:1]={1,2}")).toEqual(["1", "2"]);
    expect(() => parseArray("{{1},{2}}")).toThrow("more than one dimension");
  });

  it("floor a Date to milliseconds, before 1970 too", () => {
    expect(date.decode("1969-12-31 23:59:59.999999+00")).toEqual(new Date(-1));
    expect(date.decode("2026-11-23 10:00:00.123999+00")).toEqual(new Date("2026-11-23T10:00:00.123Z"));
    expect(date.decode("0001-01-01 00:00:00+00")).toEqual(new Date("0001-01-01T00:00:00Z"));
  });

  it("understand text of a session in another zone", () => {
    expect(date.decode("2026-01-01 02:00:00+05:30")).toEqual(new Date("2025-12-31T20:30:00Z"));
    expect(text.decode("2026-01-01 02:00:00.5-03")).toBe("2026-01-01T05:00:00.5Z");
  });

  it("refuse infinity, years before Christ and years after 9999", () => {
    for (const value of ["infinity", "-infinity", "0044-03-15 00:00:00+00 BC", "10000-01-01 00:00:00+00"]) {
      expect(() => date.decode(value)).toThrow();
      expect(() => text.decode(value)).toThrow();
    }
    expect(() => codec({ kind: "date" }).decode("0044-03-15 BC")).toThrow();
    expect(() => codec({ kind: "time", precision: 6, fixed: false }).decode("24:00:00")).toThrow();
  });

  it("bring decimals to the column's scale and refuse to drop digits", () => {
    const decimal = codec({ kind: "decimal", precision: 10, scale: 2 });
    expect(["1.5", "1.500", "-0.10", "7"].map((value) => decimal.decode(value))).toEqual(["1.50", "1.50", "-0.10", "7.00"]);
    expect(() => decimal.decode("1.234")).toThrow("more than 2 digits");
    expect(() => decimal.decode("NaN")).toThrow();
  });

  it("refuse integers that a number does not hold exactly", () => {
    const integer = codec({ kind: "integer", bits: 53 });
    expect(integer.decode("9007199254740991")).toBe(9007199254740991);
    expect(() => integer.decode("9007199254740992")).toThrow("bigint");
    expect(codec({ kind: "integer", bits: 64 }).decode("-9223372036854775808")).toBe(-9223372036854775808n);
  });

  it("write seconds with a fixed number of digits where the column asks for it", () => {
    expect(codec({ kind: "instant", form: "text", precision: 3, fixed: true }).decode("2026-11-23 10:00:00+00")).toBe("2026-11-23T10:00:00.000Z");
    expect(codec({ kind: "datetime", precision: 6, fixed: false }).decode("2026-11-23 10:00:00.120000")).toBe("2026-11-23T10:00:00.12");
    expect(codec({ kind: "time", precision: 0, fixed: true }).decode("10:00:00.9")).toBe("10:00:00");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openMemory } from "../../../test/support/sqlite-memory.ts";
import { addDecimal, atScale, decimalKey, emptySum, sumText, unitsText } from "./decimals.ts";

const units = fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n });
const textOf = (value: bigint, scale: number) => unitsText(value, scale);

describe("decimal keys", () => {
  it("order as the numbers do, whatever their scales", () => {
    fc.assert(
      fc.property(units, units, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), (a, b, scaleA, scaleB) => {
        const [left, right] = [a * 10n ** BigInt(scaleB), b * 10n ** BigInt(scaleA)];
        const [keyA, keyB] = [decimalKey(textOf(a, scaleA)) ?? "", decimalKey(textOf(b, scaleB)) ?? ""];
        expect(keyA < keyB ? -1 : keyA > keyB ? 1 : 0).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });
  it("take numbers in any spelling and nothing else", () => {
    expect(decimalKey("1.50")).toBe(decimalKey(1.5));
    expect(decimalKey(1e21)).toBe(decimalKey("1000000000000000000000"));
    expect(decimalKey(1e-7)).toBe(decimalKey("0.0000001"));
    expect(decimalKey("-0.00")).toBe(decimalKey(0));
    expect(decimalKey(null)).toBeNull();
    expect(() => decimalKey("abc")).toThrow(TypeError);
    expect(() => decimalKey(".")).toThrow(TypeError);
  });
});

describe("decimal sums", () => {
  it("are exact", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(units, fc.integer({ min: 0, max: 6 })), { minLength: 1 }), (numbers) => {
        const finest = Math.max(...numbers.map(([, scale]) => scale));
        const expected = numbers.reduce((sum, [value, scale]) => sum + value * 10n ** BigInt(finest - scale), 0n);
        const sum = numbers.reduce((state, [value, scale]) => addDecimal(state, textOf(value, scale)), emptySum);
        expect(sumText(sum)).toBe(textOf(expected, finest));
      }),
    );
  });
  it("are there in queries, with NULL for no numbers", async () => {
    const db = await openMemory();
    db.execute("create table t (v numeric)", []);
    expect(db.execute("select ormdantic_sum(v) from t", []).rows).toEqual([[null]]);
    for (const v of [0.1, 0.2, null, 0.3, 5]) db.execute("insert into t values (?)", [v]);
    expect(db.execute("select ormdantic_sum(v) from t", []).rows).toEqual([["5.6"]]);
    db.close();
  });
});

describe("scaling", () => {
  it.each([
    [12.3, 2, "12.30"],
    ["-0.001", 2, "0.00"],
    ["-0.005", 2, "-0.01"],
    ["007.5", 0, "8"],
    [3, 1, "3.0"],
    ["1e3", 2, "1000.00"],
  ] as const)("writes %s with %i digits as %s", (value, scale, text) => {
    expect(atScale(value, scale)).toBe(text);
  });
});

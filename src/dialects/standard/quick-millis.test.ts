import fc from "fast-check";
import { expect, test } from "vitest";
import { quickMillis } from "./quick-millis.ts";

test("text of a server reads like ISO 8601 in UTC, floored to milliseconds", () => {
  const digits = fc.integer({ min: 0, max: 999_999_999 }).map((n) => String(n).padStart(9, "0"));
  const dates = fc.date({ min: new Date("0100-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
  fc.assert(
    fc.property(dates, digits, fc.integer({ min: 0, max: 9 }), (date, fraction, precision) => {
      const second = date.toISOString().slice(0, 19);
      const text = second.replace("T", " ") + (precision === 0 ? "" : `.${fraction.slice(0, precision)}`);
      const expected = second.slice(5, 10) === "02-29" ? undefined : Date.parse(`${second}.${fraction.slice(0, precision).slice(0, 3).padEnd(3, "0")}Z`);
      expect(quickMillis(text)).toBe(expected);
    }),
  );
});

test("anything else is left to those who know more forms", () => {
  const others = [
    "",
    "2026-11-23",
    "2026-11-23T10:00:00",
    "2026-11-23 10:00:00Z",
    "2026-11-23 10:00:00.",
    "2026-11-23 10:00:00.123+02",
    "2026-11-23 10:00:00.12a",
  ];
  const impossible = ["2026-13-01 00:00:00", "2026-00-10 00:00:00", "2026-04-31 00:00:00", "2026-01-01 24:00:00", "2026-01-01 00:60:00", "0099-01-01 00:00:00"];
  for (const text of [...others, ...impossible, "2026-01-01 00:00:0x", "20a6-01-01 00:00:00"]) expect(quickMillis(text)).toBeUndefined();
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { utcText } from "./utc-text.ts";

const iso = (date: Date) => date.toISOString().slice(0, 23).replace("T", " ");

test("dates are written as toISOString writes them", () => {
  const dates = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(fc.property(dates, (date) => utcText(date) === iso(date)));
});

test("around the turns of months, years and centuries", () => {
  for (const year of [1, 4, 99, 100, 101, 1582, 1600, 1700, 1899, 1900, 1904, 1969, 1970, 1999, 2000, 2001, 2100, 2400, 9999]) {
    for (let month = 0; month < 12; month++) {
      for (const day of [1, 28, 29, 30, 31]) {
        const date = new Date(Date.UTC(2000, 0, 1, 23, 59, 59, 7));
        date.setUTCFullYear(year, month, day);
        if (date.getUTCFullYear() <= 9999) expect(utcText(date)).toBe(iso(date));
      }
    }
  }
  expect(utcText(new Date(-1))).toBe("1969-12-31 23:59:59.999");
});

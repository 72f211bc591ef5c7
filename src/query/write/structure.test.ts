import { expect, test } from "vitest";
import { StructureCache } from "./structure.ts";

function counting(undefinedIs: "absent" | "another structure") {
  const cache = new StructureCache<number>(8, undefinedIs);
  let made = 0;
  return (values: Readonly<Record<string, unknown>>): number => cache.get(values, () => ++made);
}

test("rows with the same keys share what was made for them, in whatever order the keys stand", () => {
  const plan = counting("absent");
  expect([plan({ a: 1, b: 2 }), plan({ a: null, b: "x" }), plan({ b: 0, a: 0 }), plan({ a: 1 }), plan({ a: 1, b: 2 })]).toEqual([1, 1, 1, 2, 1]);
});

test("a key that holds undefined is absent, or another structure", () => {
  const absent = counting("absent");
  expect([absent({ a: 1, b: 2 }), absent({ a: 1, b: undefined }), absent({ a: 1 }), absent({ a: 1, b: 3 })]).toEqual([1, 2, 2, 1]);
  const another = counting("another structure");
  expect([another({ a: 1 }), another({ a: 1, b: undefined }), another({ a: undefined }), another({ a: 2 })]).toEqual([1, 2, 3, 1]);
});

test("what a row inherits is not its own", () => {
  const plan = counting("absent");
  expect(plan({ a: 1, constructor: "x" })).toBe(1);
  expect(plan({ a: 1, other: 2 })).toBe(2);
  expect(plan({ a: 1, constructor: "y" })).toBe(1);
  expect(plan(Object.create({ a: 1, other: 2 }, { x: { value: 1, enumerable: true }, y: { value: 1, enumerable: true } }))).toBe(3);
  class Row {
    a = 1;
    other = 2;
  }
  expect(plan(new Row() as never)).toBe(2);
});

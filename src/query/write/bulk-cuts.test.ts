import fc from "fast-check";
import { expect, test } from "vitest";
import { bulkCuts } from "./bulk-cuts.ts";

test("statements take all rows, none more than it may", () => {
  const sizes = fc.constantFrom([500], [256, 64, 16], [1], [10_000]);
  fc.assert(
    fc.property(
      sizes,
      fc.constantFrom("arrays" as const, "values" as const),
      fc.nat(40),
      fc.nat(3000),
      fc.option(fc.integer({ min: 1, max: 700 }), { nil: undefined }),
      (bulkRows, bulkInsert, width, count, batchSize) => {
        const cuts = bulkCuts({ bulkRows, bulkInsert, maxParameters: 999 }, width, count, batchSize);
        expect(cuts.reduce((sum, rows) => sum + rows, 0)).toBe(count);
        const byParameters = width === 0 ? 1 : bulkInsert === "values" ? Math.floor(999 / width) : count;
        for (const rows of cuts) {
          expect(rows).toBeGreaterThan(0);
          expect(rows).toBeLessThanOrEqual(Math.min(bulkRows[0] as number, byParameters, batchSize ?? count));
        }
      },
    ),
  );
});

test("few sizes serve any number of rows", () => {
  const capabilities = { bulkRows: [256, 64, 16], bulkInsert: "values", maxParameters: 32_766 } as const;
  const used = new Set(Array.from({ length: 1000 }, (_, count) => bulkCuts(capabilities, 5, count, undefined)).flat());
  expect(used.size).toBeLessThan(20);
});

import fc from "fast-check";
import { Ormdantic, table } from "ormdantic";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { targets, withDatabase } from "../support/servers.ts";

const Item = table("item", z.object({ id: z.int(), n: z.int().nullable(), m: z.int(), t: z.string().max(20).nullable() }), { pk: "id" });
type Row = (typeof Item)["$row"];

const numbers = [null, 0, 1, 2, 5] as const;
const texts = [null, "", "a", "A", "ab", "%", "a_b", "\\"] as const;
const rows: Row[] = numbers.flatMap((n, i) => texts.map((t, j) => ({ id: i * texts.length + j, n, m: j % 4, t })));

/** SQL's three values. */
type Truth = boolean | null;
type Filter = Readonly<Record<string, unknown>>;

const number = fc.constantFrom(0, 1, 2, 3, 5);
const text = fc.constantFrom("", "a", "A", "b", "%", "_", "a_", "\\");
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });
const numeric = fc.oneof(
  orNull(number),
  fc.record({ eq: orNull(number) }),
  fc.record({ ne: orNull(number) }),
  fc.record({ gte: number, lt: number }),
  fc.record({ in: fc.array(orNull(number), { maxLength: 4 }) }),
  fc.record({ notIn: fc.array(orNull(number), { maxLength: 4 }) }),
  fc.record({ between: fc.tuple(number, number) }),
  fc.record({ isNull: fc.boolean() }),
);
const textual = fc.oneof(
  orNull(text),
  fc.record({ contains: text }),
  fc.record({ startsWith: text }),
  fc.record({ endsWith: text }),
  fc.record({ icontains: text }),
  fc.record({ in: fc.array(orNull(text), { maxLength: 4 }) }),
  fc.record({ notIn: fc.array(orNull(text), { maxLength: 4 }) }),
  fc.record({ ne: orNull(text) }),
);
/** Filters nested no deeper than `depth`; unbounded ones would branch faster than they end. */
function filterOf(depth: number): fc.Arbitrary<Filter> {
  const leaves = { n: numeric, m: numeric, t: textual };
  if (depth === 0) return fc.record(leaves, { requiredKeys: [] });
  const inner = filterOf(depth - 1);
  const groups = { and: fc.array(inner, { maxLength: 2 }), or: fc.array(inner, { maxLength: 2 }), not: inner };
  return fc.record({ ...leaves, ...groups }, { requiredKeys: [] });
}
const filter = filterOf(2);

const all = (parts: readonly Truth[]): Truth => (parts.includes(false) ? false : parts.includes(null) ? null : true);
const any = (parts: readonly Truth[]): Truth => (parts.includes(true) ? true : parts.includes(null) ? null : false);
const negate = (part: Truth): Truth => (part === null ? null : !part);

function evaluate(where: Filter, row: Row): Truth {
  return all(
    Object.entries(where).map(([word, value]) => {
      if (word === "and") return all((value as Filter[]).map((item) => evaluate(item, row)));
      if (word === "or") return any((value as Filter[]).map((item) => evaluate(item, row)));
      if (word === "not") return negate(evaluate(value as Filter, row));
      const stored = row[word as keyof Row];
      if (value === null) return stored === null;
      if (typeof value !== "object") return stored === null ? null : stored === value;
      return all(Object.entries(value).map(([operator, operand]) => compare(operator, stored, operand)));
    }),
  );
}

function compare(operator: string, stored: number | string | null, operand: unknown): Truth {
  if (operator === "isNull") return (stored === null) === operand;
  if (operand === null) return operator === "eq" ? stored === null : stored !== null;
  if (operator === "in" || operator === "notIn") {
    const list = operand as unknown[];
    const found = any([
      ...list.filter((member) => member !== null).map((member): Truth => (stored === null ? null : member === stored)),
      ...(list.includes(null) ? [stored === null] : []),
    ]);
    const missing = all([
      ...list.filter((member) => member !== null).map((member): Truth => (stored === null ? null : member !== stored)),
      ...(list.includes(null) ? [stored !== null] : []),
    ]);
    return operator === "in" ? found : missing;
  }
  if (stored === null) return null;
  const plain: Readonly<Record<string, () => boolean>> = {
    eq: () => stored === operand,
    ne: () => stored !== operand,
    gte: () => (stored as number) >= (operand as number),
    lt: () => (stored as number) < (operand as number),
    between: () => (stored as number) >= (operand as [number, number])[0] && (stored as number) <= (operand as [number, number])[1],
    contains: () => String(stored).includes(operand as string),
    startsWith: () => String(stored).startsWith(operand as string),
    endsWith: () => String(stored).endsWith(operand as string),
    icontains: () =>
      String(stored)
        .toLowerCase()
        .includes((operand as string).toLowerCase()),
  };
  return plain[operator]?.() ?? null;
}

const ascending = (a: number, b: number): number => a - b;
const idsOf = (found: readonly Row[]): number[] => found.map((row) => row.id).sort(ascending);
async function streamedIds(found: AsyncIterable<Row>): Promise<number[]> {
  const streamed: Row[] = [];
  for await (const row of found) streamed.push(row);
  return idsOf(streamed);
}

for (const target of targets) {
  describe(target.name, () => {
    const database = withDatabase(target);
    let warm: Ormdantic;
    beforeAll(async () => {
      warm = new Ormdantic(database.url, { models: [Item] });
      await warm.init();
      await warm.table(Item).insertMany(rows);
    });
    afterAll(() => warm?.close());

    /** Runs writes in a transaction that is rolled back. */
    async function undone(write: () => Promise<void>): Promise<void> {
      const back = new Error("rolled back on purpose");
      const transaction = warm.transaction(async () => {
        await write();
        throw back;
      });
      await expect(transaction).rejects.toBe(back);
    }

    test("no predicate is dropped: every filter finds what SQL's logic says, in every kind of call", async () => {
      const items = warm.table(Item);
      await fc.assert(
        fc.asyncProperty(filter, async (where) => {
          const expected = rows.filter((row) => evaluate(where, row) === true).map((row) => row.id);
          expect(idsOf((await items.findMany(where as never)).data)).toEqual(expected);
          expect(await items.count(where as never)).toBe(expected.length);
          expect(await items.exists(where as never)).toBe(expected.length > 0);
          expect(await streamedIds(items.stream(where as never))).toEqual(expected);
        }),
        { numRuns: target.dialect === "sqlite" ? 300 : 120 },
      );
    });

    test("no predicate is dropped from a write: the rows it reaches are those the filter finds, and no other", async () => {
      const items = warm.table(Item);
      await fc.assert(
        fc.asyncProperty(filter, async (where) => {
          const expected = rows.filter((row) => evaluate(where, row) === true).map((row) => row.id);
          const others = rows.map((row) => row.id).filter((id) => !expected.includes(id));
          await undone(async () => {
            expect(await items.updateWhere(where as never, { m: 99 }, { allowAll: true })).toBe(expected.length);
            expect(idsOf((await items.findMany({ m: 99 })).data)).toEqual(expected);
          });
          await undone(async () => {
            expect(await items.deleteWhere(where as never, { allowAll: true })).toBe(expected.length);
            expect(idsOf((await items.findMany()).data)).toEqual(others);
          });
        }),
        { numRuns: target.dialect === "sqlite" ? 150 : 60 },
      );
    });

    test("a plan from the cache gives what a plan made anew gives", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(filter, { minLength: 2, maxLength: 6 }), async (filters) => {
          for (const where of filters) {
            const cold = new Ormdantic(database.url, { models: [Item] });
            try {
              const options = { orderBy: ["-m", "id"], limit: 7, offset: 1 } as const;
              const anew = await cold.table(Item).findMany(where as never, options);
              expect((await warm.table(Item).findMany(where as never, options)).data).toEqual(anew.data);
            } finally {
              await cold.close();
            }
          }
        }),
        { numRuns: 15 },
      );
    });
  });
}

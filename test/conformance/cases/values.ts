import { HydrationError, QueryError, ValidationError } from "ormdantic";
import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import { Everything, Maybe } from "../models.ts";

export const edges = [
  {
    id: 1,
    text: "",
    bounded: "",
    uuid: "00000000-0000-4000-8000-000000000000",
    int32: -2147483648,
    int: Number.MIN_SAFE_INTEGER,
    big: -(2n ** 63n),
    double: 0.1,
    float32: Math.fround(0.1),
    money: "0.00",
    wide: "-12345678901234567890.123456789",
    flag: false,
    at: new Date("0001-01-01T00:00:00.000Z"),
    precise: "1969-12-31T23:59:59.999999Z",
    local: "1999-12-31T23:59:59.5",
    day: "0001-01-01",
    clock: "00:00:00",
    blob: new Uint8Array(),
    doc: { title: "", at: new Date(0), big: -(2n ** 63n), tags: [] },
    anything: null as never,
    color: "red" as const,
    level: 1 as const,
    words: [],
    numbers: [],
    shape: { kind: "circle" as const, r: 0.5 },
    scores: {},
    price: 0.01,
  },
  {
    id: 2,
    text: "naïve 🙂 '\"\\%_ \n\t`;--",
    bounded: "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂",
    uuid: "ffffffff-ffff-4fff-bfff-ffffffffffff",
    int32: 2147483647,
    int: Number.MAX_SAFE_INTEGER,
    big: 2n ** 63n - 1n,
    double: Number.MAX_VALUE,
    float32: Math.fround(3.4e38),
    money: "9999999999.99",
    wide: "12345678901234567890.123456789",
    flag: true,
    at: new Date("9999-12-31T23:59:59.999Z"),
    precise: "2024-02-29T12:34:56.123456Z",
    local: "2024-02-29T12:34:56.123456",
    day: "9999-12-31",
    clock: "23:59:59.999999",
    blob: Uint8Array.from({ length: 256 }, (_, i) => i),
    doc: { title: 'a "quoted" \\ title', at: new Date("2024-02-29T12:34:56.789Z"), big: 2n ** 63n - 1n, tags: ["x", "y'z"] },
    anything: { nested: [1, "two", { three: null }, true, 2.5e-7] },
    color: "blue" as const,
    level: 3 as const,
    words: ["", "a,b", '"quoted"', "{brace}", "NULL", "back\\slash", "🙂"],
    numbers: [-1, 0, Number.MAX_SAFE_INTEGER],
    shape: { kind: "square" as const, side: 2 },
    scores: { a: 1.5, "b c": -2 },
    price: -12.34,
  },
] satisfies Partial<(typeof Everything)["$insert"]>[];

const full = edges.map((row) => ({ ...row, anything: row.anything ?? { was: "null" } })) as unknown as (typeof Everything)["$insert"][];

conforms("every type comes back equal from insert, insertMany, findOne, findMany, stream, pages, update and upsert", async ({ db }) => {
  const table = db.table(Everything);
  for (const row of full) expect(await table.insert(row)).toEqual(row);
  await table.deleteWhere({}, { allowAll: true });
  expect(await table.insertMany(full)).toEqual(full);
  for (const row of full) expect(await table.findOne(row.id)).toEqual(row);
  expect((await table.findMany({}, { orderBy: ["id"] })).data).toEqual(full);
  const streamed: unknown[] = [];
  for await (const row of table.stream({}, { orderBy: ["id"] })) streamed.push(row);
  expect(streamed).toEqual(full);
  expect((await table.findPage({}, { first: 5 })).data).toEqual(full);
  for (const row of full) expect(await table.update(row as never)).toEqual(row);
  expect(await table.upsertMany(full)).toEqual(full);
  expect((await table.findMany({}, { orderBy: ["id"], validate: true })).data).toEqual(full);
});

conforms("a filter finds what was written, for every comparable type", async ({ db }) => {
  const table = db.table(Everything);
  await table.insertMany(full);
  for (const row of full) {
    for (const [column, value] of Object.entries(row)) {
      if (column === "id" || column === "float32" || column === "double") continue;
      expect(await table.count({ id: row.id, [column]: { eq: value } } as never), `${column} eq`).toBe(1);
      if (["doc", "anything", "words", "numbers", "shape", "scores"].includes(column)) continue;
      expect(await table.count({ id: row.id, [column]: { in: [value] } } as never), `${column} in`).toBe(1);
      expect(await table.count({ id: row.id, [column]: { in: Array.from({ length: 70 }, () => value) } } as never), `${column} in a long list`).toBe(1);
      expect(await table.count({ id: row.id, [column]: { notIn: [value] } } as never), `${column} notIn`).toBe(0);
    }
  }
});

conforms("null and absent read as the schema says, on every path", async ({ db }) => {
  const table = db.table(Maybe);
  const nulls = {
    id: 1,
    text: null,
    bounded: null,
    uuid: null,
    int: null,
    big: null,
    double: null,
    float32: null,
    money: null,
    wide: null,
    at: null,
    precise: null,
    local: null,
    day: null,
    clock: null,
    blob: null,
    anything: null,
    color: null,
    level: null,
    words: null,
    numbers: null,
    shape: null,
    scores: null,
    price: null,
  };
  expect(await table.insert(nulls)).toEqual(nulls);
  expect(await table.findOne(1)).toEqual(nulls);
  expect(Object.keys((await table.findOne(1)) ?? {})).not.toContain("int32");
  expect(await table.insertMany([{ ...nulls, id: 2 }])).toEqual([{ ...nulls, id: 2 }]);
  expect((await table.findMany({ flag: null, int32: null, text: null, doc: null }, { orderBy: ["id"] })).data).toHaveLength(2);
  const filled = await table.update(1, { int32: 5, flag: true, doc: { title: "t", at: new Date(5), big: 1n, tags: ["a"] } });
  expect(filled).toMatchObject({ int32: 5, flag: true, doc: { title: "t", at: new Date(5), big: 1n, tags: ["a"] } });
  expect(await table.update(1, { int32: null, flag: null, doc: null })).toEqual(nulls);
  expect((await table.findMany({ id: 1 }, { validate: true })).data).toEqual([nulls]);
});

conforms("values come back in canonical form, and filters understand other spellings", async ({ db }) => {
  const table = db.table(Everything);
  const [first] = full;
  const given = {
    ...first,
    id: 9,
    uuid: "ABCDEFAB-CDEF-4ABC-8DEF-ABCDEFABCDEF",
    money: "7.5",
    wide: "1.0",
    precise: "2024-01-01T10:00:00.120000Z",
    clock: "10:00:00.50",
    double: -0,
  } as (typeof Everything)["$insert"];
  const stored = await table.insert(given);
  expect(stored).toMatchObject({
    uuid: "abcdefab-cdef-4abc-8def-abcdefabcdef",
    money: "7.50",
    wide: "1.000000000",
    precise: "2024-01-01T10:00:00.12Z",
    clock: "10:00:00.5",
  });
  expect(Object.is(stored.double, 0)).toBe(true);
  expect(stored).toEqual(await table.findOne(9));
  expect(await table.count({ uuid: "ABCDEFAB-CDEF-4ABC-8DEF-ABCDEFABCDEF", money: "7.5", wide: "1", precise: "2024-01-01T10:00:00.12Z" })).toBe(1);
});

conforms("what no database can hold is refused before any SQL, and nothing is written", async ({ db }) => {
  const table = db.table(Everything);
  const [good] = full as [(typeof Everything)["$insert"]];
  const bad: Record<string, unknown> = {
    text: "nul\0",
    bounded: "x".repeat(21),
    uuid: "no-uuid",
    int32: 2147483648,
    int: 2 ** 53,
    big: 2n ** 63n,
    double: Number.NaN,
    float32: Number.POSITIVE_INFINITY,
    money: "12345678901.00",
    wide: "123456789012345678901.000000000",
    at: new Date(Number.NaN),
    precise: "yesterday",
    local: "2024-13-01T00:00:00",
    day: "2024-02-30",
    clock: "25:00:00",
    doc: { title: 1 },
    color: "pink",
    level: 4,
    words: ["\0"],
    price: "x",
  };
  for (const [column, value] of Object.entries(bad)) {
    await expect(table.insert({ ...good, [column]: value } as never), column).rejects.toThrow(ValidationError);
    await expect(table.insert({ ...good, [column]: value } as never), column).rejects.toThrow(column);
  }
  await expect(table.insert({ ...good, money: "1.005" })).rejects.toThrow(ValidationError);
  await expect(table.insert({ ...good, text: "\uD800" })).rejects.toThrow(ValidationError);
  await expect(table.insertMany([good, { ...good, id: 2, at: new Date("+010000-01-01T00:00:00Z") }])).rejects.toThrow(ValidationError);
  expect(await table.count()).toBe(0);
  await expect(table.findMany({ text: 1 } as never)).rejects.toThrow(QueryError);
  await expect(table.findMany({ at: new Date(Number.NaN) })).rejects.toThrow(/at/);
  await expect(table.findMany({ text: "nul\0" })).rejects.toThrow(/text/);
});

conforms("a stored value that does not fit the schema is a HydrationError with validate, naming the column", async ({ db, quote }) => {
  const table = db.table(Everything);
  await table.insert(full[0] as (typeof Everything)["$insert"]);
  await db.native.execute(`update ${quote("everything")} set ${quote("anything")} = '{"a":1}', ${quote("scores")} = '{"a":"text"}'`);
  await expect(table.findMany({}, { validate: true })).rejects.toThrow(HydrationError);
  await expect(table.findMany({}, { validate: true })).rejects.toThrow(/scores/);
});

import { QueryError } from "ormdantic";
import { expect } from "vitest";
import { type Bench, conforms } from "../conformance.ts";
import { Flavor, Hostile, Line } from "../models.ts";

const fill = (db: Bench["db"], count = 25) =>
  db.table(Flavor).insertMany(
    Array.from({ length: count }, (_, i) => ({
      name: `flavor ${String(i).padStart(3, "0")}`,
      rating: i % 5,
      supplierId: null,
      note: i % 4 === 0 ? null : `n${i % 3}`,
    })),
  );

conforms("findOne takes a key or a filter, and gives null when nothing is there", async ({ db }) => {
  const [first] = await fill(db, 3);
  const table = db.table(Flavor);
  expect(await table.findOne(first?.id ?? 0)).toEqual(first);
  expect((await table.findOne({ name: "flavor 002" }))?.name).toBe("flavor 002");
  expect((await table.findOne({ rating: { gte: 0 } }, { orderBy: ["-name"] }))?.name).toBe("flavor 002");
  expect(await table.findOne(-1)).toBeNull();
  for (const key of [undefined, null, {}, "one"]) await expect(table.findOne(key as never)).rejects.toThrow(QueryError);
});

conforms("rows are plain objects, or have the class's members and nothing of its constructor", async ({ db }) => {
  await fill(db, 1);
  const row = await db.table(Flavor).findOne({ name: "flavor 000" });
  expect(row?.stars).toBe("");
  expect(row).toBeInstanceOf(Flavor);
  expect(Object.keys(row ?? {})).toEqual(["id", "name", "rating", "supplierId", "note", "createdAt"]);
  const line = await db.table(Line).insert({ orderId: 1, no: 1, product: "x" });
  expect(Object.getPrototypeOf(line)).toBe(Object.prototype);
});

conforms("composite keys find, update and delete exactly one row", async ({ db }) => {
  const table = db.table(Line);
  await table.insertMany([1, 2, 3].flatMap((orderId) => [1, 2].map((no) => ({ orderId, no, product: `p${orderId}${no}` }))));
  expect(await table.findOne({ orderId: 2, no: 1 })).toEqual({ orderId: 2, no: 1, product: "p21", quantity: 1 });
  expect(await table.update({ orderId: 2, no: 1 }, { quantity: 7 })).toEqual({ orderId: 2, no: 1, product: "p21", quantity: 7 });
  expect(await table.delete({ orderId: 2, no: 1 })).toBe(true);
  expect(await table.delete({ orderId: 2, no: 1 })).toBe(false);
  expect(await table.count()).toBe(5);
  await expect(table.update({ orderId: 2 } as never, { quantity: 1 })).rejects.toThrow(/"no" is missing/);
  await expect(table.delete(2 as never)).rejects.toThrow(/orderId, no/);
});

conforms("order is by column and direction, NULLs first ascending and last descending unless asked", async ({ db }) => {
  await fill(db, 8);
  const table = db.table(Flavor);
  const notes = async (options: { readonly orderBy: readonly unknown[] }) =>
    [...(await table.findMany({}, options as { orderBy: ["note"] }))].map((row) => row.note);
  expect(await notes({ orderBy: ["note", "name"] })).toEqual([null, null, "n0", "n0", "n1", "n1", "n2", "n2"]);
  expect(await notes({ orderBy: ["-note", "name"] })).toEqual(["n2", "n2", "n1", "n1", "n0", "n0", null, null]);
  expect(await notes({ orderBy: [Flavor.c.note.asc({ nulls: "last" })] })).toEqual(["n0", "n0", "n1", "n1", "n2", "n2", null, null]);
  expect(await notes({ orderBy: [Flavor.c.note.desc({ nulls: "first" })] })).toEqual([null, null, "n2", "n2", "n1", "n1", "n0", "n0"]);
  await expect(table.findMany({}, { orderBy: ["-nope"] as never })).rejects.toThrow(QueryError);
});

conforms("limit and offset window the rows, by primary key when no order is given", async ({ db }) => {
  const rows = await fill(db);
  const table = db.table(Flavor);
  const page = await table.findMany({ rating: { lt: 5 } }, { limit: 5, offset: 10, withTotal: true });
  expect(page.data).toEqual(rows.slice(10, 15));
  expect({ ...page, data: [] }).toEqual({ data: [], offset: 10, limit: 5, total: 25 });
  expect([...page].length).toBe(5);
  expect((await table.findMany({}, { offset: 20 })).data).toEqual(rows.slice(20));
  expect((await table.findMany({}, { limit: 0 })).data).toEqual([]);
  for (const options of [{ limit: -1 }, { limit: 1.5 }, { offset: Number.NaN }, { limt: 5 }])
    await expect(table.findMany({}, options as never)).rejects.toThrow(QueryError);
});

conforms("select reads only the columns asked for", async ({ db }) => {
  await fill(db, 2);
  const table = db.table(Flavor);
  const row = await table.findOne({ name: "flavor 001" }, { select: ["name", "rating"] });
  expect(row).toEqual({ name: "flavor 001", rating: 1 });
  expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  await expect(table.findMany({}, { select: [] as never })).rejects.toThrow(QueryError);
});

conforms("keyset pages walk the whole table both ways, with ties and NULLs in the order", async ({ db }) => {
  const rows = await fill(db);
  const table = db.table(Flavor);
  for (const orderBy of [
    ["rating"],
    ["-note", "rating"],
    ["note", "-rating"],
    [Flavor.c.note.asc({ nulls: "last" })],
    [Flavor.c.note.desc({ nulls: "first" }), "name"],
  ] as never[]) {
    const expected = (await table.findMany({}, { orderBy: [...(orderBy as string[]), "id"] as never })).data.map((row) => row.id);
    const forwards: number[] = [];
    let page = await table.findPage({}, { orderBy, first: 4 });
    expect(page.hasPrevious).toBe(false);
    for (;;) {
      forwards.push(...page.data.map((row) => row.id));
      if (!page.hasNext) break;
      page = await table.findPage({}, { orderBy, first: 4, after: page.endCursor ?? "" });
    }
    expect(forwards).toEqual(expected);
    const backwards: number[] = [];
    for (;;) {
      backwards.unshift(...page.data.map((row) => row.id));
      if (!page.hasPrevious) break;
      page = await table.findPage({}, { orderBy, last: 4, before: page.startCursor ?? "" });
    }
    expect(backwards).toEqual(expected);
  }
  expect(rows).toHaveLength(25);
});

conforms("a cursor of another filter or order is refused, and so is nonsense", async ({ db }) => {
  await fill(db, 5);
  const table = db.table(Flavor);
  const { endCursor } = await table.findPage({ rating: 1 }, { first: 1 });
  const after = endCursor ?? "";
  await expect(table.findPage({ rating: 2 }, { first: 1, after })).rejects.toThrow(/another filter or order/);
  await expect(table.findPage({ rating: 1 }, { first: 1, after, orderBy: ["-id"] })).rejects.toThrow(/another filter or order/);
  await expect(table.findPage({ rating: 1 }, { first: 1, after: "zzz" })).rejects.toThrow(QueryError);
  await expect(table.findPage({}, { first: 1, before: after })).rejects.toThrow(QueryError);
  const empty = await table.findPage({ rating: 99 }, { first: 3 });
  expect(empty).toEqual({ data: [], hasNext: false, hasPrevious: false, startCursor: null, endCursor: null });
});

conforms("a stream gives every row once, in order, and can be left at any time", async ({ db }) => {
  await fill(db, 60);
  const table = db.table(Flavor);
  const names: string[] = [];
  for await (const row of table.stream({}, { orderBy: ["-name"], batch: 7, limit: 50, offset: 5 })) names.push(row.name);
  expect(names).toEqual((await table.findMany({}, { orderBy: ["-name"], limit: 50, offset: 5 })).data.map((row) => row.name));
  for (let i = 0; i < 15; i++) {
    for await (const row of table.stream({}, { batch: 5 })) {
      expect(row.name).toBeTypeOf("string");
      break;
    }
  }
  await expect(async () => {
    for await (const _ of table.stream({}, { batch: 5 })) throw new Error("mine");
  }).rejects.toThrow("mine");
  expect(await table.count()).toBe(60);
});

conforms("other calls go on while a stream is open", async ({ db }) => {
  await fill(db, 30);
  const table = db.table(Flavor);
  let seen = 0;
  for await (const row of table.stream({}, { batch: 5 })) {
    seen++;
    if (seen % 10 === 0) await table.update(row.id, { note: "seen" });
  }
  expect(seen).toBe(30);
  expect(await table.count({ note: "seen" })).toBe(3);
});

conforms("names that no SQL should hold work like any other", async ({ db }) => {
  const table = db.table(Hostile);
  const row = { id: 1, select: "a", "semi;colon": "b", 'quo"te': null, "back`tick": 3 };
  expect(await table.insert(row)).toEqual(row);
  expect(await table.update(1, { 'quo"te': "c", "semi;colon": null })).toEqual({ ...row, 'quo"te': "c", "semi;colon": null });
  expect((await table.findMany({ select: { startsWith: "a" }, "back`tick": { in: [3] } }, { orderBy: ['-quo"te', "select"] })).data).toHaveLength(1);
  expect(await table.upsert({ ...row, "back`tick": 4 })).toEqual({ ...row, "back`tick": 4 });
  expect(await table.deleteWhere({ "back`tick": 4 })).toBe(1);
});

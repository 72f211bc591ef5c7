import { CheckViolationError, ForeignKeyViolationError, NotFoundError, QueryError, StaleDataError, UniqueViolationError, ValidationError } from "ormdantic";
import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import { Account, Flavor, Line, Supplier, Total } from "../models.ts";

const nobody = "00000000-0000-4000-8000-00000000dead";

conforms("insert gives back what the database and the schema filled in", async ({ db }) => {
  const before = Date.now();
  const supplier = await db.table(Supplier).insert({ name: "Acme" });
  expect(supplier.id).toMatch(/^[0-9a-f-]{36}$/);
  const flavor = await db.table(Flavor).insert({ name: "Vanilla", supplierId: supplier.id });
  expect(flavor).toMatchObject({ name: "Vanilla", rating: 3, supplierId: supplier.id, note: null });
  expect(flavor.id).toBeGreaterThan(0);
  expect(Math.abs(flavor.createdAt.getTime() - before)).toBeLessThan(60_000);
  expect(await db.table(Flavor).findOne(flavor.id)).toEqual(flavor);
  const given = await db.table(Flavor).insert({ id: flavor.id + 1000, name: "Own key", supplierId: null, createdAt: new Date(5), note: undefined as never });
  expect(given).toMatchObject({ id: flavor.id + 1000, createdAt: new Date(5) });
});

conforms("insertMany keeps the order of its input, whatever keys and columns each row gives", async ({ db }) => {
  const table = db.table(Flavor);
  const values = Array.from({ length: 1_000 }, (_, i) => ({
    name: `n${(i * 7919) % 1_000}`,
    supplierId: null,
    ...(i % 3 === 0 && { rating: i % 6 }),
    ...(i % 5 === 0 && { createdAt: new Date(i) }),
    ...(i % 50 === 7 && { id: 1_000_000 + i }),
  }));
  const rows = await table.insertMany(values);
  expect(rows.map((row) => row.name)).toEqual(values.map((row) => row.name));
  expect(new Set(rows.map((row) => row.id)).size).toBe(1_000);
  for (const [i, row] of rows.entries())
    expect(row).toMatchObject({
      rating: values[i]?.rating ?? 3,
      ...(values[i]?.createdAt && { createdAt: values[i]?.createdAt }),
      ...(values[i]?.id && { id: values[i]?.id }),
    });
  const stored = new Map((await table.findMany()).data.map((row) => [row.id, row]));
  expect(rows.map((row) => stored.get(row.id))).toEqual(rows);
  expect(await table.insertMany([])).toEqual([]);
  expect(
    await table.insertMany(
      [
        { name: "x1", supplierId: null },
        { name: "x2", supplierId: null },
        { name: "x3", supplierId: null },
      ],
      { batchSize: 2 },
    ),
  ).toHaveLength(3);
});

conforms("insertMany writes all rows or none", async ({ db }) => {
  const table = db.table(Flavor);
  const values = Array.from({ length: 300 }, (_, i) => ({ name: i === 250 ? "n1" : `n${i}`, supplierId: null }));
  await expect(table.insertMany(values)).rejects.toThrow(UniqueViolationError);
  expect(await table.count()).toBe(0);
  await expect(
    table.insertMany([
      { name: "good", supplierId: null },
      { name: "bad", supplierId: null, rating: 9 },
    ]),
  ).rejects.toThrow(ValidationError);
  expect(await table.count()).toBe(0);
});

conforms("computed columns come back and cannot be written", async ({ db }) => {
  const table = db.table(Total);
  const row = await table.insert({ id: 1, quantity: 3, price: 5 });
  expect(row).toEqual({ id: 1, quantity: 3, price: 5, total: 15 });
  expect(
    await table.insertMany([
      { id: 2, quantity: 2, price: 2 },
      { id: 3, quantity: 1, price: 9 },
    ]),
  ).toEqual([
    { id: 2, quantity: 2, price: 2, total: 4 },
    { id: 3, quantity: 1, price: 9, total: 9 },
  ]);
  expect(await table.update({ ...row, quantity: 4 })).toEqual({ id: 1, quantity: 4, price: 5, total: 20 });
  await expect(table.insert({ id: 4, quantity: 1, price: 1, total: 7 })).rejects.toThrow(/total.*computed/);
});

conforms("update changes only the given columns and gives back the row", async ({ db }) => {
  const table = db.table(Flavor);
  const row = await table.insert({ name: "a", supplierId: null, note: "keep" });
  expect(await table.update(row.id, { rating: 5 })).toEqual({ ...row, rating: 5 });
  expect(await table.update({ ...row, name: "b" })).toEqual({ ...row, name: "b" });
  expect(await table.update(row.id, { note: null })).toEqual({ ...row, name: "b", note: null });
  expect(await table.update(row.id, {})).toEqual({ ...row, name: "b", note: null });
  await expect(table.update(-1, { rating: 1 })).rejects.toThrow(NotFoundError);
  await expect(table.update(-1, {})).rejects.toThrow(NotFoundError);
  await expect(table.update(row.id, { rating: undefined as never })).rejects.toThrow(/undefined/);
  await expect(table.update(row.id, { ratin: 1 } as never)).rejects.toThrow(/ratin/);
  await expect(table.update(row.id, { id: 5 } as never)).rejects.toThrow(/primary key/);
  await expect(table.update(row.id, { rating: 7 })).rejects.toThrow(ValidationError);
  await expect(table.update({ name: "x" } as never)).rejects.toThrow(QueryError);
  expect(await table.findOne(row.id)).toEqual({ ...row, name: "b", note: null });
});

conforms("a version column refuses what was changed meanwhile", async ({ db }) => {
  const table = db.table(Account);
  const row = await table.insert({ id: "a", balance: "1" });
  expect(row).toEqual({ id: "a", balance: "1.00", version: 1 });
  expect(await table.update({ ...row, balance: "2" })).toEqual({ id: "a", balance: "2.00", version: 2 });
  await expect(table.update({ ...row, balance: "3" })).rejects.toThrow(StaleDataError);
  await expect(table.update({ ...row, id: "b" })).rejects.toThrow(NotFoundError);
  expect(await table.update("a", { balance: "4" })).toMatchObject({ balance: "4.00", version: 3 });
  expect(await table.updateWhere({ id: "a" }, { balance: "5" })).toBe(1);
  expect(await table.upsert({ id: "a", balance: "6" })).toEqual({ id: "a", balance: "6.00", version: 5 });
});

conforms("upsert inserts, or updates what the caller wrote and nothing else", async ({ db }) => {
  const table = db.table(Flavor);
  const row = await table.insert({ name: "a", supplierId: null, rating: 5, note: "keep" });
  expect(await table.upsert({ id: row.id, name: "b", supplierId: null })).toEqual({ ...row, name: "b" });
  expect(await table.upsert({ id: row.id + 1, name: "c", supplierId: null })).toMatchObject({ id: row.id + 1, name: "c", rating: 3 });
  expect(await table.upsert({ name: "b", supplierId: null, note: "new" }, { conflict: ["name"] })).toEqual({ ...row, name: "b", note: "new" });
  expect(await table.upsert({ name: "b", supplierId: null, note: "no", rating: 1 }, { conflict: ["name"], update: ["rating"] })).toEqual({
    ...row,
    name: "b",
    note: "new",
    rating: 1,
  });
  expect(await table.upsert({ name: "b", supplierId: null, note: "no" }, { conflict: ["name"], update: [] })).toEqual({
    ...row,
    name: "b",
    note: "new",
    rating: 1,
  });
  const fresh = await table.upsert({ name: "z", supplierId: null }, { conflict: ["name"] });
  expect(fresh).toEqual(await table.findOne({ name: "z" }));
  await expect(table.upsert({ name: "x", supplierId: null } as never)).rejects.toThrow(/needs a value for "id"/);
  await expect(table.upsert({ name: "x", supplierId: null }, { conflict: ["rating"] })).rejects.toThrow(/no unique key/);
});

conforms("upsertMany gives rows in input order, new and stored ones mixed", async ({ db }) => {
  const table = db.table(Line);
  await table.insertMany(Array.from({ length: 100 }, (_, i) => ({ orderId: 1, no: i * 2, product: "old", quantity: 9 })));
  const values = Array.from({ length: 200 }, (_, i) => ({ orderId: 1, no: (i * 77) % 200, product: `p${i}`, ...(i % 2 === 0 && { quantity: i }) }));
  const rows = await table.upsertMany(values);
  expect(rows.map((row) => [row.no, row.product])).toEqual(values.map((row) => [row.no, row.product]));
  for (const [i, row] of rows.entries()) expect(row.quantity).toBe(values[i]?.quantity ?? ((values[i]?.no ?? 0) % 2 === 0 ? 9 : 1));
  expect(await table.count()).toBe(200);
  expect(await table.upsertMany([])).toEqual([]);
  await expect(
    table.upsertMany([
      { orderId: 1, no: 1, product: "a" },
      { orderId: 1, no: 1, product: "b" },
    ]),
  ).rejects.toThrow(/same key/);
});

conforms("delete tells the truth, and a write without a filter must be meant", async ({ db }) => {
  const table = db.table(Flavor);
  const rows = await table.insertMany(["a", "b", "c"].map((name) => ({ name, supplierId: null })));
  expect(await table.delete(rows[0]?.id ?? 0)).toBe(true);
  expect(await table.delete(rows[0]?.id ?? 0)).toBe(false);
  for (const where of [{}, undefined, null, { and: [] }, { and: [{}] }, { name: {} }]) {
    await expect(table.deleteWhere(where as never), JSON.stringify(where)).rejects.toThrow(/no filter/);
    await expect(table.updateWhere(where as never, { rating: 1 }), JSON.stringify(where)).rejects.toThrow(/no filter/);
  }
  expect(await table.count()).toBe(2);
  expect(await table.updateWhere({}, { rating: 1 }, { allowAll: true })).toBe(2);
  expect(await table.deleteWhere({}, { allowAll: true })).toBe(2);
});

conforms("unknown keys, missing columns and relations in a write are refused with their names", async ({ db }) => {
  const table = db.table(Flavor);
  await expect(table.insert({ name: "a", supplierId: null, flavour: 1 } as never)).rejects.toThrow(/"flavour"/);
  await expect(table.insert({ supplierId: null } as never)).rejects.toThrow(/"name"/);
  await expect(table.insert({ name: "a" } as never)).rejects.toThrow(/"supplierId"/);
  await expect(table.insert({ name: "a", supplierId: null, supplier: {} } as never)).rejects.toThrow(/relation/);
  await expect(table.insert(null as never)).rejects.toThrow(QueryError);
  await expect(table.insertMany({} as never)).rejects.toThrow(QueryError);
  await expect(table.insert({ name: 5, supplierId: "x", rating: 9 } as never)).rejects.toThrow(/name.*rating.*supplierId|name.*supplierId.*rating/s);
  expect(await table.count()).toBe(0);
});

conforms("constraints of the database come back as typed errors that name them", async ({ db }) => {
  const table = db.table(Flavor);
  await table.insert({ name: "taken", supplierId: null });
  const unique = await table.insert({ name: "taken", supplierId: null }).catch((error: unknown) => error);
  expect(unique).toBeInstanceOf(UniqueViolationError);
  expect(unique).toMatchObject({ code: "QUERY.UNIQUE_VIOLATION", retryable: false });
  expect(JSON.stringify([(unique as UniqueViolationError).message, (unique as UniqueViolationError).context])).toMatch(/name/);
  await expect(table.insert({ name: "orphan", supplierId: nobody })).rejects.toThrow(ForeignKeyViolationError);
  await expect(table.insert({ name: "", supplierId: null })).rejects.toThrow(CheckViolationError);
  const supplier = await db.table(Supplier).insert({ name: "Parent" });
  await table.insert({ name: "child", supplierId: supplier.id });
  expect(await db.table(Supplier).delete(supplier.id)).toBe(true);
  expect(await table.count({ name: "child" })).toBe(0);
  expect(await table.count()).toBe(1);
});

import {
  avg,
  caseWhen,
  cast,
  coalesce,
  concat,
  count,
  cte,
  deleteQuery,
  exists,
  from,
  insertQuery,
  literal,
  lower,
  max,
  QueryError,
  selectQuery,
  subquery,
  updateQuery,
} from "ormdantic";
import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import { Account, Flavor, Line, Supplier } from "../models.ts";
import { fill } from "./flavors.ts";

const c = Flavor.c;

conforms("updates and deletes by query say how many, and give rows back where the database can", async ({ db, dialect }) => {
  await fill(db);
  const raise = updateQuery(Flavor, "f")
    .from(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id))
    .set(({ f, s }) => ({ note: s.name, rating: caseWhen(f.rating.lt(5), f.rating.plus(1)).else(5) }))
    .where(({ s }) => s.name.eq("North"));
  expect(await db.query(raise).execute()).toBe(2);
  expect(await db.query(selectQuery(Flavor, { n: c.note, r: c.rating }, { where: c.note.eq("North"), orderBy: [c.rating.asc()] })).all()).toEqual([
    { n: "North", r: 4 },
    { n: "North", r: 5 },
  ]);
  const clear = updateQuery(Flavor)
    .set({ note: null })
    .where(({ flavor }) => flavor.note.isNotNull())
    .returning(({ flavor }) => ({ name: flavor.name, note: flavor.note, createdAt: flavor.createdAt }));
  if (dialect === "mariadb" || dialect === "mysql") await expect(db.query(clear).all()).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED" });
  else {
    const rows = await db.query(clear).all();
    expect(rows.map(({ name }) => name).sort()).toEqual(["Lemon", "Mint", "Vanilla"]);
    expect(rows.every(({ note, createdAt }) => note === null && createdAt instanceof Date)).toBe(true);
  }
  const gone = deleteQuery(Flavor).where((f) => f.supplierId.isNull());
  expect(await db.query(gone).execute()).toBe(1);
  expect(() => db.query(deleteQuery(Flavor))).toThrow(/say everywhere\(\)/);
  expect(() => db.query(updateQuery(Flavor).set({ rating: 1 }))).toThrow(/say everywhere\(\)/);
  expect(() => db.query(updateQuery(Flavor).everywhere())).toThrow(/sets nothing/);
  await expect(db.query(updateQuery(Flavor).set({ rating: 9 }).everywhere()).execute()).rejects.toMatchObject({ name: "ValidationError" });
  expect(await db.query(deleteQuery(Flavor).everywhere()).execute()).toBe(4);
});

conforms("rows are deleted by other tables, each once", async ({ db, dialect }) => {
  await fill(db);
  const names = async () => (await db.query(selectQuery(Flavor, { name: c.name }, { orderBy: [c.name.asc()] })).values()).join(" ");
  await db.table(Line).insertMany([
    { orderId: 1, no: 1, product: "Mint", quantity: 2 },
    { orderId: 1, no: 2, product: "Mint", quantity: 3 },
    { orderId: 2, no: 1, product: "Berry", quantity: 9 },
  ]);
  const ordered = deleteQuery(Flavor, "f")
    .using(Line, "l", ({ f, l }) => l.product.eq(f.name))
    .where(({ l }) => l.quantity.lt(5));
  expect(await db.query(ordered).execute()).toBe(1);
  expect(await names()).toBe("Berry Lemon Stray Vanilla");
  const counts = from(Flavor, "g")
    .groupBy(({ g }) => [g.supplierId])
    .select(({ g }) => ({ supplierId: g.supplierId, n: count() }));
  const lonely = deleteQuery(Flavor)
    .where((f) => f.rating.gte(5))
    .using(Supplier, "s", ({ flavor, s }) => s.id.eq(flavor.supplierId))
    .using(counts, "k", ({ s, k }) => k.supplierId.eq(s.id))
    .where(({ k, s }) => k.n.eq(1).and(s.name.eq("North")))
    .returning((f) => ({ name: f.name, createdAt: f.createdAt }));
  if (dialect === "mysql") {
    await expect(db.query(lonely).all()).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED" });
    await db.table(Flavor).deleteWhere({ name: "Vanilla" });
  } else expect(await db.query(lonely).all()).toEqual([{ name: "Vanilla", createdAt: expect.any(Date) }]);
  expect(await names()).toBe("Berry Lemon Stray");
  const worse = (alias: string) =>
    deleteQuery(Flavor, "worse").using(Flavor, alias, ({ worse: f, [alias]: better }) => f.rating.lt((better as typeof c).rating));
  if (dialect === "mysql") expect(await db.query(worse("better")).execute()).toBe(1);
  else expect(await db.query(worse("better").returning((f) => ({ name: f.name }))).values()).toEqual(["Stray"]);
  expect(await names()).toBe("Berry Lemon");
  if (dialect === "mariadb")
    await expect(db.query(worse("flavor").returning((f) => ({ id: f.id }))).all()).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED" });
  expect(await db.query(worse("flavor")).execute()).toBe(0);
  const named = cte("named", counts);
  expect(() => deleteQuery(Flavor).using(named, "n", ({ n }) => n.n.eq(1))).toThrow(/put a query with a name into a query/);
  await expect(
    db
      .query(
        deleteQuery(Flavor)
          .using(Supplier, "s", ({ flavor, s }) => s.id.eq(flavor.supplierId))
          .where(() => Line.c.no.eq(1)),
      )
      .execute(),
  ).rejects.toMatchObject({ code: "QUERY.UNKNOWN_SOURCE" });
  const all = deleteQuery(Flavor).using(Supplier, "s", ({ flavor, s }) => s.id.eq(flavor.supplierId));
  expect(await db.query(all).execute()).toBe(2);
});

conforms("an update reads several tables", async ({ db }) => {
  await fill(db);
  await db.table(Line).insert({ orderId: 1, no: 4, product: "Mint", quantity: 2 });
  const update = updateQuery(Flavor, "f")
    .from(Supplier, "s", ({ f, s }) => s.id.eq(f.supplierId))
    .from(Line, "l", ({ f, s, l }) => l.product.eq(f.name).and(s.name.ne(l.product)))
    .set(({ s, l }) => ({ note: concat(s.name, " ", l.no), rating: l.quantity }));
  expect(await db.query(update).execute()).toBe(1);
  expect(await db.table(Flavor).findOne({ name: "Mint" })).toMatchObject({ note: "North 4", rating: 2 });
});

conforms("a write reads its own table as it was before", async ({ db }) => {
  await fill(db);
  const ratings = () => db.query(selectQuery(Flavor, { rating: c.rating }, { orderBy: [c.name.asc()] })).values(); // Berry Lemon Mint Stray Vanilla
  const reset = async () => {
    await db.table(Flavor).deleteWhere({}, { allowAll: true });
    await db.table(Supplier).deleteWhere({}, { allowAll: true });
    await fill(db);
  };
  const better = updateQuery(Flavor, "f").set(({ f }) => ({
    rating: coalesce(
      subquery(
        from(Flavor, "g")
          .where(({ g }) => g.rating.gt(f.rating))
          .select(() => ({ n: count() })),
      ),
      0,
    ),
  }));
  expect(await db.query(better.everywhere()).execute()).toBe(5);
  expect(await ratings()).toEqual([1, 1, 3, 4, 0]);
  await reset();
  const mean = () => subquery(selectQuery(Flavor, { mean: avg(c.rating) })); // 3.4
  expect(
    await db
      .query(
        updateQuery(Flavor)
          .set({ rating: 0 })
          .where(({ flavor }) => flavor.rating.lt(mean())),
      )
      .execute(),
  ).toBe(2);
  expect(await ratings()).toEqual([4, 4, 0, 0, 5]);
  const ofOthers = updateQuery(Flavor, "f")
    .from(Supplier, "s", ({ f, s }) => s.id.eq(f.supplierId))
    .from(selectQuery(Flavor, { supplierId: c.supplierId, most: max(c.rating) }, { groupBy: [c.supplierId] }), "m", ({ f, m }) => m.supplierId.eq(f.supplierId))
    .set(({ m }) => ({ rating: coalesce(m.most, 0) }))
    .where(({ f, s }) => s.name.eq("North").and(f.rating.lt(subquery(selectQuery(Flavor, { most: max(c.rating) })))));
  expect(await db.query(ofOthers).execute()).toBe(1);
  expect(await ratings()).toEqual([4, 4, 5, 0, 5]);

  await reset();
  const twice = exists(
    from(Flavor, "g")
      .where(({ g }) => g.rating.eq(c.rating).and(g.id.lt(c.id)))
      .select(({ g }) => ({ id: g.id })),
  );
  expect(await db.query(deleteQuery(Flavor).where(() => twice)).execute()).toBe(1);
  expect(await ratings()).toEqual([4, 3, 1, 5]);
  const north = from(Flavor, "g").where(({ g }) => g.name.in(["Vanilla", "Mint"]));
  expect(await db.query(deleteQuery(Flavor).where((f) => f.id.in(north.select(({ g }) => ({ id: g.id }))).and(f.rating.gt(mean())))).execute()).toBe(1);
  const joined = deleteQuery(Flavor, "f")
    .using(Supplier, "s", ({ f, s }) => s.id.eq(f.supplierId))
    .where(({ f }) => f.rating.gte(subquery(selectQuery(Flavor, { most: max(c.rating) }))));
  expect(await db.query(joined).execute()).toBe(1);
  expect(
    await db
      .query(deleteQuery(Flavor).where((f) => f.name.in(north.select(({ g }) => ({ name: g.name })).union(north.select(({ g }) => ({ name: g.name }))))))
      .execute(),
  ).toBe(1);
  expect(await db.query(selectQuery(Flavor, { name: c.name })).values()).toEqual(["Stray"]);
});

conforms("rows of a query are inserted", async ({ db }) => {
  await fill(db);
  const rows = selectQuery(Flavor, { id: lower(c.name), balance: literal("1.50") }, { where: c.rating.gte(4) });
  expect(
    await db
      .query(insertQuery(Account, selectQuery(Flavor, { id: lower(c.name), balance: literal("1.50"), version: literal(1) }, { where: c.rating.gte(4) })))
      .execute(),
  ).toBe(3);
  expect((await db.table(Account).findMany({}, { orderBy: ["id"] })).data).toEqual(
    ["berry", "lemon", "vanilla"].map((id) => ({ id, balance: "1.50", version: 1 })),
  );
  expect(() => db.query(insertQuery(Account, rows.union(rows) as never)).toSQL()).not.toThrow();
  await expect(db.query(insertQuery(Account, selectQuery(Flavor, { id: c.id, balance: literal("1") }) as never)).execute()).rejects.toThrow(/different kinds/);
});

conforms("rows of a query update those that are there, or leave them", async ({ db, dialect }) => {
  await fill(db);
  const isFamily = dialect === "mariadb" || dialect === "mysql";
  await db.table(Account).insertMany([
    { id: "lemon", balance: "9.00" },
    { id: "other", balance: "1.00" },
  ]);
  const rows = selectQuery(Flavor, { id: lower(c.name), balance: cast(c.rating, { decimal: [12, 2] }), version: literal(7) }, { where: c.rating.gte(4) });
  const accounts = async () => (await db.table(Account).findMany({}, { orderBy: ["id"] })).data.map(({ id, balance, version }) => [id, balance, version]);
  const written = await db.query(insertQuery(Account, rows).onConflict({ update: [] })).execute();
  if (!isFamily) expect(written).toBe(2);
  expect(await accounts()).toEqual([
    ["berry", "4.00", 7],
    ["lemon", "9.00", 1],
    ["other", "1.00", 1],
    ["vanilla", "5.00", 7],
  ]);
  await db.query(insertQuery(Account, rows).onConflict()).execute();
  expect(await accounts()).toEqual([
    ["berry", "4.00", 8],
    ["lemon", "4.00", 2],
    ["other", "1.00", 1],
    ["vanilla", "5.00", 8],
  ]);
  const own = from(Account, "a")
    .where(({ a }) => a.id.notIn(["berry"]))
    .orderBy(({ a }) => [a.id.asc()])
    .limit(2)
    .select(({ a }) => ({ id: a.id, balance: a.balance.plus("0.50"), version: a.version }));
  await db.query(insertQuery(Account, own.union(own)).onConflict({ update: ["balance"] })).execute();
  expect(await accounts()).toEqual([
    ["berry", "4.00", 8],
    ["lemon", "4.50", 3],
    ["other", "1.50", 2],
    ["vanilla", "5.00", 8],
  ]);

  const renamed = insertQuery(
    Supplier,
    from(Supplier, "s").select(({ s }) => ({ id: s.id, name: s.name })),
  ).onConflict({ conflict: ["name"], update: [] });
  if (isFamily)
    await expect(db.query(renamed).execute()).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED", message: expect.stringContaining("upsertMany()") });
  else expect(await db.query(renamed).execute()).toBe(0);
  const given = insertQuery(Account, rows)
    .onConflict({ conflict: ["id"], update: ["balance"] })
    .returning((a) => ({ id: a.id, balance: a.balance }));
  if (dialect === "mysql") await expect(db.query(given).all()).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED" });
  else expect((await db.query(given).all()).map(({ id, balance }) => `${id} ${balance}`).sort()).toEqual(["berry 4.00", "lemon 4.00", "vanilla 5.00"]);
  const refused = (options: object) => db.query(insertQuery(Account, rows).onConflict(options)).execute();
  await expect(refused({ conflict: ["balance"] })).rejects.toMatchObject({ code: "QUERY.CONFLICT_NOT_UNIQUE" });
  await expect(refused({ conflict: [] })).rejects.toMatchObject({ code: "QUERY.BAD_OPTION" });
  await expect(refused({ conflict: ["nope"] })).rejects.toMatchObject({ code: "QUERY.UNKNOWN_COLUMN" });
  expect(() => insertQuery(Account, rows).onConflict({ updates: [] } as never)).toThrow(/unknown option "updates"/);
  const narrow = selectQuery(Flavor, { name: c.name });
  await expect(db.query(insertQuery(Supplier, narrow).onConflict()).execute()).rejects.toMatchObject({ code: "QUERY.MISSING_CONFLICT_KEY" });
  await expect(db.query(insertQuery(Account, rows).onConflict({ update: ["rest"] as never })).execute()).rejects.toBeInstanceOf(QueryError);
});

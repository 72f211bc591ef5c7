import {
  and,
  associationProxy,
  caseWhen,
  concat,
  count,
  cte,
  deleteQuery,
  exists,
  from,
  hybridProperty,
  insertQuery,
  joinedload,
  jsonAgg,
  literal,
  max,
  NotFoundError,
  not,
  notExists,
  Ormdantic,
  or,
  type Predicate,
  placeholder,
  QueryError,
  recursive,
  rowNumber,
  selectQuery,
  selectRow,
  sql,
  subquery,
  sum,
  updateQuery,
} from "ormdantic";
import { expect } from "vitest";
import * as z from "zod";
import { conforms } from "../conformance.ts";
import * as models from "../models.ts";
import { fill, ids } from "./flavors.ts";

const { Flavor, Line, Supplier } = models;
const c = Flavor.c;

const byNames = () =>
  from(Flavor, "f")
    .leftJoin(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id))
    .orderBy(({ f }) => [f.name.asc()]);

conforms("joins keep the rows they should, and make the far side nullable", async ({ db, dialect }) => {
  await fill(db);
  const pairs = (join: "innerJoin" | "leftJoin" | "rightJoin" | "fullJoin") =>
    db.query(
      from(Flavor, "f")
        [join as "fullJoin"](Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id))
        .orderBy(({ f, s }) => [s.name.asc({ nulls: "last" }), f.name.asc()])
        .select(({ f, s }) => ({ f: f.name, s: s.name })),
    );
  const inner = [
    { f: "Mint", s: "North" },
    { f: "Vanilla", s: "North" },
    { f: "Berry", s: "South" },
    { f: "Lemon", s: "South" },
  ];
  expect(await pairs("innerJoin").all()).toEqual(inner);
  expect(await pairs("leftJoin").all()).toEqual([...inner, { f: "Stray", s: null }]);
  expect(await pairs("rightJoin").all()).toEqual([{ f: null, s: "Empty" }, ...inner]);
  if (dialect === "mariadb" || dialect === "mysql") await expect(pairs("fullJoin").all()).rejects.toThrow(/has no FULL JOIN; use a LEFT JOIN/);
  else expect(await pairs("fullJoin").all()).toEqual([{ f: null, s: "Empty" }, ...inner, { f: "Stray", s: null }]);
  const crossed = from(Flavor, "f")
    .crossJoin(Supplier, "s")
    .select(() => ({ n: count() }));
  expect(await db.query(crossed).values()).toEqual([15]);
});

conforms("rows hold objects, which are null where an optional source has no row", async ({ db }) => {
  await fill(db);
  const nested = byNames().select(({ f, s }) => ({
    name: f.name,
    supplier: { name: s.name, key: { id: s.id } },
    info: { note: f.note, more: { rating: f.rating, twice: f.rating.times(2), by: s.name } },
    createdAt: f.createdAt,
  }));
  const info = (rating: number, by: string | null, note: string | null = null) => ({ note, more: { rating, twice: rating * 2, by } });
  const at = expect.any(Date);
  const rows = await db.query(nested).all();
  expect(rows).toEqual([
    { name: "Berry", supplier: { name: "South", key: { id: ids.south } }, info: info(4, "South"), createdAt: at },
    { name: "Lemon", supplier: { name: "South", key: { id: ids.south } }, info: info(4, "South", "sour"), createdAt: at },
    { name: "Mint", supplier: { name: "North", key: { id: ids.north } }, info: info(3, "North"), createdAt: at },
    { name: "Stray", supplier: null, info: info(1, null), createdAt: at },
    { name: "Vanilla", supplier: { name: "North", key: { id: ids.north } }, info: info(5, "North"), createdAt: at },
  ]);
  const streamed = [];
  for await (const row of db.query(nested).stream({ batch: 2 })) streamed.push(row);
  expect(streamed).toEqual(rows);

  const whole = from(Supplier, "s")
    .leftJoin(Flavor, "f", ({ f, s }) => f.supplierId.eq(s.id).and(f.rating.gte(placeholder("least"))))
    .orderBy(({ s, f }) => [s.name.asc(), f.name.asc()])
    .select(({ s, f }) => ({ ...s, flavor: f, "flavor.id": f.id }));
  const found = await db.query(whole).prepare().all({ least: 5 });
  const vanilla = await db.table(Flavor).findOne({ name: "Vanilla" });
  expect(found).toEqual([
    { id: ids.empty, name: "Empty", flavor: null, "flavor.id": null },
    { id: ids.north, name: "North", flavor: { ...vanilla, note: null }, "flavor.id": vanilla?.id },
    { id: ids.south, name: "South", flavor: null, "flavor.id": null },
  ]);

  const right = from(Flavor, "f")
    .rightJoin(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id))
    .distinct()
    .orderBy(({ s }) => [s.name.asc()])
    .select(({ f, s }) => ({ flavor: { note: f.note, rating: f.rating }, noted: { note: f.note }, both: { s: s.name, r: f.rating } }));
  const [empty, ...others] = await db.query(right).all();
  expect(empty).toEqual({ flavor: null, noted: null, both: { s: "Empty", r: null } });
  expect(others.find(({ flavor }) => flavor?.note === "sour")).toEqual({
    flavor: { note: "sour", rating: 4 },
    noted: { note: "sour" },
    both: { s: "South", r: 4 },
  });
  expect(others.every(({ flavor }) => flavor !== null)).toBe(true);

  const grouped = await db
    .table(Flavor)
    .select((f) => ({ by: { rating: f.rating }, count: { n: count(), best: { name: max(f.name) } } }), { groupBy: [c.rating], orderBy: ["-rating"], limit: 2 })
    .all();
  expect(grouped).toEqual([
    { by: { rating: 5 }, count: { n: 1, best: { name: "Vanilla" } } },
    { by: { rating: 4 }, count: { n: 2, best: { name: "Lemon" } } },
  ]);
  expect(await db.query(selectRow({ a: { b: { c: literal(1) } } })).one()).toEqual({ a: { b: { c: 1 } } });

  const inside = nested as never as ReturnType<typeof selectQuery<typeof Flavor, { id: typeof c.id }>>;
  expect(() => from(inside, "n")).toThrow(/whose rows hold no objects/);
  for (const use of [() => exists(inside), () => subquery(inside), () => cte("n", inside), () => selectQuery(Flavor, { id: c.id }).union(inside)])
    expect(use).toThrow(/project plain columns there/);
  expect(() => insertQuery(Flavor, inside as never).statement).toThrow(/project plain columns there/);
  expect(() => selectQuery(Flavor, { a: {} })).toThrow(/at least one projection/);
  expect(() => selectQuery(Flavor, { a: { b: "x" } as never })).toThrow(/"a.b" is no expression/);
  expect(() => deleteQuery(Flavor).returning({ a: { id: c.id } } as never)).toThrow(/"a" is no expression/);
});

conforms("a table joins itself under two names", async ({ db }) => {
  await fill(db);
  const same = from(Flavor, "a")
    .innerJoin(Flavor, "b", ({ a, b }) => a.rating.eq(b.rating).and(a.name.lt(b.name)))
    .select(({ a, b }) => ({ a: a.name, b: b.name }));
  expect(await db.query(same).all()).toEqual([{ a: "Berry", b: "Lemon" }]);
  expect(() =>
    db
      .query(
        from(Flavor, "a")
          .innerJoin(Flavor, "A", ({ a, A }) => a.id.eq(A.id))
          .select(({ a }) => ({ id: a.id })),
      )
      .toSQL(),
  ).toThrow(/two sources/);
});

conforms("groups are counted, filtered and ordered", async ({ db }) => {
  await fill(db);
  const groups = byNames()
    .groupBy(({ s }) => [s.name])
    .having(({ f }) => count().gt(1).or(max(f.rating).eq(1)))
    .orderBy(({ s }) => [count().desc(), s.name.desc()]);
  const query = from(
    groups.groupBy(({ f }) => [f.name]).select(({ f, s }) => ({ s: s.name, f: f.name })),
    "g",
  ).select(() => ({ n: count() }));
  expect(await db.query(query).values()).toEqual([1]);
  const rows = from(Flavor, "f")
    .leftJoin(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id))
    .groupBy(({ s }) => [s.name])
    .having(({ f }) => count().gt(1).or(max(f.rating).eq(1)))
    .orderBy(({ s }) => [count().desc(), s.name.desc()])
    .select(({ f, s }) => ({ s: s.name, n: count(), best: max(f.rating), sum: sum(f.rating) }));
  expect(await db.query(rows).all()).toEqual([
    { s: "South", n: 2, best: 4, sum: 8 },
    { s: "North", n: 2, best: 5, sum: 8 },
    { s: null, n: 1, best: 1, sum: 1 },
  ]);
});

conforms("a grouped expression may hold a value, in every clause", async ({ db }) => {
  await fill(db);
  const label = () => concat(c.rating, " stars");
  const kind = () => caseWhen(c.rating.gte(4), "good").else("bad");
  const query = selectQuery(Flavor, { label: label(), kind: kind(), n: count() }, { groupBy: [label(), kind()], orderBy: [label().desc()] });
  expect(await db.query(query).all()).toEqual([
    { label: "5 stars", kind: "good", n: 1 },
    { label: "4 stars", kind: "good", n: 2 },
    { label: "3 stars", kind: "bad", n: 1 },
    { label: "1 stars", kind: "bad", n: 1 },
  ]);
  const distinct = from(Flavor, "f")
    .distinct()
    .orderBy(({ f }) => [concat(f.rating, "!").asc()])
    .select(({ f }) => ({ label: concat(f.rating, "!") }));
  expect(await db.query(distinct).values()).toEqual(["1!", "3!", "4!", "5!"]);
});

conforms("set operations follow their order of calls", async ({ db, dialect }) => {
  await fill(db);
  const names = (...wanted: string[]) => selectQuery(Flavor, { name: c.name }, { where: c.name.in(wanted) });
  const run = (query: ReturnType<typeof names>) => db.query(query.orderBy((r) => [r.name.asc()])).values();
  expect(await run(names("Mint", "Lemon").union(names("Mint", "Berry")))).toEqual(["Berry", "Lemon", "Mint"]);
  expect(await run(names("Mint", "Lemon").unionAll(names("Mint")))).toEqual(["Lemon", "Mint", "Mint"]);
  expect(await run(names("Mint", "Lemon").intersect(names("Mint", "Berry")))).toEqual(["Mint"]);
  expect(await run(names("Mint", "Lemon").except(names("Mint")))).toEqual(["Lemon"]);
  expect(await run(names("Mint").union(names("Lemon")).intersect(names("Lemon", "Berry")))).toEqual(["Lemon"]);
  expect(await run(names("Mint").union(names("Lemon").intersect(names("Berry"))))).toEqual(["Mint"]);
  expect(
    await db
      .query(
        names("Mint", "Lemon", "Berry")
          .union(names("Stray"))
          .orderBy((r) => [r.name.desc()])
          .limit(2)
          .offset(1),
      )
      .values(),
  ).toEqual(["Mint", "Lemon"]);
  const limited = from(Flavor, "f")
    .orderBy(({ f }) => [f.name.asc()])
    .limit(1)
    .select(({ f }) => ({ name: f.name }));
  expect(await run(limited.union(names("Stray")))).toEqual(["Berry", "Stray"]);
  const all = names("Mint", "Lemon").unionAll(names("Mint")).exceptAll(names("Mint"));
  if (dialect === "sqlite") await expect(run(all)).rejects.toThrow(/has no EXCEPT ALL/);
  else expect(await run(all)).toEqual(["Lemon", "Mint"]);
  await expect(run(names("Mint").union(selectQuery(Flavor, { name: c.rating }) as never))).rejects.toThrow(QueryError);
});

conforms("subqueries see the row around them", async ({ db }) => {
  await fill(db);
  const own = (s: typeof Supplier.c) => from(Flavor, "f").where(({ f }) => f.supplierId.eq(s.id));
  const query = from(Supplier, "s")
    .orderBy(({ s }) => [s.name.asc()])
    .select(({ s }) => ({
      name: s.name,
      n: subquery(own(s).select(() => ({ n: count() }))),
      best: subquery(
        own(s)
          .orderBy(({ f }) => [f.rating.desc(), f.name.asc()])
          .limit(1)
          .select(({ f }) => ({ name: f.name })),
      ),
    }));
  expect(await db.query(query).all()).toEqual([
    { name: "Empty", n: 0, best: null },
    { name: "North", n: 2, best: "Vanilla" },
    { name: "South", n: 2, best: "Berry" },
  ]);
  const names = (condition: (s: typeof Supplier.c) => ReturnType<typeof exists>) =>
    db
      .query(
        from(Supplier, "s")
          .where(({ s }) => condition(s))
          .orderBy(({ s }) => [s.name.asc()])
          .select(({ s }) => ({ n: s.name })),
      )
      .values();
  const good = (s: typeof Supplier.c) =>
    own(s)
      .where(({ f }) => f.rating.gte(5))
      .select(({ f }) => ({ id: f.id }));
  expect(await names((s) => exists(good(s)))).toEqual(["North"]);
  expect(await names((s) => notExists(good(s)))).toEqual(["Empty", "South"]);
  expect(await names((s) => s.id.in(selectQuery(Flavor, { id: c.supplierId }, { where: c.note.isNotNull() })))).toEqual(["South"]);
  expect(await names((s) => s.id.notIn(selectQuery(Flavor, { id: c.supplierId }, { where: c.supplierId.isNotNull() })))).toEqual(["Empty"]);
  expect(await names(() => db.relation(Supplier, "flavors").any({ rating: 5 }))).toEqual(["North"]);
});

conforms("the top of each group comes by numbering, everywhere", async ({ db }) => {
  await fill(db);
  const numbered = selectQuery(Flavor, {
    name: c.name,
    supplierId: c.supplierId,
    place: rowNumber().over({ partitionBy: [c.supplierId], orderBy: [c.rating.desc(), c.name.asc()] }),
  });
  const top = from(numbered, "n")
    .innerJoin(Supplier, "s", ({ n, s }) => n.supplierId.eq(s.id))
    .where(({ n }) => n.place.eq(1))
    .orderBy(({ s }) => [s.name.asc()])
    .select(({ n, s }) => ({ s: s.name, f: n.name }));
  expect(await db.query(top).all()).toEqual([
    { s: "North", f: "Vanilla" },
    { s: "South", f: "Berry" },
  ]);
});

conforms("a lateral query refers to the rows before it, or is refused with another way", async ({ db, dialect }) => {
  await fill(db);
  const query = from(Supplier, "s")
    .leftJoinLateral(
      ({ s }) =>
        from(Flavor, "f")
          .where(({ f }) => f.supplierId.eq(s.id))
          .orderBy(({ f }) => [f.name.asc()])
          .limit(1)
          .select(({ f }) => ({ name: f.name })),
      "first",
    )
    .orderBy(({ s }) => [s.name.asc()])
    .select(({ s, first }) => ({ s: s.name, f: first.name }));
  if (dialect === "sqlite" || dialect === "mariadb") {
    await expect(db.query(query).all()).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED", message: expect.stringContaining("rowNumber()") });
    return;
  }
  expect(await db.query(query).all()).toEqual([
    { s: "Empty", f: null },
    { s: "North", f: "Mint" },
    { s: "South", f: "Berry" },
  ]);
});

conforms("named queries are read, joined and recursive", async ({ db }) => {
  await fill(db);
  const stats = cte("stats", selectQuery(Flavor, { supplierId: c.supplierId, n: count() }, { groupBy: [c.supplierId] }));
  const query = from(Supplier, "s")
    .leftJoin(stats, "t", ({ s, t }) => t.supplierId.eq(s.id))
    .where(({ s }) => s.id.in(from(stats, "u").select(({ u }) => ({ id: u.supplierId }))))
    .orderBy(({ s }) => [s.name.asc()])
    .select(({ s, t }) => ({ s: s.name, n: t.n }));
  expect(await db.query(query).all()).toEqual([
    { s: "North", n: 2 },
    { s: "South", n: 2 },
  ]);
  const powers = recursive("powers", selectRow({ n: literal(1), p: literal(1) }), (self) =>
    from(self, "x")
      .where(({ x }) => x.n.lt(5))
      .select(({ x }) => ({ n: x.n.plus(1), p: x.p.times(2) })),
  );
  expect(
    await db
      .query(
        from(powers, "p")
          .orderBy(({ p }) => [p.n.asc()])
          .select(({ p }) => ({ p: p.p })),
      )
      .values(),
  ).toEqual([1, 2, 4, 8, 16]);
  const other = cte("stats", selectQuery(Supplier, { id: Supplier.c.id }));
  const clash = from(stats, "a")
    .crossJoin(other, "b")
    .select(({ a }) => ({ n: a.n }));
  expect(() => db.query(clash).toSQL()).toThrow(/two queries are called "stats"/);
});

conforms("rows that one transaction locks are skipped by another, where rows can be locked", async ({ db, url, dialect }) => {
  await fill(db);
  const first = (lock: Parameters<ReturnType<typeof byNames>["lock"]>[0]) =>
    from(Flavor, "f")
      .orderBy(({ f }) => [f.id.asc()])
      .limit(1)
      .lock(lock)
      .select(({ f }) => ({ name: f.name }));
  if (dialect === "sqlite") {
    await expect(db.query(first("update")).all()).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED" });
    await expect(db.table(Flavor).findMany({}, { lock: "share" })).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED" });
    return;
  }
  if (url.includes("pglite")) {
    expect(await db.query(first("update")).values()).toEqual(["Vanilla"]); // one connection: nobody else is there
    return;
  }
  await using other = new Ormdantic(url, { models });
  await db.transaction(async () => {
    expect(await db.query(first("update")).values()).toEqual(["Vanilla"]);
    const found = await other.transaction(() =>
      other.table(Flavor).findMany({ rating: { gte: 4 } }, { lock: { mode: "update", skipLocked: true }, select: ["name"], orderBy: ["id"] }),
    );
    expect([...found].map(({ name }) => name).sort()).toEqual(["Berry", "Lemon"]);
    await expect(other.transaction(() => other.query(first({ mode: "update", nowait: true })).all())).rejects.toMatchObject({ name: "TimeoutError" });
  });
  expect(await other.transaction(() => other.query(first({ mode: "share", nowait: true })).values())).toEqual(["Vanilla"]);
});

conforms("only queries of several sources say whose rows they lock", async ({ db }) => {
  const lock = { mode: "update", of: ["supplier"] } as never;
  const refused = { code: "QUERY.BAD_OPTION", message: expect.stringContaining(".lock({ mode, of: [alias, ...] })") };
  await expect(db.table(Flavor).findMany({}, { load: { supplier: joinedload() }, lock })).rejects.toMatchObject(refused);
  await expect(db.table(Flavor).findOne({ name: "Mint" }, { lock })).rejects.toMatchObject(refused);
  expect(() => db.table(Flavor).select({ id: c.id }, { lock })).toThrow(/takes no `of`/);
  expect(() => selectQuery(Flavor, { id: c.id }).lock(lock)).toThrow(/takes no `of`/);
  expect(() =>
    byNames()
      .lock({ mode: "update", off: 1 } as never)
      .select(({ f }) => ({ id: f.id })),
  ).toThrow(/no option "off"/);
  expect(() =>
    byNames()
      .lock({ mode: "update", of: ["x"] })
      .select(({ f }) => ({ id: f.id })),
  ).toThrow(/names the source "x"/);
});

conforms("one, maybeOne, values and stream keep to what they say", async ({ db }) => {
  await fill(db);
  const named = (name: string) => db.query(selectQuery(Flavor, { name: c.name }, { where: c.name.startsWith(name) }));
  expect(await named("V").one()).toEqual({ name: "Vanilla" });
  expect(await named("X").maybeOne()).toBeNull();
  await expect(named("X").one()).rejects.toBeInstanceOf(NotFoundError);
  await expect(named("").one()).rejects.toMatchObject({ code: "QUERY.TOO_MANY_ROWS" });
  await expect(db.query(selectQuery(Flavor, { a: c.id, b: c.name })).values()).rejects.toThrow(/one column/);
  const seen: string[] = [];
  for await (const { name } of db.query(byNames().select(({ f }) => ({ name: f.name }))).stream({ batch: 2 })) {
    seen.push(name);
    if (seen.length === 3) break;
  }
  expect(seen).toEqual(["Berry", "Lemon", "Mint"]);
  expect(await db.query(selectQuery(Flavor, { n: count() })).values()).toEqual([5]);
  expect((await db.query(byNames().select(({ f }) => ({ name: f.name }))).explain()).length).toBeGreaterThan(0);
});

conforms("a prepared query takes its values by name, checked by the columns beside them", async ({ db }) => {
  await fill(db);
  const query = db
    .query(
      selectQuery(
        Flavor,
        { name: c.name },
        { where: and(c.rating.gte(placeholder("least")), not(c.name.eq(placeholder("not")))), orderBy: [c.name.asc()], limit: placeholder("n") },
      ),
    )
    .prepare();
  expect(await query.values({ least: 4, not: "Lemon", n: 9 })).toEqual(["Berry", "Vanilla"]);
  expect(await query.values({ least: 1, not: "", n: 1 })).toEqual(["Berry"]);
  await expect(query.all({ least: 4, not: "x" })).rejects.toThrow(/needs a value for "n"/);
  await expect(query.all({ least: "4", not: "x", n: 1 })).rejects.toBeInstanceOf(QueryError);
  await expect(query.all({ least: 4, not: "x", n: 1, more: 1 })).rejects.toThrow(/no placeholder "more"/);
  await expect(db.query(selectQuery(Flavor, { id: c.id }, { where: c.id.eq(placeholder("x")) })).all()).rejects.toThrow(/call prepare\(\)/);
  const many = db.query(selectQuery(Flavor, { name: c.name }, { where: c.supplierId.eq(placeholder("s")), orderBy: [c.name.asc()] })).prepare();
  expect(await many.values({ s: ids.north.toUpperCase() })).toEqual(["Mint", "Vanilla"]);
});

conforms("a prepared query takes lists of any length, as in() does", async ({ db }) => {
  await fill(db);
  const names = (where: Predicate) => db.query(selectQuery(Flavor, { name: c.name }, { where, orderBy: [c.name.asc()] })).prepare();
  const rated = names(c.rating.in(placeholder("ratings")));
  expect(await rated.values({ ratings: [] })).toEqual([]);
  expect(await rated.values({ ratings: [5] })).toEqual(["Vanilla"]);
  expect(await rated.values({ ratings: [5, 1, 5] })).toEqual(["Stray", "Vanilla"]);
  expect(await rated.values({ ratings: Array.from({ length: 5000 }, (_, i) => i + 4) })).toEqual(["Berry", "Lemon", "Vanilla"]);
  expect(await rated.values({ ratings: [3] })).toEqual(["Mint"]);
  const noted = names(c.note.in(placeholder("notes")));
  expect(await noted.values({ notes: ["sour"] })).toEqual(["Lemon"]);
  expect(await noted.values({ notes: [null, "sweet"] })).toEqual(["Berry", "Mint", "Stray", "Vanilla"]);
  const others = names(c.supplierId.notIn(placeholder("ids")).and(c.rating.gte(placeholder("least"))));
  expect(await others.values({ ids: [], least: 4 })).toEqual(["Berry", "Lemon", "Vanilla"]);
  expect(await others.values({ ids: [ids.north.toUpperCase()], least: 4 })).toEqual(["Berry", "Lemon"]);
  expect(await others.values({ ids: [ids.north, null], least: 1 })).toEqual(["Berry", "Lemon"]);
  const both = names(or(c.rating.in(placeholder("list")), c.rating.in(placeholder("list")), c.name.in(placeholder("names"))));
  expect(await both.values({ list: [1], names: ["Mint", "Lemon", "Berry"] })).toEqual(["Berry", "Lemon", "Mint", "Stray"]);
  expect(
    await db
      .query(
        updateQuery(Flavor)
          .set({ note: "seen" })
          .where(({ flavor }) => flavor.name.in(placeholder("names"))),
      )
      .prepare()
      .execute({ names: ["Mint", "Stray"] }),
  ).toBe(2);

  await expect(rated.all({ ratings: 5 })).rejects.toMatchObject({ code: "QUERY.BAD_PLACEHOLDER", message: expect.stringContaining("is no list") });
  await expect(rated.all({ ratings: ["5"] })).rejects.toBeInstanceOf(QueryError);
  await expect(rated.all({ ratings: [5, undefined] })).rejects.toMatchObject({ code: "QUERY.UNDEFINED_VALUE" });
  await expect(rated.all({})).rejects.toThrow(/needs a value for "ratings"/);
  await expect(db.table(Flavor).findMany(c.rating.in(placeholder("ratings")))).rejects.toMatchObject({ code: "QUERY.BAD_PLACEHOLDER" });
  expect(() => c.rating.in(c.id as never)).toThrow(/take a list of values/);
});

conforms("table.select groups, filters by dictionary and orders by name", async ({ db }) => {
  await fill(db);
  const flavors = db.table(Flavor);
  const rows = await flavors
    .select({ rating: c.rating, n: count() }, { where: { rating: { gte: 3 } }, groupBy: [c.rating], having: count().gte(1), orderBy: ["-rating"] })
    .all();
  expect(rows).toEqual([
    { rating: 5, n: 1 },
    { rating: 4, n: 2 },
    { rating: 3, n: 1 },
  ]);
  expect(await flavors.select((f) => ({ name: f.name }), { where: { supplier: { is: { name: "South" } } }, orderBy: ["name"], limit: 1 }).values()).toEqual([
    "Berry",
  ]);
  expect(await flavors.select({ list: jsonAgg(c.name).orderBy(c.name.asc()) }, { where: or(c.rating.eq(5), c.rating.eq(1)) }).values()).toEqual([
    ["Stray", "Vanilla"],
  ]);
});

conforms("SQL of one's own takes values, columns and queries, and reads through a schema", async ({ db }) => {
  await fill(db);
  const shape = z.object({ name: z.string(), rating: z.int(), at: z.date() });
  const top = () =>
    db.sql`select ${c.name}, ${c.rating}, ${c.createdAt} as at from ${sql.id("flavor")} where ${c.rating.gte(4)} and ${c.name} <> ${"x' or 1 = 1"} order by ${c.name}`;
  const rows = await top().all(shape);
  expect(rows.map(({ name, rating }) => [name, rating])).toEqual([
    ["Berry", 4],
    ["Lemon", 4],
    ["Vanilla", 5],
  ]);
  expect(rows.every(({ at }) => at instanceof Date)).toBe(true);
  expect(await db.sql`select count(*) as n from ${selectQuery(Flavor, { id: c.id }, { where: c.rating.eq(4) })} as q`.one(z.object({ n: z.int() }))).toEqual({
    n: 2,
  });
  expect(await db.sql`select ${c.name} from ${sql.id("flavor")} where ${c.rating} in (${sql.join([1, 5])}) order by 1`.values()).toEqual(["Stray", "Vanilla"]);
  expect(await db.sql`update ${sql.id("flavor")} set note = ${"new"} where rating = ${5}`.execute()).toBe(1);
  await expect(top().all(z.object({ nope: z.string() }))).rejects.toThrow(/no column "nope"/);
  await expect(top().all(z.object({ name: z.string().max(3) }))).rejects.toMatchObject({ name: "HydrationError" });
  const streamed: string[] = [];
  for await (const { name } of db.sql`select name, rating from flavor where rating > ${3}`.stream(z.object({ name: z.string() }))) streamed.push(name);
  expect(streamed.sort()).toEqual(["Berry", "Lemon", "Vanilla"]);
  expect(top().toSQL().sql).not.toContain("1 = 1");
  expect(await db.query(selectQuery(Flavor, { up: sql`upper(${c.name})`.as("text") }, { where: sql`${c.rating} = ${5}` })).values()).toEqual(["VANILLA"]);
});

conforms("queries run in the transaction around them", async ({ db }) => {
  await fill(db);
  const lines = db.query(selectQuery(Line, { n: count() }));
  await expect(
    db.transaction(async () => {
      await db.query(insertQuery(Line, selectQuery(Flavor, { orderId: c.id, no: c.rating, product: c.name, quantity: literal(1) }))).execute();
      expect(await lines.values()).toEqual([5]);
      expect(Number((await db.sql`select count(*) as n from order_line`.values())[0])).toBe(5);
      throw new Error("undone");
    }),
  ).rejects.toThrow("undone");
  expect(await lines.values()).toEqual([0]);
});

conforms("a query is planned once, whatever its values", async ({ db }) => {
  await fill(db);
  const texts = new Set<string>();
  const handler = db.on("beforeExecute", (event) => {
    if (event.sql) texts.add(event.sql);
  });
  for (const rating of [1, 2, 3, 4, 5]) {
    const { sql: text } = db.query(selectQuery(Flavor, { name: c.name }, { where: c.rating.eq(rating).and(c.name.in(["a", "b", String(rating)])) })).toSQL();
    texts.add(text);
  }
  db.off("beforeExecute", handler);
  expect(texts.size).toBe(1);
});

conforms("hybrid properties and association proxies mean the same for rows and in queries", async ({ db }) => {
  await fill(db);
  const label = hybridProperty(
    Flavor,
    (row) => `${row.name}: ${row.rating}`,
    (f) => concat(f.name, ": ", f.rating),
  );
  const by = associationProxy(Flavor, "supplier", "name");
  const rows = (await db.table(Flavor).findMany({}, { orderBy: ["name"], load: { supplier: true } })).data;
  const asked = await db.query(selectQuery(Flavor, { label: label.expression, by: by.expression }, { orderBy: [c.name.asc()] })).all();
  expect(asked).toEqual(rows.map((row) => ({ label: label(row), by: by.get(row) })));
  expect(
    await db
      .query(
        from(Flavor, "x")
          .where(({ x }) => label.on(x).eq("Mint: 3"))
          .select(({ x }) => ({ name: x.name })),
      )
      .values(),
  ).toEqual(["Mint"]);
  expect((await db.table(Flavor).findMany(by.expression.eq("South"), { orderBy: [by.expression.asc(), "name"] })).data.map(({ name }) => name)).toEqual([
    "Berry",
    "Lemon",
  ]);

  const names = associationProxy(Supplier, "flavors", "name");
  const [north] = (await db.table(Supplier).findMany({ name: "North" }, { load: { flavors: { orderBy: ["name"] } } })).data;
  expect(names.get(north as object)).toEqual(["Mint", "Vanilla"]);
  expect(() => names.set(north as object, "x")).toThrow(QueryError);
  expect(() => names.expression).toThrow(/leads to several rows/);
  expect(() => by.get({})).toThrow(/was not loaded/);
  const [mint] = rows.filter(({ name }) => name === "Mint");
  by.set(mint as object, "Far North");
  expect(mint?.supplier?.name).toBe("Far North");
});

import {
  abs,
  type and,
  array,
  avg,
  caseWhen,
  cast,
  ceil,
  coalesce,
  column,
  concat,
  count,
  cte,
  dateTrunc,
  type Expr,
  every,
  extract,
  floor,
  from,
  func,
  greatest,
  json,
  jsonAgg,
  lag,
  lead,
  least,
  length,
  literal,
  lower,
  max,
  min,
  nullif,
  position,
  QueryError,
  rank,
  replace,
  round,
  rowNumber,
  selectQuery,
  selectRow,
  sign,
  some,
  sql,
  stringAgg,
  subquery,
  substring,
  sum,
  trim,
  tuple,
  upper,
} from "ormdantic";
import { expect } from "vitest";
import { type Bench, conforms } from "../conformance.ts";
import { Everything, Flavor, Maybe } from "../models.ts";
import { edges } from "./values.ts";

const c = Everything.c;

type Row = (typeof Everything)["$row"];
const edge = edges[1] as Row;
/** A row with a value of every type. */
const everything = (id: number): Row => ({ ...edge, id, at: new Date("2024-02-29T12:34:56.789Z"), int: 100, int32: 32, double: 1.5, money: "12.30" });

/** Two rows: one at the edges of every type, one with small numbers. */
async function fill(db: Bench["db"]) {
  const small = { int32: -7, int: 2, money: "-0.35", double: 0.25, flag: false, bounded: "Zebra", price: 2.5 };
  await db.table(Everything).insertMany([
    { ...edge, id: 1 },
    { ...everything(2), ...small },
  ]);
  const [first, second] = (await db.table(Everything).findMany({}, { orderBy: ["id"] })).data;
  return [first, second] as [NonNullable<typeof first>, NonNullable<typeof second>];
}

/** The value of an expression in the row of a key. */
function value<V>(db: Bench["db"], expression: Expr<V>): Promise<V[]> {
  return db.query(selectQuery(Everything, { v: expression }, { where: c.id.eq(1) })).values();
}

conforms("every type comes out of a query as it does out of a table", async ({ db }) => {
  const [first] = await fill(db);
  const one = selectQuery(Everything, { ...c }, { where: c.id.eq(1) });
  expect(await db.query(one).all()).toEqual([first]);
  expect(await db.query(from(one, "q").select(({ q }) => ({ ...q }))).all()).toEqual([first]);
  expect(await db.query(from(cte("w", one), "q").select(({ q }) => ({ ...q }))).all()).toEqual([first]);
  const streamed: unknown[] = [];
  for await (const row of db.query(one).stream()) streamed.push(row);
  expect(streamed).toEqual([first]);
  expect(await db.query(one).prepare().all()).toEqual([first]);
});

conforms("every type comes through subqueries, choices, extremes and windows unchanged", async ({ db }) => {
  const [first] = await fill(db);
  const unordered = new Set(["doc", "anything", "words", "numbers", "shape", "scores", "blob", "uuid", "flag"]);
  for (const [name, handle] of Object.entries(c) as [string, Expr<string>][]) {
    const wanted = [(first as Record<string, unknown>)[name]] as unknown[];
    const alone = selectQuery(Everything, { v: handle }, { where: c.id.eq(1) });
    expect(await value(db, subquery(alone)), `subquery ${name}`).toEqual(wanted);
    expect(await value(db, caseWhen(c.id.eq(1), handle).end()), `case ${name}`).toEqual(wanted);
    expect(await value(db, coalesce(handle, handle)), `coalesce ${name}`).toEqual(wanted);
    expect(await value(db, lag(handle, 0).over({ orderBy: [c.id.asc()] })), `lag ${name}`).toEqual(wanted);
    if (!unordered.has(name)) expect(await value(db, min(handle)), `min ${name}`).toEqual(wanted);
    if (!unordered.has(name)) expect(await value(db, max(handle).over()), `max ${name}`).toEqual(wanted);
  }
});

conforms("every type comes through JSON that the database makes", async ({ db }) => {
  const [first, second] = await fill(db);
  expect(await value(db, json.object({ ...c }))).toEqual([first]);
  const list = selectQuery(Everything, { l: jsonAgg(json.object({ ...c })).orderBy(c.id.desc()) });
  expect(await db.query(list).values()).toEqual([[second, first]]);
  expect(await value(db, jsonAgg(c.at).filter(c.id.gt(99)))).toEqual([[]]);
});

conforms("NULL of every type comes out as null", async ({ db }) => {
  await db.table(Maybe).insert({ ...Object.fromEntries(Object.keys(Maybe.c).map((name) => [name, null])), id: 1 } as never);
  const [row] = await db.query(selectQuery(Maybe, { ...Maybe.c })).all();
  for (const [name, stored] of Object.entries(row ?? {})) if (name !== "id") expect(stored, name).toBeNull();
  const [made] = await db.query(selectQuery(Maybe, { o: json.object({ ...Maybe.c }) })).values();
  expect(made).toEqual(row);
  expect(await db.query(selectQuery(Maybe, { l: jsonAgg(Maybe.c.money) })).values()).toEqual([[null]]);
});

conforms("whole numbers, floats and decimals are computed alike everywhere", async ({ db }) => {
  await fill(db);
  const [row] = await db
    .query(
      selectQuery(
        Everything,
        {
          div: literal(7).div(2),
          intDiv: c.int32.intDiv(2),
          mod: c.int32.mod(4),
          zero: c.int.div(0),
          whole: c.int.intDiv(0),
          rest: c.int.mod(0),
          large: c.int32.plus(2_147_483_647),
          product: c.int.plus(1_000_000).times(1_000_000),
          big: c.big.minus(1n),
          money: c.money.plus("0.05"),
          third: c.money.div(3),
          lot: c.money.times(c.int),
          exact: literal(1).plus(2).times(3),
          half: c.double.times(0.5),
          abs: abs(c.money),
          sign: sign(c.money),
          round: round(c.money, 1),
          floor: floor(c.money),
          ceil: ceil(c.money),
          nearest: round(literal(2.5)),
        },
        { where: c.id.eq(2) },
      ),
    )
    .all();
  const { big } = everything(2);
  expect(row).toEqual({
    div: 3.5,
    intDiv: -3,
    mod: -3,
    zero: null,
    whole: null,
    rest: null,
    large: 2_147_483_640,
    product: 1_000_002_000_000,
    big: big - 1n,
    money: "-0.30",
    third: "-0.116667",
    lot: "-0.70",
    exact: 9,
    half: 0.125,
    abs: "0.35",
    sign: -1,
    round: "-0.4",
    floor: "-1",
    ceil: "0",
    nearest: 3,
  });
});

conforms("sums of decimals are exact, and aggregates of nothing are NULL", async ({ db }) => {
  await db
    .table(Everything)
    .insertMany(Array.from({ length: 10 }, (_, i) => ({ ...everything(i + 1), money: "0.10", wide: "12345678901234567890.123456789" })));
  const totals = { n: count(), money: sum(c.money), wide: sum(c.wide), mean: avg(c.money), ints: sum(c.int32), all: every(c.id.gt(0)), any: some(c.id.gt(9)) };
  const [row] = await db.query(selectQuery(Everything, totals)).all();
  expect(row).toMatchObject({ n: 10, money: "1.00", wide: "123456789012345678901.234567890", mean: "0.100000", all: true, any: true });
  const [none] = await db.query(selectQuery(Everything, { ...totals, least: min(c.at), list: stringAgg(c.text) }, { where: c.id.lt(0) })).all();
  expect(none).toEqual({ n: 0, money: null, wide: null, mean: null, ints: null, all: null, any: null, least: null, list: null });
});

conforms("a custom type is computed with as its stored form is, and comes out decoded", async ({ db }) => {
  await fill(db);
  const [row] = await db
    .query(
      selectQuery(Everything, { sum: sum(c.price), most: max(c.price), more: max(c.price.plus(1.25)), twice: min(c.price.times(2)) }, { where: c.id.eq(2) }),
    )
    .all();
  expect(row).toEqual({ sum: 2.5, most: 2.5, more: 3.75, twice: 5 });
  expect(await db.query(selectQuery(Everything, { id: c.id }, { where: c.price.plus(1).eq(3.5) })).values()).toEqual([2]);
  expect(() => db.query(selectQuery(Everything, { v: c.price.times(c.price) })).toSQL()).toThrow(QueryError);
});

conforms("text functions count characters and know all of Unicode", async ({ db }) => {
  await fill(db);
  const text = literal("  Ünïcode 😀 ÉCLAIR ");
  const [row] = await db
    .query(
      selectRow({
        lower: lower(text),
        upper: upper(literal("éclair")),
        length: length(literal("a😀b")),
        trim: trim(text),
        part: substring(literal("a😀bcd"), 2, 2),
        replaced: replace(literal("banana"), "an", "o"),
        place: position(literal("banana"), "nan"),
        none: position(literal("banana"), "x"),
        joined: concat("a", literal(1), "😀"),
        nothing: concat("a", cast(literal(null), "text")),
      }),
    )
    .all();
  expect(row).toEqual({
    lower: "  ünïcode 😀 éclair ",
    upper: "ÉCLAIR",
    length: 3,
    trim: "Ünïcode 😀 ÉCLAIR",
    part: "😀b",
    replaced: "booa",
    place: 3,
    none: 0,
    joined: "a1😀",
    nothing: null,
  });
});

conforms("choices treat NULL alike", async ({ db }) => {
  const nothing = cast(literal(null), "integer");
  const [row] = await db
    .query(
      selectRow({
        greatest: greatest(literal(1), 3, 2),
        least: least(literal(2), 1),
        unknown: greatest(literal(1), nothing),
        coalesce: coalesce(nothing, nothing, 7),
        nullif: nullif(literal(3), 3),
        kept: nullif(literal(3), 4),
        neither: caseWhen(nothing.eq(1), "a").end(),
        plus: nothing.plus(1),
        not: nothing.eq(1).not(),
      }),
    )
    .all();
  expect(row).toEqual({ greatest: 3, least: 1, unknown: null, coalesce: 7, nullif: null, kept: 3, neither: null, plus: null, not: null });
});

conforms("moments are taken apart in UTC", async ({ db }) => {
  await db.table(Everything).insert({ ...everything(1), at: new Date("2024-12-30T23:59:58.999Z"), day: "2021-01-03" });
  const [row] = await db
    .query(
      selectQuery(Everything, {
        year: extract("year", c.at),
        quarter: extract("quarter", c.at),
        week: extract("week", c.at),
        weekday: extract("dayOfWeek", c.at),
        yearday: extract("dayOfYear", c.at),
        hour: extract("hour", c.at),
        second: extract("second", c.at),
        dayWeek: extract("week", c.day),
        sunday: extract("dayOfWeek", c.day),
        toYear: dateTrunc("year", c.at),
        toQuarter: dateTrunc("quarter", c.at),
        toWeek: dateTrunc("week", c.at),
        toMinute: dateTrunc("minute", c.at),
        toSecond: dateTrunc("second", c.at),
        dayToWeek: dateTrunc("week", c.day),
        dayToMonth: dateTrunc("month", c.day),
      }),
    )
    .all();
  expect(row).toEqual({
    year: 2024,
    quarter: 4,
    week: 1,
    weekday: 1,
    yearday: 365,
    hour: 23,
    second: 58,
    dayWeek: 53,
    sunday: 7,
    toYear: new Date("2024-01-01T00:00:00Z"),
    toQuarter: new Date("2024-10-01T00:00:00Z"),
    toWeek: new Date("2024-12-30T00:00:00Z"),
    toMinute: new Date("2024-12-30T23:59:00Z"),
    toSecond: new Date("2024-12-30T23:59:58Z"),
    dayToWeek: "2020-12-28",
    dayToMonth: "2021-01-01",
  });
  expect(() => db.query(selectQuery(Everything, { v: extract("hour", c.day) })).toSQL()).toThrow(/has no hour/);
});

conforms("casts give the type they name", async ({ db }) => {
  await fill(db);
  const [row] = await db
    .query(
      selectQuery(
        Everything,
        {
          text: cast(c.int, "text"),
          integer: cast(literal("12"), "integer"),
          cut: cast(literal(-2.7), "integer"),
          big: cast(literal("9007199254740993"), "bigint"),
          float: cast(c.money, "float"),
          decimal: cast(literal("1.005"), { decimal: [10, 2] }),
          flag: cast(c.int, "boolean"),
          word: cast(c.flag, "text"),
          number: cast(c.flag, "integer"),
          day: cast(c.at, "date"),
          json: cast(literal('{"a": [1, 2]}'), "json"),
        },
        { where: c.id.eq(2) },
      ),
    )
    .all();
  expect(row).toEqual({
    text: "2",
    integer: 12,
    cut: -2,
    big: 9_007_199_254_740_993n,
    float: -0.35,
    decimal: "1.01",
    flag: true,
    word: "false",
    number: 0,
    day: everything(2).at.toISOString().slice(0, 10),
    json: { a: [1, 2] },
  });
});

conforms("JSON is read by path, and only as what it is", async ({ db }) => {
  const anything = { a: { b: [10, "x", true, null, { c: "deep" }] }, "it's": 1, 'say "hi"': 2, "$.a": 3, "": 4, n: null };
  await db.table(Everything).insert({ ...everything(1), anything });
  const doc = c.anything;
  const [row] = await db
    .query(
      selectQuery(Everything, {
        number: json.number(doc, ["a", "b", 0]),
        text: json.text(doc, ["a", "b", 1]),
        flag: json.boolean(doc, ["a", "b", 2]),
        deep: json.text(doc, ["a", "b", 4, "c"]),
        object: json.get(doc, ["a", "b", 4]),
        list: json.get(doc, ["a", "b"]),
        length: json.length(doc, ["a", "b"]),
        noLength: json.length(doc, ["a"]),
        quote: json.number(doc, ["it's"]),
        double: json.number(doc, ['say "hi"']),
        dollar: json.number(doc, ["$.a"]),
        missing: json.get(doc, ["a", "z"]),
        otherKind: json.number(doc, ["a", "b", 1]),
        notText: json.text(doc, ["a", "b", 0]),
        has: json.has(doc, ["n"]),
        hasNot: json.has(doc, ["a", "b", 9]),
      }),
    )
    .all();
  expect(row).toEqual({
    number: 10,
    text: "x",
    flag: true,
    deep: "deep",
    object: { c: "deep" },
    list: [10, "x", true, null, { c: "deep" }],
    length: 5,
    noLength: null,
    quote: 1,
    double: 2,
    dollar: 3,
    missing: null,
    otherKind: null,
    notText: null,
    has: true,
    hasNot: false,
  });
  const found = (condition: ReturnType<typeof json.has>) => db.table(Everything).count(condition);
  expect(await found(json.text(doc, ["a", "b", 1]).eq("x"))).toBe(1);
  expect(await found(json.number(doc, ["a", "b", 0]).gt(9))).toBe(1);
  expect(await found(json.get(doc, ["a", "b", 4]).eq({ c: "deep" }))).toBe(1);
  expect(await found(json.contains(doc, { a: { b: [{ c: "deep" }] } }))).toBe(1);
  expect(await found(json.contains(doc, { a: { b: ["y"] } }))).toBe(0);
});

conforms("JSON is changed and made", async ({ db }) => {
  await db.table(Everything).insert({ ...everything(1), anything: { a: [1, 2], b: "x" } });
  const doc = c.anything;
  const [row] = await db
    .query(
      selectQuery(Everything, {
        number: json.set(doc, ["b"], 5),
        text: json.set(doc, ["a", 0], "one"),
        flag: json.set(doc, ["b"], true),
        object: json.set(doc, ["c"], { d: [1] }),
        column: json.set(doc, ["b"], c.int),
        less: json.remove(doc, ["a", 1]),
        array: json.array(c.id, "two", true, { three: 3 }),
      }),
    )
    .all();
  expect(row).toEqual({
    number: { a: [1, 2], b: 5 },
    text: { a: ["one", 2], b: "x" },
    flag: { a: [1, 2], b: true },
    object: { a: [1, 2], b: "x", c: { d: [1] } },
    column: { a: [1, 2], b: everything(1).int },
    less: { a: [1], b: "x" },
    array: [1, "two", true, { three: 3 }],
  });
});

conforms("arrays are searched by element", async ({ db }) => {
  await db.table(Everything).insertMany([
    { ...everything(1), words: ["a", "b'c", '"d"'], numbers: [1, 2] },
    { ...everything(2), words: [], numbers: [2, 3] },
  ]);
  const ids = (condition: ReturnType<typeof array.has>) =>
    db.query(selectQuery(Everything, { id: c.id }, { where: condition, orderBy: [c.id.asc()] })).values();
  expect(await ids(array.has(c.words, "b'c"))).toEqual([1]);
  expect(await ids(array.has(c.numbers, 2))).toEqual([1, 2]);
  expect(await ids(array.hasAll(c.words, ["a", '"d"']))).toEqual([1]);
  expect(await ids(array.hasAll(c.words, ["a", "z"]))).toEqual([]);
  expect(await ids(array.hasAny(c.numbers, [3, 9]))).toEqual([2]);
  expect(await ids(array.has(c.words, "a").not())).toEqual([2]);
  expect(await db.query(selectQuery(Everything, { n: array.length(c.words) }, { orderBy: [c.id.asc()] })).values()).toEqual([3, 0]);
});

conforms("tuples compare from the left", async ({ db }) => {
  await fill(db);
  const ids = async (where: ReturnType<typeof and>) => db.query(selectQuery(Everything, { id: c.id }, { where, orderBy: [c.id.asc()] })).values();
  expect(await ids(tuple(c.id, c.money).eq([2, "-0.35"]))).toEqual([2]);
  expect(await ids(tuple(c.id, c.money).lt([2, "-0.34"]))).toEqual([1, 2]);
  expect(await ids(tuple(c.id, c.bounded).gte([2, "Zebra"]))).toEqual([2]);
  expect(await ids(tuple(c.id, c.bounded).in([[2, "Zebra"]]))).toEqual([2]);
  expect(await ids(tuple(c.id, c.bounded).in([]))).toEqual([]);
});

conforms("windows number, rank and look around", async ({ db }) => {
  await db.table(Flavor).insertMany(["a", "b", "c", "d"].map((name, i) => ({ name, rating: [3, 5, 5, 1][i] ?? 0, supplierId: null })));
  const f = Flavor.c;
  const rows = await db
    .query(
      selectQuery(
        Flavor,
        {
          name: f.name,
          number: rowNumber().over({ orderBy: [f.rating.desc(), f.name.asc()] }),
          rank: rank().over({ orderBy: [f.rating.desc()] }),
          before: lag(f.name).over({ orderBy: [f.name.asc()] }),
          after: lead(f.name, 2).over({ orderBy: [f.name.asc()] }),
          running: sum(f.rating).over({ orderBy: [f.name.asc()], frame: { rows: ["unbounded", "current"] } }),
          around: count().over({ orderBy: [f.name.asc()], frame: { rows: [{ preceding: 1 }, { following: 1 }] } }),
          all: count().over(),
          equals: count().over({ partitionBy: [f.rating] }),
        },
        { orderBy: [f.name.asc()] },
      ),
    )
    .all();
  expect(rows).toEqual([
    { name: "a", number: 3, rank: 3, before: null, after: "c", running: 3, around: 2, all: 4, equals: 1 },
    { name: "b", number: 1, rank: 1, before: "a", after: "d", running: 8, around: 3, all: 4, equals: 2 },
    { name: "c", number: 2, rank: 1, before: "b", after: null, running: 13, around: 3, all: 4, equals: 2 },
    { name: "d", number: 4, rank: 4, before: "c", after: null, running: 14, around: 2, all: 4, equals: 1 },
  ]);
});

conforms("an expression serves in every filter and order of a table", async ({ db }) => {
  await db.table(Flavor).insertMany(["Vanilla", "mint", "Lemon"].map((name, i) => ({ name, rating: i + 1, supplierId: null })));
  const f = Flavor.c;
  const flavors = db.table(Flavor);
  const where = length(f.name)
    .eq(f.rating.plus(2))
    .or(lower(f.name).in(["vanilla", "x"]));
  expect((await flavors.findMany(where, { orderBy: [lower(f.name).asc()] })).data.map(({ name }) => name)).toEqual(["Lemon", "mint", "Vanilla"]);
  expect(await flavors.count(where)).toBe(3);
  expect(await flavors.exists(f.rating.times(2).gt(5))).toBe(true);
  expect(await flavors.findOne(f.rating.mod(2).eq(0))).toMatchObject({ name: "mint" });
  expect(await flavors.count(f.rating.lt(subquery(selectQuery(Flavor, { most: max(f.rating) }))))).toBe(2);
  expect(await flavors.updateWhere(f.rating.plus(f.rating).eq(4), { note: "found" })).toBe(1);
  expect(await flavors.deleteWhere(concat(f.name, "!").eq("mint!"))).toBe(1);
});

conforms("what cannot be is refused before anything is sent", async ({ db }) => {
  let sent = 0;
  db.onQuery(() => {
    sent += 1;
  });
  const refused: readonly (readonly [Expr, RegExp])[] = [
    [c.text.plus(1 as never), /needs numbers/],
    [c.money.plus(c.double as never), /do not mix/],
    [c.text.eq(c.int as never), /different kinds/],
    [c.flag.lt("x" as never), /./],
    [lower(c.int as never), /needs text/],
    [max(c.flag), /some\(\) or every\(\)/],
    [c.doc.lt({} as never), /no order/],
    [column("nope"), /no column "nope"/],
    [column("id", { table: "nowhere" }), /does not read from "nowhere"/],
    [json.number(c.text as never, ["a"]), /not JSON/],
    [array.length(c.doc as never), /no list/],
  ];
  for (const [expression, message] of refused) {
    await expect(db.query(selectQuery(Everything, { v: expression })).all(), String(message)).rejects.toThrow(message);
    await expect(db.query(selectQuery(Everything, { v: expression })).all()).rejects.toBeInstanceOf(QueryError);
  }
  expect(() => cast(c.id, "int; drop table x" as never)).toThrow(QueryError);
  expect(() => func("a b", [], "text")).toThrow(QueryError);
  expect(() => extract("eon" as never, c.at)).toThrow(QueryError);
  expect(() => substring(c.text, 0)).toThrow(QueryError);
  expect(() => json.get(c.doc, [-1] as never)).toThrow(QueryError);
  expect(() => c.id.eq(undefined as never) && db.query(selectQuery(Everything, { id: c.id }, { where: c.id.eq(undefined as never) })).toSQL()).toThrow(
    /undefined/,
  );
  expect(sent).toBe(0);
  db.clearEvents();
});

conforms("pieces of SQL stand among expressions, their values apart", async ({ db }) => {
  await fill(db);
  const one = sql`${c.int} + ${40}`.as("integer");
  const query = selectQuery(Everything, { v: one }, { where: sql`${c.id} = ${2} or ${c.text} = ${"' or 1 = 1 --"}` });
  expect(await db.query(query).values()).toEqual([42]);
  const { sql: text, parameters } = db.query(query).toSQL();
  expect(text).not.toContain("or 1 = 1");
  expect(parameters.map(String)).toEqual(["40", "2", "' or 1 = 1 --"]);
});

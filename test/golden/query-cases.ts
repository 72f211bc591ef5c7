import {
  abs,
  and,
  array,
  avg,
  caseWhen,
  cast,
  ceil,
  coalesce,
  concat,
  count,
  cte,
  cumeDist,
  dateTrunc,
  deleteQuery,
  denseRank,
  every,
  exists,
  extract,
  firstValue,
  floor,
  from,
  func,
  greatest,
  insertQuery,
  json,
  jsonAgg,
  lag,
  lastValue,
  lead,
  least,
  length,
  literal,
  lower,
  match,
  max,
  min,
  not,
  notExists,
  now,
  nthValue,
  ntile,
  nullif,
  percentRank,
  position,
  power,
  rank,
  recursive,
  replace,
  round,
  rowNumber,
  selectQuery,
  selectRow,
  sign,
  some,
  sql,
  sqrt,
  stringAgg,
  subquery,
  substring,
  sum,
  trim,
  trimEnd,
  trimStart,
  tuple,
  updateQuery,
  upper,
} from "ormdantic";
import { Item, Shop, Stock } from "./query-models.ts";

const c = Item.c;
const s = Shop.c;
const window = { partitionBy: [c.shopId], orderBy: [c.price.desc(), c.id.asc()] };
const perShop = from(Item, "i")
  .groupBy(({ i }) => [i.shopId])
  .select(({ i }) => ({ shopId: i.shopId, total: sum(i.price), n: count() }));
const names = selectQuery(Item, { name: c.name });
const shopNames = selectQuery(Shop, { name: s.name });
const shops = selectQuery(Item, { id: c.id.plus(1000), name: substring(c.name, 1, 40) });
const stocks = selectQuery(Item, { id: c.id, code: c.name, amount: c.id.times(2) }, { where: c.active.eq(true) });
const totals = cte("totals", perShop);
const numbers = recursive("numbers", selectRow({ n: literal(1) }), (self) =>
  from(self, "x")
    .where(({ x }) => x.n.lt(10))
    .select(({ x }) => ({ n: x.n.plus(1) })),
);
const byShop = () => from(Item, "i").leftJoin(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id));
const best = from(Shop, "s").leftJoinLateral(
  ({ s: shop }) =>
    from(Item, "i")
      .where(({ i }) => i.shopId.eq(shop.id))
      .orderBy(({ i }) => [i.price.desc()])
      .limit(2)
      .select(({ i }) => ({ name: i.name, price: i.price })),
  "best",
);

/** Every construct, by the name of the file that holds its SQL. */
export const queries = {
  "arithmetic of whole numbers": selectQuery(Item, {
    plus: c.rating.plus(1),
    minus: c.id.minus(c.rating),
    times: c.rating.times(c.rating),
    div: c.rating.div(2),
    intDiv: c.id.intDiv(3),
    mod: c.id.mod(3),
    big: c.sold.plus(1n),
    nested: c.rating.plus(1).times(c.id.minus(2)),
  }),
  "arithmetic of decimals and floats": selectQuery(Item, {
    plus: c.price.plus("0.05"),
    times: c.price.times(c.rating),
    div: c.price.div(3),
    wide: c.worth.minus(c.price),
    weight: c.weight.times(2.5),
    half: c.weight.div(2),
  }),
  texts: selectQuery(Item, {
    lower: lower(c.name),
    upper: upper(c.name),
    length: length(c.name),
    trim: trim(c.name),
    left: trimStart(c.name),
    right: trimEnd(c.name),
    part: substring(c.name, 2, 3),
    rest: substring(c.name, 2),
    replaced: replace(c.name, "a", "b"),
    place: position(c.name, "an"),
    whole: concat(c.name, " (", c.id, ")"),
  }),
  numbers: selectQuery(Item, {
    abs: abs(c.weight),
    round: round(c.weight, 1),
    exact: round(c.price, 1),
    floor: floor(c.price),
    ceil: ceil(c.weight),
    power: power(c.rating, 2),
    sqrt: sqrt(c.weight),
    sign: sign(c.rating),
  }),
  choices: selectQuery(Item, {
    label: caseWhen(c.rating.gte(4), "good").when(c.rating.isNull(), "unknown").else("bad"),
    open: caseWhen(c.active, 1).end(),
    first: coalesce(c.note, c.name, "none"),
    none: nullif(c.rating, 0),
    most: greatest(c.rating, 3),
    least: least(c.price, c.worth),
  }),
  casts: selectQuery(Item, {
    text: cast(c.rating, "text"),
    integer: cast(c.price, "integer"),
    big: cast(c.rating, "bigint"),
    float: cast(c.price, "float"),
    decimal: cast(c.rating, { decimal: [12, 3] }),
    flag: cast(c.rating, "boolean"),
    word: cast(c.active, "text"),
    day: cast(c.added, "date"),
    number: cast(c.name, "integer"),
    json: cast(c.note, "json"),
  }),
  moments: selectQuery(Item, {
    year: extract("year", c.added),
    quarter: extract("quarter", c.added),
    week: extract("week", c.added),
    day: extract("day", c.born),
    weekday: extract("dayOfWeek", c.added),
    yearday: extract("dayOfYear", c.added),
    second: extract("second", c.added),
    month: dateTrunc("month", c.added),
    monday: dateTrunc("week", c.added),
    third: dateTrunc("quarter", c.born),
    hour: dateTrunc("hour", c.added),
    recent: c.added.lt(now()),
  }),
  "a function of the database": selectQuery(Item, { tail: func("ltrim", [c.name], "text") }),
  conditions: selectQuery(
    Item,
    { id: c.id, flag: c.rating.gt(3) },
    {
      where: and(
        tuple(c.rating, c.name).gte([3, "m"]),
        tuple(c.id, c.shopId).in([
          [1, 2],
          [3, 4],
        ]),
        not(c.active.eq(true).or(c.price.between("1", "2.5"))),
        c.rating.plus(1).in([2, 3, null]),
        sql`${c.name} is not null or ${c.id} = ${5}`,
        lower(c.name).contains("a_b"),
      ),
    },
  ),
  aggregates: selectQuery(Item, {
    rows: count(),
    rated: count(c.rating),
    kinds: count(c.rating).distinct(),
    cheap: count().filter(c.price.lt("2")),
    sum: sum(c.rating),
    total: sum(c.price),
    big: sum(c.sold),
    weight: sum(c.weight).filter(c.active.eq(true)),
    mean: avg(c.rating),
    exact: avg(c.price),
    first: min(c.added),
    last: max(c.worth),
    all: every(c.rating.gt(1)),
    any: some(c.active),
  }),
  "aggregates with an order": selectQuery(Item, {
    names: stringAgg(c.name, ", ").orderBy(c.id.desc()),
    some: stringAgg(c.name).filter(c.active.eq(true)),
    list: jsonAgg(json.object({ name: c.name, price: c.price, sold: c.sold, added: c.added })).orderBy(c.id.asc()),
    ids: jsonAgg(c.id).filter(c.rating.gt(3)),
  }),
  groups: selectQuery(
    Item,
    { initial: substring(c.name, 1, 1), label: concat(c.name, "!"), n: count() },
    { groupBy: [substring(c.name, 1, 1), concat(c.name, "!")], having: count().gt(1), orderBy: [count().desc(), concat(c.name, "!").asc()] },
  ),
  windows: selectQuery(Item, {
    number: rowNumber().over(window),
    rank: rank().over(window),
    dense: denseRank().over({ orderBy: [c.price.asc()] }),
    percent: percentRank().over(window),
    share: cumeDist().over(window),
    part: ntile(4).over({ orderBy: [c.id.asc()] }),
    before: lag(c.price).over(window),
    after: lead(c.name, 2).over(window),
    first: firstValue(c.name).over(window),
    all: count().over(),
    total: sum(c.price).over({ partitionBy: [c.shopId] }),
    mean: avg(c.rating).over({ partitionBy: [c.shopId] }),
  }),
  frames: selectQuery(Item, {
    running: sum(c.rating).over({ orderBy: [c.id.asc()], frame: { rows: ["unbounded", "current"] } }),
    around: avg(c.weight).over({ orderBy: [c.id.asc()], frame: { rows: [{ preceding: 1 }, { following: 1 }] } }),
    last: lastValue(c.name).over({ orderBy: [c.id.asc()], frame: { range: ["current", "unbounded"] } }),
  }),
  "frames in groups": selectQuery(Item, { n: count().over({ orderBy: [c.rating.asc()], frame: { groups: [{ preceding: 1 }, "current"] } }) }),
  "a default before the first row": selectQuery(Item, { before: lag(c.rating, 1, 0).over({ orderBy: [c.id.asc()] }) }),
  "the nth value": selectQuery(Item, { second: nthValue(c.name, 2).over({ orderBy: [c.id.asc()] }) }),
  "reading JSON": selectQuery(
    Item,
    {
      whole: json.get(c.data, []),
      tags: json.get(c.data, ["tags"]),
      tag: json.text(c.data, ["tags", 0]),
      size: json.number(c.data, ["size"]),
      flag: json.boolean(c.data, ["it's", 'a "key"']),
      n: json.length(c.data, ["tags"]),
    },
    { where: json.has(c.data, ["size"]).and(json.get(c.data, ["tags"]).eq(["a", "b"])) },
  ),
  "JSON that contains": selectQuery(Item, { id: c.id }, { where: json.contains(c.data, { tags: ["a"] }) }),
  "changing JSON": selectQuery(Item, {
    set: json.set(c.data, ["size"], 3),
    list: json.set(c.data, ["tags"], ["x"]),
    copy: json.set(c.data, ["size"], c.rating),
    removed: json.remove(c.data, ["tags", 0]),
  }),
  "making JSON": selectQuery(Item, {
    object: json.object({ id: c.id, sold: c.sold, price: c.price, active: c.active, added: c.added, data: c.data, one: 1 }),
    list: json.array(c.id, c.name, null),
  }),
  arrays: selectQuery(
    Item,
    { n: array.length(c.words) },
    { where: and(array.has(c.words, "a"), array.hasAll(c.words, ["a", "b"]), array.hasAny(c.words, ["c", "d"])) },
  ),
  "full text": selectQuery(Item, { id: c.id }, { where: match([c.name, c.note], "sweet lemon") }),
  subqueries: from(Shop, "s")
    .where(({ s: shop }) =>
      and(
        exists(
          from(Item, "i")
            .where(({ i }) => i.shopId.eq(shop.id))
            .select(({ i }) => ({ id: i.id })),
        ),
        notExists(selectQuery(Item, { id: c.id }, { where: c.rating.gt(shop.id) })),
        shop.id.in(selectQuery(Item, { shopId: c.shopId }, { where: c.active.eq(true) })),
        shop.name.notIn(names),
      ),
    )
    .select(({ s: shop }) => ({
      name: shop.name,
      items: subquery(
        from(Item, "i")
          .where(({ i }) => i.shopId.eq(shop.id))
          .select(() => ({ n: count() })),
      ),
    })),
  "membership of a limited query": selectQuery(
    Item,
    { id: c.id },
    {
      where: c.shopId.in(
        from(Shop, "s")
          .orderBy(({ s: shop }) => [shop.name.asc()])
          .limit(2)
          .select(({ s: shop }) => ({ id: shop.id })),
      ),
    },
  ),
  "inner and left joins": byShop()
    .innerJoin(Item, "j", ({ i, j }) => j.id.eq(i.id))
    .where(({ s: shop }) => shop.city.isNull())
    .orderBy(({ s: shop, i }) => [shop.name.desc({ nulls: "last" }), i.id.asc()])
    .select(({ i, s: shop }) => ({ item: i.name, shop: shop.name })),
  "objects in rows": byShop().select(({ i, s: shop }) => ({
    id: i.id,
    "shop.name": i.note,
    shop: { name: shop.name, place: { city: shop.city } },
    "a name that is as long as the names of columns may be, of all": { "and more of it, which is too much": i.price },
  })),
  "a right join": from(Item, "i")
    .rightJoin(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .select(({ i, s: shop }) => ({ item: i.name, shop: shop.name })),
  "a full join": from(Item, "i")
    .fullJoin(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .select(({ i, s: shop }) => ({ item: i.name, shop: shop.name })),
  "a cross join": from(Item, "i")
    .crossJoin(Shop, "s")
    .select(({ i, s: shop }) => ({ item: i.name, shop: shop.name })),
  "a lateral join": best.select(({ s: shop, best: found }) => ({ shop: shop.name, item: found.name, price: found.price })),
  "a derived table": from(perShop, "t")
    .leftJoin(Shop, "s", ({ t, s: shop }) => t.shopId.eq(shop.id))
    .where(({ t }) => t.total.gt("10"))
    .select(({ t, s: shop }) => ({ name: shop.name, total: t.total, n: t.n })),
  "distinct rows in a window": from(Item, "i")
    .distinct()
    .orderBy(({ i }) => [i.name.asc()])
    .limit(5)
    .offset(10)
    .select(({ i }) => ({ name: i.name })),
  "an offset alone": from(Item, "i")
    .orderBy(({ i }) => [i.id.asc()])
    .offset(10)
    .select(({ i }) => ({ id: i.id })),
  "the first of each": from(Item, "i")
    .distinctOn(({ i }) => [i.shopId])
    .orderBy(({ i }) => [i.shopId.asc(), i.price.desc()])
    .select(({ i }) => ({ shopId: i.shopId, name: i.name })),
  "a union": names
    .union(shopNames)
    .orderBy((r) => [r.name.desc()])
    .limit(3),
  "a chain of set operations": names
    .unionAll(shopNames)
    .unionAll(names)
    .intersect(shopNames)
    .except(selectQuery(Shop, { name: s.name }, { limit: 1 })),
  "set operations that keep duplicates": names.intersectAll(shopNames).exceptAll(names),
  "a named query read twice": from(totals, "a")
    .innerJoin(totals, "b", ({ a, b }) => a.shopId.eq(b.shopId))
    .where(({ b }) => b.n.in(from(totals, "t").select(({ t }) => ({ n: max(t.n) }))))
    .select(({ a }) => ({ shopId: a.shopId, total: a.total })),
  "a recursive query": from(numbers, "k")
    .orderBy(({ k }) => [k.n.asc()])
    .select(({ k }) => ({ n: k.n })),
  "a write with a name": from(
    cte(
      "gone",
      deleteQuery(Item)
        .where((item) => item.id.gt(1_000_000))
        .returning((item) => ({ id: item.id })),
    ),
    "g",
  ).select(({ g }) => ({ id: g.id })),
  "a row without a source": selectRow({ one: literal(1), text: literal("a'b"), now: now() }),
  "a lock": from(Item, "i")
    .where(({ i }) => i.id.eq(1))
    .lock("update")
    .select(({ i }) => ({ id: i.id })),
  "a lock that skips": from(Item, "i")
    .lock({ mode: "update", skipLocked: true })
    .select(({ i }) => ({ id: i.id })),
  "a shared lock that does not wait": from(Item, "i")
    .lock({ mode: "share", nowait: true })
    .select(({ i }) => ({ id: i.id })),
  "a lock of one table": from(Item, "i")
    .innerJoin(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .lock({ mode: "update", of: ["i"] })
    .select(({ i }) => ({ id: i.id })),
  "an update": updateQuery(Item)
    .set(({ item }) => ({ rating: coalesce(item.rating, 0).plus(1), note: null, name: "new", price: item.price.times(2) }))
    .where(({ item }) => item.id.eq(7)),
  "an update from another table": updateQuery(Item, "i")
    .from(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .set(({ s: shop }) => ({ note: shop.city }))
    .where(({ s: shop }) => shop.name.eq("Corner")),
  "an update that gives rows back": updateQuery(Item)
    .set({ active: false })
    .where(({ item }) => item.active.eq(true))
    .returning(({ item }) => ({ id: item.id, sold: item.sold })),
  "a delete that gives rows back": deleteQuery(Item)
    .where((item) => item.rating.isNull())
    .returning((item) => ({ id: item.id, name: item.name })),
  "a delete by another table": deleteQuery(Item, "i")
    .using(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .where(({ i, s: shop }) => shop.name.eq("Corner").and(i.rating.lt(2))),
  "a delete by several sources that gives rows back": deleteQuery(Item)
    .where((item) => item.active.eq(false))
    .using(perShop, "t", ({ item, t }) => t.shopId.eq(item.shopId))
    .using(Shop, "s", ({ item, s: shop }) => shop.id.eq(item.shopId).and(shop.city.isNotNull()))
    .where(({ item, t }) => t.total.gt(item.price))
    .returning((item) => ({ id: item.id, name: item.name })),
  "a delete by the same table": deleteQuery(Item, "a")
    .using(Item, "b", ({ a, b }) => a.name.eq(b.name).and(a.id.gt(b.id)))
    .returning((item) => ({ id: item.id })),
  "a delete by the same table that gives nothing back": deleteQuery(Item, "a").using(Item, "b", ({ a, b }) => a.name.eq(b.name).and(a.id.gt(b.id))),
  "an update from two tables": updateQuery(Item, "i")
    .from(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .from(Stock, "t", ({ i, s: shop, t }) => t.id.eq(i.id).and(t.code.eq(shop.name)))
    .set(({ s: shop, t }) => ({ note: shop.city, rating: t.amount })),
  "an update that reads its own table": updateQuery(Item, "i")
    .set(({ i }) => ({
      rating: subquery(
        from(Item, "j")
          .where(({ j }) => j.shopId.eq(i.shopId).and(j.id.lte(i.id)))
          .select(({ j }) => ({ most: max(j.rating) })),
      ),
    }))
    .where(({ i }) => i.price.lt(subquery(selectQuery(Item, { most: max(c.price) })))),
  "an update from another table that reads its own": updateQuery(Item, "i")
    .from(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .from(selectQuery(Item, { id: c.id, name: c.name }, { where: c.id.in(selectQuery(Item, { id: c.id }, { where: c.active.eq(true) })) }), "n", ({ i, n }) =>
      n.id.eq(i.id),
    )
    .set(({ n }) => ({ note: n.name }))
    .where(({ i }) =>
      exists(
        from(Item, "j")
          .where(({ j }) => j.name.eq(i.name).and(j.id.ne(i.id)))
          .select(() => ({ n: count() })),
      ),
    ),
  "a delete that reads its own table": deleteQuery(Item).where((item) =>
    and(
      item.id.in(
        from(Item, "j")
          .where(({ j }) => j.name.eq("Mint"))
          .select(({ j }) => ({ id: j.id })),
      ),
      item.name.notIn(names.union(shopNames)),
      exists(
        from(Shop, "s")
          .innerJoin(Item, "j", ({ s: shop, j }) => j.shopId.eq(shop.id))
          .where(({ s: shop, j }) => shop.id.eq(item.shopId).and(sql`${j.id} <> ${item.id}`))
          .select(({ s: shop }) => ({ id: shop.id })),
      ),
    ),
  ),
  "a delete by another table that reads its own": deleteQuery(Item, "i")
    .using(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
    .where(({ i }) => i.price.lt(subquery(selectQuery(Item, { most: max(c.price) })))),
  "an insert from a query": insertQuery(Shop, selectQuery(Item, { id: c.id.plus(1000), name: substring(c.name, 1, 40) }, { where: c.rating.gt(4) })),
  "an insert from a query that updates what is there": insertQuery(
    Item,
    from(Item, "i")
      .innerJoin(Shop, "s", ({ i, s: shop }) => i.shopId.eq(shop.id))
      .orderBy(({ i }) => [i.id.asc()])
      .select(({ i, s: shop }) => ({ id: i.id, name: concat(i.name, "!"), shopId: shop.id, price: i.price, active: i.active, added: i.added, words: i.words })),
  ).onConflict(),
  "an insert from a query that updates some columns": insertQuery(Shop, shops.union(shops)).onConflict({ update: ["name"] }),
  "an insert from a query that leaves what is there": insertQuery(Shop, shops).onConflict({ update: [] }),
  "an insert from a query by another key": insertQuery(Stock, stocks).onConflict({ conflict: ["code"] }),
  "an insert from a query that leaves what is there and gives rows back": insertQuery(Shop, shops)
    .onConflict({ update: [] })
    .returning((shop) => ({ id: shop.id })),
  "an insert from a named query that updates what is there and gives rows back": insertQuery(
    Shop,
    from(numbers, "k").select(({ k }) => ({ id: k.n.plus(5000), name: concat("shop ", k.n) })),
  )
    .onConflict()
    .returning((shop) => ({ id: shop.id, name: shop.name })),
  "an insert from a named query that gives rows back": insertQuery(
    Shop,
    from(numbers, "k").select(({ k }) => ({ id: k.n.plus(5000), name: concat("shop ", k.n) })),
  ).returning((shop) => ({ id: shop.id, name: shop.name })),
};

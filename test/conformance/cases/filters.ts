import { and, not, or, placeholder, QueryError, sql } from "ormdantic";
import { expect } from "vitest";
import { type Bench, conforms } from "../conformance.ts";
import { Flavor, Line, Maybe, Supplier } from "../models.ts";

const names = ["Vanilla", "vanilla bean", "Chocolate 100%", "Choc_Mint", "back\\slash", "Éclair", "éclair", "a'b\"c", "[brackets]", "star*ry?"];

async function fill(db: Bench["db"]) {
  await db.table(Flavor).insertMany(names.map((name, i) => ({ name, rating: i % 6, supplierId: null, note: i % 3 === 0 ? null : `note ${i}` })));
  return async (where: Parameters<ReturnType<typeof flavors>["findMany"]>[0]) =>
    (await flavors(db).findMany(where as never, { orderBy: ["id"] })).data.map((row) => row.name);
}
const flavors = (db: Bench["db"]) => db.table(Flavor);

conforms("comparisons find what they say", async ({ db }) => {
  const find = await fill(db);
  expect(await find({ rating: 1 })).toEqual(["vanilla bean", "[brackets]".replace("[brackets]", "a'b\"c")]);
  expect(await find({ rating: { gte: 4 } })).toEqual(["back\\slash", "Éclair"]);
  expect(await find({ rating: { ge: 4, lt: 5 } })).toEqual(["back\\slash"]);
  expect(await find({ rating: { ne: 0 } })).toHaveLength(8);
  expect(await find({ rating: { between: [1, 2] } })).toHaveLength(4);
  expect(await find({ name: "Vanilla", rating: { lte: 0 } })).toEqual(["Vanilla"]);
});

conforms("text comparison is exact: case, accents and trailing blanks count", async ({ db }) => {
  const find = await fill(db);
  expect(await find({ name: "Éclair" })).toEqual(["Éclair"]);
  expect(await find({ name: "vanilla" })).toEqual([]);
  expect(await find({ name: "Vanilla " })).toEqual([]);
  expect(await find({ name: "Eclair" })).toEqual([]);
});

conforms("text operators take their argument as plain text, wildcards only in like", async ({ db }) => {
  const find = await fill(db);
  expect(await find({ name: { contains: "0%" } })).toEqual(["Chocolate 100%"]);
  expect(await find({ name: { contains: "c_M" } })).toEqual(["Choc_Mint"]);
  expect(await find({ name: { contains: "k\\s" } })).toEqual(["back\\slash"]);
  expect(await find({ name: { contains: "*ry?" } })).toEqual(["star*ry?"]);
  expect(await find({ name: { contains: "'b\"" } })).toEqual(["a'b\"c"]);
  expect(await find({ name: { startsWith: "Choc" } })).toEqual(["Chocolate 100%", "Choc_Mint"]);
  expect(await find({ name: { startsWith: "choc" } })).toEqual([]);
  expect(await find({ name: { istartsWith: "cHOc" } })).toEqual(["Chocolate 100%", "Choc_Mint"]);
  expect(await find({ name: { startsWith: "[" } })).toEqual(["[brackets]"]);
  expect(await find({ name: { endsWith: "lla" } })).toEqual(["Vanilla"]);
  expect(await find({ name: { iendsWith: "%" } })).toEqual(["Chocolate 100%"]);
  expect(await find({ name: { icontains: "ÉCLAIR" } })).toEqual(["Éclair", "éclair"]);
  expect(await find({ name: { like: "Choc%" } })).toEqual(["Chocolate 100%", "Choc_Mint"]);
  expect(await find({ name: { like: "choc%" } })).toEqual([]);
  expect(await find({ name: { like: "_anilla" } })).toEqual(["Vanilla"]);
  expect(await find({ name: { like: "%\\%" } })).toEqual(["Chocolate 100%"]);
  expect(await find({ name: { like: "%[b%" } })).toEqual(["[brackets]"]);
  expect(await find({ name: { ilike: "VANILLA%" } })).toEqual(["Vanilla", "vanilla bean"]);
  expect(await find({ name: { contains: "" } })).toHaveLength(10);
});

conforms("text operators work on uuids as on text", async ({ db }) => {
  const suppliers = db.table(Supplier);
  await suppliers.insertMany([
    { id: "abcdefab-0000-4000-8000-000000000001", name: "one" },
    { id: "abcdefab-0000-4000-8000-000000000002", name: "two" },
    { id: "00000000-0000-4000-8000-0000000000ab", name: "three" },
  ]);
  const names = async (id: object) => (await suppliers.findMany({ id } as never, { orderBy: ["name"] })).data.map((row) => row.name);
  expect(await names({ startsWith: "abcdef" })).toEqual(["one", "two"]);
  expect(await names({ endsWith: "ab" })).toEqual(["three"]);
  expect(await names({ contains: "b-0" })).toEqual(["one", "two"]);
  expect(await names({ icontains: "ABCDEF" })).toEqual(["one", "two"]);
  expect(await names({ like: "%-4000-8000-%2" })).toEqual(["two"]);
});

conforms("null is IS NULL on every path, and lists may hold null", async ({ db }) => {
  const find = await fill(db);
  expect(await find({ note: null })).toHaveLength(4);
  expect(await find({ note: { eq: null } })).toHaveLength(4);
  expect(await find({ note: { ne: null } })).toHaveLength(6);
  expect(await find({ note: { isNull: true } })).toHaveLength(4);
  expect(await find({ note: { isNull: false } })).toHaveLength(6);
  expect(await find({ note: { in: ["note 1", null] } })).toHaveLength(5);
  expect(await find({ note: { in: [null] } })).toHaveLength(4);
  expect(await find({ note: { notIn: ["note 1", null] } })).toHaveLength(5);
  expect(await find({ note: { notIn: [null] } })).toHaveLength(6);
  expect(await find(Flavor.c.note.eq(null))).toHaveLength(4);
});

conforms("an empty list matches nothing, a list of 70,000 is one statement", async ({ db }) => {
  const find = await fill(db);
  expect(await find({ rating: { in: [] } })).toEqual([]);
  expect(await find({ rating: { notIn: [] } })).toHaveLength(10);
  const many = Array.from({ length: 70_000 }, (_, i) => i + 4);
  expect(await find({ rating: { in: many } })).toEqual(["back\\slash", "Éclair"]);
  expect(await find({ rating: { notIn: many } })).toHaveLength(8);
  const texts = Array.from({ length: 70_000 }, (_, i) => `${i}"'\\,{}`);
  expect(await find({ name: { in: [...texts, "Éclair", "a'b\"c"] } })).toEqual(["Éclair", "a'b\"c"]);
  for (const size of [1, 2, 3, 5, 63, 64, 65, 100])
    expect(await find({ name: { in: ["Éclair", ...texts.slice(0, size - 1)] } }), `list of ${size}`).toEqual(["Éclair"]);
});

conforms("and, or and not nest; an empty and is true, an empty or is false", async ({ db }) => {
  const find = await fill(db);
  expect(await find({ or: [{ name: "Vanilla" }, { rating: 5 }] })).toEqual(["Vanilla", "Éclair"]);
  expect(await find({ and: [{ rating: { gte: 1 } }, { or: [{ rating: 1 }, { rating: 2 }] }], not: { name: { contains: "_" } } })).toHaveLength(4);
  expect(await find({ not: { or: [{ rating: { lt: 4 } }] } })).toEqual(["back\\slash", "Éclair"]);
  expect(await find({ or: [] })).toEqual([]);
  expect(await find({ and: [] })).toHaveLength(10);
  expect(await find({ or: [{}] })).toHaveLength(10);
  expect(await find({ not: {} })).toEqual([]);
});

conforms("conditions of expressions do what dictionaries do, alone and among them", async ({ db }) => {
  const find = await fill(db);
  const { c } = Flavor;
  expect(await find(c.rating.gte(4))).toEqual(["back\\slash", "Éclair"]);
  expect(await find(and(c.rating.gte(4), c.name.startsWith("back")))).toEqual(["back\\slash"]);
  expect(await find(or(c.name.eq("Vanilla"), c.rating.eq(5)))).toEqual(["Vanilla", "Éclair"]);
  expect(await find(not(c.rating.lt(4)))).toEqual(["back\\slash", "Éclair"]);
  expect(await find(c.rating.in([4, 5]).and(c.note.isNotNull()))).toEqual(["back\\slash", "Éclair"]);
  expect(await find(c.rating.between(1, 2))).toHaveLength(4);
  expect(await find(c.note.notIn(["note 1", null]))).toHaveLength(5);
  expect(await find(sql`${c.rating} + 1 > ${5}`)).toEqual(["Éclair"]);
  expect((await flavors(db).findMany(c.name.eq("Vanilla"), { orderBy: [c.rating.desc()] })).data).toHaveLength(1);
});

conforms("the same filter gives the same rows in findMany, count, exists, stream, updateWhere and deleteWhere", async ({ db }) => {
  await fill(db);
  const table = flavors(db);
  for (const where of [
    { rating: { gte: 3 } },
    { name: { icontains: "ÉC" } },
    { or: [{ rating: 0 }, { note: null }] },
    { not: { note: { in: ["note 1", null] } } },
  ]) {
    const ids = (await table.findMany(where as { rating: number })).data.map((row) => row.id).sort((a, b) => a - b);
    expect(await table.count(where as { rating: number })).toBe(ids.length);
    expect(await table.exists(where as { rating: number })).toBe(ids.length > 0);
    const streamed: number[] = [];
    for await (const row of table.stream(where as { rating: number })) streamed.push(row.id);
    expect(streamed.sort((a, b) => a - b)).toEqual(ids);
    expect(await table.updateWhere(where as { rating: number }, { createdAt: new Date(0) })).toBe(ids.length);
    expect((await table.findMany({ createdAt: new Date(0) })).data.map((row) => row.id).sort((a, b) => a - b)).toEqual(ids);
    await table.updateWhere({}, { createdAt: new Date(1) }, { allowAll: true });
  }
  expect(await table.deleteWhere({ rating: { gte: 3 } })).toBe(4);
  expect(await table.count()).toBe(6);
});

conforms("a filter of a loaded relation keeps its conditions on the columns that join", async ({ db }) => {
  const supplier = await db.table(Supplier).insert({ name: "Acme" });
  await db.table(Flavor).insertMany(Array.from({ length: 5 }, (_, i) => ({ name: `n${i}`, supplierId: i === 4 ? supplier.id : null })));
  const load = async (where: object) =>
    (await db.table(Flavor).findMany({}, { orderBy: ["-id"], limit: 1, load: { supplier: { where } } } as never)).data.map(
      (row) => (row as { supplier?: unknown }).supplier,
    );
  const above = { supplierId: { gt: supplier.id } };
  expect(await load({ flavors: { some: { not: above } } })).toEqual([supplier]);
  expect(await load({ flavors: { some: above } })).toEqual([null]);
  expect(await load({ flavors: { none: above } })).toEqual([supplier]);
  expect(await load({ flavors: { none: { not: above } } })).toEqual([null]);
});

conforms("a filter that cannot be meant is refused, naming the place", async ({ db }) => {
  const table = flavors(db);
  const wrong: readonly [unknown, RegExp][] = [
    [{ nam: "x" }, /"nam"/],
    [{ name: undefined }, /name.*undefined/],
    [{ rating: { gte: undefined } }, /rating.*undefined/],
    [{ rating: { greater: 1 } }, /greater/],
    [{ rating: "5" }, /rating/],
    [{ name: 5 }, /name/],
    [{ rating: { contains: "1" } }, /contains/],
    [{ rating: { in: 5 } }, /in takes a list/],
    [{ rating: { in: placeholder("ratings") } }, /takes a list, not an expression or placeholder \(those stand in queries made by from\(\)/],
    [{ rating: { between: [1] } }, /between/],
    [{ rating: { gt: null } }, /null/],
    [{ note: { isNull: "yes" } }, /isNull/],
    [{ or: { rating: 1 } }, /"or" takes a list/],
    [{ or: [undefined] }, /undefined/],
    ["name = 1", /filter/],
    [{ id: { eq: 2 ** 53 } }, /id/],
    [{ __proto__: null, constructor: "x" }, /constructor/],
    [Line.c.no.eq(1), /order_line/],
  ];
  for (const [where, message] of wrong) {
    await expect(table.findMany(where as never), String(message)).rejects.toThrow(message);
    await expect(table.deleteWhere(where as never), String(message)).rejects.toThrow(QueryError);
  }
  await expect(db.table(Maybe).findMany({ doc: { title: "x" } } as never)).rejects.toThrow(QueryError);
});

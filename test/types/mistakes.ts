const head =
  'import { type Ormdantic, type Relate, table } from "ormdantic";\nimport * as z from "zod";\nimport { Flavor, Line, Supplier } from "./models.ts";\n';
const call = (text: string): string =>
  `${head}export const call = (db: Ormdantic) => ${text};\nexport type Used = [Relate<typeof Line>, typeof Supplier, typeof Flavor, typeof table, typeof z];\n`;

/** The likeliest mistakes, each with what its message must say to be of help. */
export const mistakes: readonly { readonly title: string; readonly source: string; readonly message: RegExp }[] = [
  {
    title: "a misspelt column in a filter",
    source: call("db.table(Flavor).findMany({ name: 'x', ratin: 1 })"),
    message: /"flavor" has no column( or relation)? "ratin"/,
  },
  { title: "a wrong operator", source: call("db.table(Flavor).findMany({ rating: { gte: 1, above: 3 } })"), message: /unknown operator "above"/ },
  {
    title: "undefined in a filter",
    source: call("db.table(Flavor).findMany({ name: undefined })"),
    message: /"name" is undefined: leave it out, or use null|property 'name' are incompatible[\s\S]*'undefined' is not/,
  },
  { title: "a missing column", source: call("db.table(Supplier).insert({ id: 'x' })"), message: /'code' is missing/ },
  { title: "a misspelt column in a row", source: call("db.table(Supplier).insert({ id: 'x', code: 'y', cod: 'z' })"), message: /'cod' does not exist/ },
  {
    title: "a misspelt column in changes",
    source: call("db.table(Flavor).update('k', { rating: 1, ratin: 2 })"),
    message: /"flavor" has no column( or relation)? "ratin"/,
  },
  {
    title: "undefined in changes",
    source: call("db.table(Flavor).update('k', { rating: undefined })"),
    message: /"rating" is undefined: leave it out to keep its value|property 'rating' are incompatible[\s\S]*'undefined' is not/,
  },
  { title: "a misspelt option", source: call("db.table(Flavor).findMany({}, { limit: 1, ofset: 2 })"), message: /unknown option "ofset"/ },
  { title: "a misspelt column to select", source: call("db.table(Flavor).findMany({}, { select: ['id', 'ratin'] })"), message: /ratin/ },
  { title: "half of a composite key", source: call("db.table(Line).delete({ orderId: 1 })"), message: /'no' is missing/ },
  {
    title: "a foreign key that does not hold the key",
    source: `${head}export class W extends table("wrong", z.object({ id: z.int() }), { pk: "id" }) {
  static relations = (r: Relate<typeof W>) => ({ flavor: r.belongsTo(Flavor, "id"), line: r.belongsTo(Line, "id"), all: r.hasMany(Supplier, "code") });
}\n`,
    message: /"wrong.id" does not hold a key of "flavor"[\s\S]*"wrong.id" does not hold a key of "line"[\s\S]*"supplier.code" does not hold a key of "wrong"/,
  },
  {
    title: "a misspelt key",
    source: `${head}export const W = table("w", z.object({ id: z.int() }), { pk: "idd" });\nexport type Used = [Relate<typeof Line>, Ormdantic, typeof Flavor, typeof Supplier];\n`,
    message: /"idd"/,
  },
];

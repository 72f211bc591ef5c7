import { decimal, type Relate, sql, table } from "ormdantic";
import * as z from "zod";

export class Shop extends table("shop", z.object({ id: z.int(), name: z.string().max(40), city: z.string().max(40).nullable() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Shop>) => ({ items: r.hasMany(Item, "shopId") });
}

/** A column of each kind that expressions treat in a way of its own. */
export class Item extends table(
  "item",
  z.object({
    id: z.int(),
    name: z.string().max(50),
    note: z.string().max(200).nullable(),
    rating: z.int32().nullable(),
    sold: z.bigint().nullable(),
    price: decimal({ precision: 10, scale: 2 }),
    worth: decimal({ precision: 30, scale: 6 }).nullable(),
    weight: z.number().nullable(),
    active: z.boolean(),
    added: z.date(),
    born: z.iso.date().nullable(),
    data: z.object({ size: z.number(), tags: z.array(z.string()) }).nullable(),
    words: z.array(z.string()),
    shopId: z.int().nullable(),
  }),
  { pk: "id" },
) {
  static relations = (r: Relate<typeof Item>) => ({ shop: r.belongsTo(Shop, "shopId") });
}

/** With two unique keys, a version and names of its own. */
export const Stock = table("stock", z.object({ id: z.int(), code: z.string().max(50), amount: z.int(), version: z.int().default(1) }), {
  pk: "id",
  unique: ["code"],
  version: "version",
  columns: { amount: { name: "in_store" }, version: { serverDefault: sql`1` } },
});

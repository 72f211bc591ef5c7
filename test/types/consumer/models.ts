import { bytes, decimal, now, type Relate, sql, table } from "ormdantic";
import * as z from "zod";

const iso = z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() });

export class Flavor extends table(
  "flavor",
  z.object({
    id: z.uuid(),
    name: z.string().min(2),
    rating: z.int().default(0),
    supplierId: z.uuid().nullable(),
    parentId: z.uuid().optional(),
    at: iso,
    tags: z.array(z.string()),
    doc: z.object({ a: z.int() }),
  }),
  { pk: "id", generated: ["id", "at"], checks: [{ name: "rating_positive", expression: (c) => c.rating.gte(0) }] },
) {
  static relations = (r: Relate<typeof Flavor>) => ({
    supplier: r.belongsTo(Supplier, "supplierId", { onDelete: "cascade" }),
    parent: r.belongsTo(Flavor, "parentId"),
    children: r.hasMany(Flavor, "parentId"),
    lines: r.hasMany(Line, "flavorId"),
    labels: r.manyToMany(Label, FlavorLabel, "flavorId", "labelId"),
  });
  get stars(): string {
    return "*".repeat(this.rating);
  }
}
export class Supplier extends table("supplier", z.strictObject({ id: z.uuid(), code: z.string() }), { pk: "id", unique: ["code"] }) {
  static relations = (r: Relate<typeof Supplier>) => ({ flavors: r.hasMany(Flavor, "supplierId"), star: r.hasOne(Flavor, "supplierId") });
}
export class Line extends table("line", z.object({ orderId: z.int(), no: z.int(), flavorId: z.uuid(), qty: z.int() }), { pk: ["orderId", "no"] }) {
  static relations = (r: Relate<typeof Line>) => ({ flavor: r.belongsTo(Flavor, "flavorId"), notes: r.hasMany(Note, ["orderId", "lineNo"]) });
}
export class Note extends table("note", z.object({ id: z.int(), orderId: z.int(), lineNo: z.int().nullable(), text: z.string(), supplierCode: z.string() }), {
  pk: "id",
  generated: ["id"],
}) {
  static relations = (r: Relate<typeof Note>) => ({
    line: r.belongsTo(Line, ["orderId", "lineNo"]),
    supplier: r.belongsTo(Supplier, "supplierCode", { references: "code" }),
  });
}
export class Label extends table("label", z.object({ id: z.int(), label: z.string() }), { pk: "id", generated: ["id"] }) {}
export const FlavorLabel = table("flavor_label", z.object({ flavorId: z.uuid(), labelId: z.int() }), { pk: ["flavorId", "labelId"] });

/** Columns of every kind, for what the compiler makes of them. */
export const Everything = table(
  "everything",
  z.object({
    id: z.bigint(),
    code: z.string().brand<"Code">(),
    price: decimal({ precision: 12, scale: 2 }),
    photo: bytes({ max: 100 }).nullable(),
    kind: z.enum(["a", "b"]).default("a"),
    level: z.literal([1, 2]),
    shape: z.discriminatedUnion("kind", [z.object({ kind: z.literal("circle"), r: z.number() }), z.object({ kind: z.literal("square"), side: z.number() })]),
    scores: z.record(z.string(), z.number()),
    pair: z.tuple([z.string(), z.int()]),
    any: z.json(),
    note: z.string().nullish(),
    total: z.number(),
    day: z.iso.date().readonly(),
  }),
  {
    pk: "id",
    generated: ["id", "total"],
    uniqueConstraints: [["code"]],
    columns: { total: { computed: { expression: sql`${sql.id("level")} * 2`, stored: true } }, day: { serverDefault: now() } },
    postgres: { unlogged: true },
  },
);

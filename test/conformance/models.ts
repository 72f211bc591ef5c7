import { bytes, decimal, now, type Relate, sql, table } from "ormdantic";
import * as z from "zod";

/** One column of every type, each once required and once nullable. */
const cents = z.codec(z.int(), z.number(), { decode: (stored) => stored / 100, encode: (euros) => Math.round(euros * 100) });

const types = {
  text: z.string(),
  bounded: z.string().max(20),
  uuid: z.uuid(),
  int32: z.int32(),
  int: z.int(),
  big: z.bigint(),
  double: z.number(),
  float32: z.float32(),
  money: decimal({ precision: 12, scale: 2 }),
  wide: decimal({ precision: 29, scale: 9 }),
  flag: z.boolean(),
  at: z.date(),
  precise: z.iso.datetime(),
  local: z.iso.datetime({ local: true }),
  day: z.iso.date(),
  clock: z.iso.time(),
  blob: bytes(),
  doc: z.object({ title: z.string(), at: z.date(), big: z.bigint(), tags: z.array(z.string()) }),
  anything: z.json(),
  color: z.enum(["red", "green", "blue"]),
  level: z.literal([1, 2, 3]),
  words: z.array(z.string()),
  numbers: z.array(z.int()),
  shape: z.discriminatedUnion("kind", [z.object({ kind: z.literal("circle"), r: z.number() }), z.object({ kind: z.literal("square"), side: z.number() })]),
  scores: z.record(z.string(), z.number()),
  price: cents,
};

export const Everything = table("everything", z.object({ id: z.int(), ...types }), { pk: "id" });

export const Maybe = table(
  "maybe",
  z.object({
    id: z.int(),
    text: types.text.nullable(),
    bounded: types.bounded.nullish(),
    uuid: types.uuid.nullable(),
    int32: types.int32.optional(),
    int: types.int.nullable(),
    big: types.big.nullable(),
    double: types.double.nullable(),
    float32: types.float32.nullable(),
    money: types.money.nullable(),
    wide: types.wide.nullable(),
    flag: types.flag.optional(),
    at: types.at.nullable(),
    precise: types.precise.nullable(),
    local: types.local.nullable(),
    day: types.day.nullable(),
    clock: types.clock.nullable(),
    blob: types.blob.nullable(),
    doc: types.doc.optional(),
    anything: z.json().nullable(),
    color: types.color.nullable(),
    level: types.level.nullable(),
    words: types.words.nullable(),
    numbers: types.numbers.nullable(),
    shape: types.shape.nullable(),
    scores: types.scores.nullable(),
    price: types.price.nullable(),
  }),
  { pk: "id" },
);

export class Supplier extends table("supplier", z.object({ id: z.uuid(), name: z.string().min(2).max(63) }), {
  pk: "id",
  generated: ["id"],
  unique: ["name"],
}) {
  static relations = (r: Relate<typeof Supplier>) => ({ flavors: r.hasMany(Flavor, "supplierId") });
}

export class Flavor extends table(
  "flavor",
  z.object({
    id: z.int(),
    name: z.string().max(80),
    rating: z.int().min(0).max(5).default(3),
    supplierId: z.uuid().nullable(),
    note: z.string().nullish(),
    createdAt: z.date(),
  }),
  {
    pk: "id",
    generated: ["id", "createdAt"],
    indexed: ["rating"],
    unique: ["name"],
    columns: { createdAt: { serverDefault: now() } },
    checks: [{ name: "flavor_name_not_blank", expression: (c) => c.name.ne("") }],
  },
) {
  static relations = (r: Relate<typeof Flavor>) => ({ supplier: r.belongsTo(Supplier, "supplierId", { onDelete: "cascade" }) });
  get stars(): string {
    return "*".repeat(this.rating);
  }
}

export const Line = table("order_line", z.object({ orderId: z.int(), no: z.int(), product: z.string().max(40), quantity: z.int().default(1) }), {
  pk: ["orderId", "no"],
  indexes: [["product"]],
  comment: "lines of an order",
});

export const Account = table("account", z.object({ id: z.string().max(20), balance: decimal({ precision: 12, scale: 2 }), version: z.int().default(1) }), {
  pk: "id",
  version: "version",
});

export const Total = table("total", z.object({ id: z.int(), quantity: z.int(), price: z.int(), total: z.int() }), {
  pk: "id",
  generated: ["total"],
  columns: { total: { computed: { expression: sql`${sql.id("quantity")} * ${sql.id("price")}`, stored: true } } },
});

/** Names that would break any statement that does not quote them. */
export const Hostile = table(
  `ta"ble'; drop \`x\` [select] --`,
  z.object({ id: z.int(), select: z.string().max(20), "semi;colon": z.string().nullable(), 'quo"te': z.string().nullable(), "back`tick": z.int().nullable() }),
  { pk: "id", naming: "preserve", indexed: ["select"] },
);

/** Two tables that need each other. */
export class Egg extends table("egg", z.object({ id: z.int(), henId: z.int().nullable() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Egg>) => ({ hen: r.belongsTo(Hen, "henId") });
}
export class Hen extends table("hen", z.object({ id: z.int(), eggId: z.int().nullable() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Hen>) => ({ egg: r.belongsTo(Egg, "eggId") });
}

import * as z from "zod";
import type { Relate } from "../../src/model/relation.ts";
import { table } from "../../src/model/table.ts";
import { decimal } from "../../src/model/types.ts";
import { now, sql } from "../../src/sql/tag.ts";

/** Every type of column, with the rules a database can keep. */
export class Everything extends table(
  "everything",
  z.object({
    id: z.uuid(),
    name: z.string().min(3).max(63),
    note: z.string().nullable(),
    code: z.string().regex(/^[A-Z]{2}[0-9]+$/),
    rating: z.int32().min(0).max(5),
    sold: z.int().multipleOf(5).default(0),
    total: z.bigint(),
    weight: z.number().gt(0),
    share: z.float32().max(0.1),
    price: decimal({ precision: 12, scale: 2 }),
    worth: decimal({ precision: 29, scale: 9 }),
    isActive: z.boolean(),
    at: z.date(),
    seen: z.iso.datetime(),
    local: z.iso.datetime({ local: true }),
    born: z.iso.date(),
    opens: z.iso.time(),
    photo: z.instanceof(Uint8Array).optional(),
    kind: z.enum(["sweet", "it's"]),
    level: z.union([z.literal(1), z.literal(2)]),
    tags: z.array(z.string()),
    data: z.record(z.string(), z.json()),
  }),
  { pk: "id", generated: ["id"], columns: { at: { serverDefault: now() } } },
) {}

/** Tables that need each other, one that needs itself, and all sorts of constraints. */
export class Customer extends table(
  "customer",
  z.object({
    id: z.int(),
    email: z.string().max(100),
    nickname: z.string().max(20).nullable(),
    defaultOrderId: z.int().nullable(),
    referrerId: z.int().nullable(),
    createdAt: z.date(),
  }),
  {
    pk: "id",
    generated: ["id", "createdAt"],
    unique: ["email", "nickname"],
    indexed: ["referrerId"],
    comment: "Who buys; 'our' people",
    columns: { email: { comment: "Where the bills go" } },
    checks: [{ name: "ck_customer_email_has_at", expression: (c) => c.email.contains("@").or(c.email.eq("it's\\me")) }],
  },
) {
  static relations = (r: Relate<typeof Customer>) => ({
    defaultOrder: r.belongsTo(Order, "defaultOrderId", { onDelete: "setNull" }),
    referrer: r.belongsTo(Customer, "referrerId"),
  });
}
export class Order extends table(
  "order",
  z.object({ id: z.int(), customerId: z.int(), amount: decimal({ precision: 10, scale: 2 }), gross: decimal({ precision: 10, scale: 2 }) }),
  {
    pk: "id",
    generated: ["id", "gross"],
    indexes: [["customerId", "amount"]],
    columns: { gross: { computed: { expression: sql`${sql.id("amount")} * 2`, stored: true } } },
  },
) {
  static relations = (r: Relate<typeof Order>) => ({ customer: r.belongsTo(Customer, "customerId", { onDelete: "cascade" }) });
}
export const OrderLine = table("order_line", z.object({ orderId: z.int(), line: z.int32().min(1), text: z.string() }), {
  pk: ["orderId", "line"],
  foreignKeys: [{ columns: ["orderId"], references: { table: "order", columns: ["id"] }, onDelete: "cascade" }],
});

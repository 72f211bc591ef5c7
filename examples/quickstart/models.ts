import { now, type Relate, table } from "ormdantic";
import * as z from "zod";

export class Supplier extends table(
  "supplier",
  z.object({
    id: z.uuid(),
    name: z.string().min(2).max(63),
    country: z.string().length(2).nullable(),
  }),
  { pk: "id", generated: ["id"], unique: ["name"] },
) {}

export class Flavor extends table(
  "flavor",
  z.object({
    id: z.uuid(),
    name: z.string().min(2).max(63),
    rating: z.int().min(0).max(5).default(0),
    supplierId: z.uuid().nullable(),
    createdAt: z.date(),
  }),
  {
    pk: "id",
    generated: ["id", "createdAt"],
    unique: ["name"],
    indexed: ["supplierId"],
    columns: { createdAt: { serverDefault: now() } },
  },
) {
  static relations = (r: Relate<typeof Flavor>) => ({
    supplier: r.belongsTo(Supplier, "supplierId", { onDelete: "setNull" }),
  });

  get stars(): string {
    return "*".repeat(this.rating);
  }
}

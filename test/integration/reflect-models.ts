import * as z from "zod";
import type { Relate } from "../../src/model/relation.ts";
import { table } from "../../src/model/table.ts";
import { decimal } from "../../src/model/types.ts";
import { now, sql } from "../../src/sql/tag.ts";

/** Two tables with a bit of everything, for catalogs that were recorded. */
export class Shelf extends table("shelf", z.object({ id: z.int(), label: z.string().max(40) }), { pk: "id", generated: ["id"], unique: ["label"] }) {}
export class Book extends table(
  "book",
  z.object({
    id: z.uuid(),
    shelfId: z.int(),
    title: z.string().min(4).max(200),
    kind: z.enum(["novel", "essay"]),
    stars: z.int32().min(0).max(5).default(0),
    price: decimal({ precision: 10, scale: 2 }),
    gross: decimal({ precision: 10, scale: 2 }),
    added: z.date(),
    cover: z.instanceof(Uint8Array).nullable(),
  }),
  {
    pk: "id",
    generated: ["gross"],
    comment: "What stands there",
    columns: {
      gross: { computed: { expression: sql`${sql.id("price")} * 2`, stored: false } },
      added: { serverDefault: now() },
      stars: { serverDefault: 0 },
      title: { comment: "As on the cover" },
    },
    indexes: [{ name: "ix_book_shelf", keys: ["shelfId", "-stars"] }],
  },
) {
  static relations = (r: Relate<typeof Book>) => ({ shelf: r.belongsTo(Shelf, "shelfId", { onDelete: "cascade" }) });
}

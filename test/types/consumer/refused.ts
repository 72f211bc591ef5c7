import { type Relate, table } from "ormdantic";
import * as z from "zod";
import { Flavor, Line, Supplier } from "./models.ts";

export class Wrong extends table("wrong", z.object({ id: z.int(), orderId: z.int(), t: z.string() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Wrong>) => ({
    // @ts-expect-error wrong type in the second column
    a: r.belongsTo(Line, ["orderId", "t"]),
    // @ts-expect-error too few columns
    b: r.belongsTo(Line, "orderId"),
    // @ts-expect-error too many columns
    c: r.belongsTo(Line, ["orderId", "id", "id"]),
    // @ts-expect-error a number does not hold a uuid
    d: r.belongsTo(Flavor, "id"),
    // @ts-expect-error no such column
    e: r.belongsTo(Flavor, "flavorId"),
    // @ts-expect-error a number does not hold a text
    f: r.belongsTo(Supplier, "orderId", { references: "code" }),
    ok: r.belongsTo(Line, ["orderId", "id"]),
  });
}

// @ts-expect-error reserved
table("x", z.object({ id: z.int(), toString: z.string() }), { pk: "id" });
// @ts-expect-error a word of the filter grammar
table("x", z.object({ id: z.int(), or: z.string() }), { pk: "id" });
// @ts-expect-error misspelt key
table("x", z.object({ id: z.int() }), { pk: "idd" });
// @ts-expect-error misspelt column option
table("x", z.object({ id: z.int() }), { pk: "id", columns: { idd: {} } });
// @ts-expect-error misspelt generated
table("x", z.object({ id: z.int() }), { pk: "id", generated: ["idd"] });
// @ts-expect-error misspelt unique
table("x", z.object({ id: z.int() }), { pk: "id", unique: ["idd"] });
// @ts-expect-error unknown option
table("x", z.object({ id: z.int() }), { pk: "id", genrated: ["id"] });

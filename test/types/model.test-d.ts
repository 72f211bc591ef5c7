import * as z from "zod";
import type { CardinalityOf, Relate, RelationsOf, TargetOf } from "../../src/model/relation.ts";
import { table } from "../../src/model/table.ts";
import type { AnyTable } from "../../src/model/table-class.ts";
import type { CheckedWhere, OrderKey, Where } from "../../src/model/where.ts";
import type { Handle, Predicate } from "../../src/sql/handle.ts";
import { Flavor, Line, type Note, Supplier } from "./models.ts";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_A extends true>(): void => undefined;
declare function find<T extends AnyTable, const W extends Where<T> | Predicate>(model: T, where: W & CheckedWhere<T, NoInfer<W>>): void;
declare function insert<T extends AnyTable>(model: T, values: T["$insert"]): void;
declare function update<T extends AnyTable>(model: T, key: T["$key"], changes: T["$changes"]): void;
declare function order<T extends AnyTable>(model: T, ...by: OrderKey<T>[]): void;

/** Never called: the assertions are the compiler's. */
export function rows(): void {
  same<Same<typeof Supplier.$row, { id: string; code: string }>>();
  same<Same<typeof Supplier.$insert, { id: string; code: string }>>();
  same<Same<typeof Note.$insert, { orderId: number; lineNo: number | null; text: string; supplierCode: string; id?: number }>>();
  same<Same<typeof Supplier.$key, string>>();
  same<Same<typeof Line.$key, { readonly orderId: number; readonly no: number }>>();
  same<Same<typeof Supplier.$changes, { readonly code?: string }>>();
  same<Same<typeof Line.$changes, { readonly flavorId?: string; readonly qty?: number }>>();
  same<Same<typeof Flavor.c.parentId, Handle<string | null, "parentId">>>();
  same<Same<CardinalityOf<RelationsOf<typeof Flavor>["supplier"]>, "maybe">>();
  same<Same<CardinalityOf<RelationsOf<typeof Line>["flavor"]>, "one">>();
  same<Same<CardinalityOf<RelationsOf<typeof Note>["line"]>, "maybe">>();
  same<Same<CardinalityOf<RelationsOf<typeof Flavor>["labels"]>, "many">>();
  same<Same<CardinalityOf<RelationsOf<typeof Supplier>["star"]>, "maybe">>();
  same<Same<TargetOf<RelationsOf<typeof Flavor>["supplier"]>, typeof Supplier>>();
}

export function writes(): void {
  insert(Flavor, { name: "a", supplierId: null, tags: [], doc: { a: 1 } });
  insert(Flavor, { id: "k", name: "a", rating: 1, supplierId: null, parentId: null, at: new Date(), tags: [], doc: { a: 1 } });
  // @ts-expect-error name is required
  insert(Flavor, { supplierId: null, tags: [], doc: { a: 1 } });
  // @ts-expect-error the application side of the codec is a Date
  insert(Flavor, { name: "a", supplierId: null, tags: [], doc: { a: 1 }, at: "2020-01-01T00:00:00Z" });
  // @ts-expect-error misspelt column
  insert(Flavor, { name: "a", supplierId: null, tags: [], doc: { a: 1 }, ratin: 1 });
  update(Flavor, "k", { parentId: null, rating: 1 });
  // @ts-expect-error the key cannot be changed
  update(Flavor, "k", { id: "x" });
  // @ts-expect-error half of a composite key
  update(Line, { orderId: 1 }, { qty: 2 });
  // @ts-expect-error rating does not accept null
  update(Flavor, "k", { rating: null });
}

export function filters(): void {
  find(Flavor, { parentId: null, rating: { gte: 4, lt: 9, between: [1, 5] }, name: { icontains: "x" } });
  find(Flavor, { tags: { eq: ["a"] }, doc: { eq: { a: 1 } }, at: new Date() });
  find(Flavor, { or: [{ name: "x" }, { not: { rating: { notIn: [1, 2] } } }] });
  find(Flavor, Flavor.c.rating.gte(4));
  // @ts-expect-error undefined
  find(Flavor, { parentId: undefined });
  // @ts-expect-error misspelt column beside a right one
  find(Flavor, { name: "x", misspelt: { gte: 1 } });
  // @ts-expect-error misspelt column inside or
  find(Flavor, { or: [{ name: "x", mis: 1 }] });
  // @ts-expect-error misspelt operator beside a right one
  find(Flavor, { rating: { gte: 1, lessThan: 3 } });
  // @ts-expect-error like is for text
  find(Flavor, { rating: { like: "x" } });
  // @ts-expect-error a structured value must be written { eq: ... }
  find(Flavor, { doc: { a: 1 } });
  // @ts-expect-error a getter is no column
  find(Flavor, { stars: "*" });
  order(Flavor, "name", "-rating");
  // @ts-expect-error no such column
  order(Flavor, "-ratin");
}

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

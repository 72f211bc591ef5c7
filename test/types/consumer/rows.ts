import type { Handle, Page, Relate, Relation, Result } from "ormdantic";
import type * as z from "zod";
import type { Everything } from "./models.ts";
import { Flavor, type Label, Line, Note, Supplier } from "./models.ts";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_A extends true>(): void => undefined;
type Shape = { kind: "circle"; r: number } | { kind: "square"; side: number };
type Json = z.core.util.JSONType;
type Code = string & z.core.$brand<"Code">;

/** Never called: the assertions are the compiler's. */
export function rows(): void {
  same<Same<typeof Supplier.$row, { id: string; code: string }>>();
  same<Same<InstanceType<typeof Supplier>["code"], string>>();
  same<Same<Flavor["stars"], string>>();
  same<Same<(typeof Everything.$row)["shape"], Shape>>();
  same<Same<(typeof Everything.$row)["any"], Json>>();
  same<Same<(typeof Everything.$row)["code"], Code>>();
  same<Same<(typeof Everything.$row)["photo"], Uint8Array | null>>();
  same<Same<(typeof Everything.$row)["kind"], "a" | "b">>();
  same<Same<(typeof Everything.$row)["level"], 1 | 2>>();
  same<Same<(typeof Everything.$row)["pair"], [string, number]>>();
  same<Same<(typeof Everything.$row)["note"], string | null | undefined>>();
}

export function inserts(): void {
  same<Same<typeof Supplier.$insert, { id: string; code: string }>>();
  same<Same<typeof Note.$insert, { orderId: number; lineNo: number | null; text: string; supplierCode: string; id?: number | undefined }>>();
  same<Same<typeof Label.$insert, { label: string; id?: number | undefined }>>();
  same<
    Same<keyof typeof Everything.$insert, "id" | "code" | "price" | "photo" | "kind" | "level" | "shape" | "scores" | "pair" | "any" | "note" | "total" | "day">
  >();
}

export function keysAndChanges(): void {
  same<Same<typeof Supplier.$key, string>>();
  same<Same<typeof Everything.$key, bigint>>();
  same<Same<typeof Line.$key, { readonly orderId: number; readonly no: number }>>();
  same<Same<typeof Supplier.$changes, { readonly code?: string }>>();
  same<Same<typeof Line.$changes, { readonly flavorId?: string; readonly qty?: number }>>();
  same<Same<typeof Flavor.c.parentId, Handle<string | null, "parentId">>>();
}

export function relations(flavor: Relate<typeof Flavor>, line: Relate<typeof Line>, note: Relate<typeof Note>, supplier: Relate<typeof Supplier>): void {
  const flavors = Flavor.relations(flavor);
  same<Same<typeof flavors.supplier, Relation<typeof Supplier, "maybe", "up:supplierId">>>();
  same<Same<typeof flavors.labels, Relation<typeof Label, "many", "link:flavor_label:flavorId:labelId">>>();
  const lines = Line.relations(line);
  same<Same<typeof lines.flavor, Relation<typeof Flavor, "one", "up:flavorId">>>();
  const notes = Note.relations(note);
  same<Same<typeof notes.line, Relation<typeof Line, "maybe", "up:orderId, lineNo">>>();
  const suppliers = Supplier.relations(supplier);
  same<Same<typeof suppliers.star, Relation<typeof Flavor, "maybe", "down:supplierId">>>();
}

export function results(found: Result<Flavor>, page: Page<Flavor>): void {
  same<Same<(typeof found.data)[number], Flavor>>();
  same<Same<typeof found.total, number | undefined>>();
  same<Same<(typeof page.data)[number]["rating"], number>>();
  same<Same<typeof page.endCursor, string | null>>();
}

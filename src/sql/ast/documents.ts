import type { LogicalType } from "../logical-type.ts";
import type { Parts } from "./parts.ts";

/** JSON documents and arrays. A path is part of a query's structure, not one of its values. */
export interface DocumentNodes<P extends Parts> {
  /** What stands at a path; NULL when nothing does, or something of another kind. `json`: the value as JSON. */
  jsonGet: { readonly item: P["expression"]; readonly path: JsonPath; readonly form: JsonForm; readonly type?: LogicalType | undefined };
  /** The document with a value (JSON) put at a path. */
  jsonSet: { readonly item: P["expression"]; readonly path: JsonPath; readonly value: P["expression"]; readonly type?: LogicalType | undefined };
  jsonRemove: { readonly item: P["expression"]; readonly path: JsonPath; readonly type?: LogicalType | undefined };
  /** True when all of `value` (JSON) is part of the document. */
  jsonContains: { readonly item: P["expression"]; readonly value: P["expression"] };
  /** True when something, be it null, stands at the path. */
  jsonHas: { readonly item: P["expression"]; readonly path: JsonPath };
  /** Elements of the array at a path. */
  jsonLength: { readonly item: P["expression"]; readonly path: JsonPath; readonly type?: LogicalType | undefined };
  /** Values whose JSON would lose something (64-bit integers, decimals, instants, bytes) are written as texts. */
  jsonObject: { readonly keys: readonly string[]; readonly values: readonly P["expression"][]; readonly type?: LogicalType | undefined };
  jsonArray: { readonly items: readonly P["expression"][]; readonly type?: LogicalType | undefined };
  /** An array column with all, or any, of some values (`values` has the type of an array). */
  arrayTest: { readonly item: P["expression"]; readonly values: P["expression"]; readonly form: "all" | "any" };
  arrayLength: { readonly item: P["expression"]; readonly type?: LogicalType | undefined };
}

/** Keys of objects and positions (from 0) in arrays. */
export type JsonPath = readonly (string | number)[];
export type JsonForm = "json" | "text" | "number" | "boolean";

import { QueryError } from "../kernel/errors.ts";
import { isExpr, isPredicate } from "../sql/handle.ts";
import type { BoundTable } from "./bound-table.ts";

export function badFilter(table: BoundTable, message: string): QueryError {
  return new QueryError("QUERY.BAD_FILTER", message, { context: { table: table.def.name } });
}

/** Operators and filters are plain objects; whatever has another prototype is a value. Conditions are neither. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !isPredicate(value);
}
/** The kind of a value for messages; never the value. */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isExpr(value)) return "an expression or placeholder (those stand in queries made by from() or select())";
  return typeof value === "object" ? `an object (${value.constructor?.name ?? "no prototype"})` : typeof value;
}

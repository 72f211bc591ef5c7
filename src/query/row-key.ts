import type { BoundColumn } from "./bound-table.ts";

/** Text that is equal exactly when the logical values of a key are: 1 and "1" differ, dates and bytes compare by content. */
export function keyText(values: readonly unknown[]): string {
  return values.map(partText).join("\u0000");
}

/** The key of a row by property name. */
export function keyTextOf(columns: readonly BoundColumn[], row: Readonly<Record<string, unknown>>): string {
  return keyText(columns.map((column) => row[column.def.property]));
}

function partText(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString("hex")}`;
  if (typeof value === "object") return `j${JSON.stringify(value)}`;
  return `${(typeof value)[0]}${String(value)}`;
}

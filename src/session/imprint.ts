import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { isPlainInRows } from "../query/key-of.ts";
import { keyText } from "../query/row-key.ts";

export type Row = Record<string, unknown>;

/** A column's value in a form that compares with ===: itself, or a text that is equal exactly when the stored values are. */
export type Imprint = unknown;

/** What cannot be stored: differs from everything, so that the flush writes it and says what is wrong with it. */
const unfit = Symbol("unfit");

export function imprint(column: BoundColumn, value: unknown): Imprint {
  if (value === null || value === undefined) return null;
  if (isPlainInRows(column) && typeof value !== "object") return value;
  try {
    const logical = column.def.values.encodeFilter(value);
    return keyText([column.isStructured ? sorted(logical) : logical]);
  } catch {
    return unfit;
  }
}

export function imprints(table: BoundTable, row: Row): Imprint[] {
  return table.columns.map((column) => imprint(column, row[column.def.property]));
}

/** Whether a value is another one than that of the imprint, however it is written: "1.5" and "1.50" are one decimal. */
export function differs(column: BoundColumn, value: unknown, before: Imprint): boolean {
  const now = imprint(column, value);
  if (now === before) return now === unfit;
  if (now === null || now === unfit || !isPlainInRows(column)) return true;
  try {
    return column.def.values.encodeFilter(value) !== before;
  } catch {
    return true;
  }
}

/** The order of keys means nothing in JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return keyText([value]);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}

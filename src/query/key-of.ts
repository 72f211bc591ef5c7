import type { BoundColumn } from "./bound-table.ts";
import { keyText } from "./row-key.ts";

export type Row = Record<string, unknown>;
/** The logical value of a key; a list of them when the key is composite; null when any part of it is NULL. */
export type KeyValue = unknown;
/** Reads a key out of a row and the values read beside it. */
export type KeyOf = (row: Row, position: Row) => KeyValue;

/** Where one part of a key is found. */
export interface KeyPart {
  readonly from: "row" | "position";
  readonly property: string;
}

export function keyOf(parts: readonly KeyPart[]): KeyOf {
  const [first] = parts;
  if (first && parts.length === 1) {
    const { property } = first;
    return first.from === "row" ? (row) => row[property] ?? null : (_, position) => position[property] ?? null;
  }
  return (row, position) => {
    const values = parts.map(({ from, property }) => (from === "row" ? row : position)[property] ?? null);
    return values.includes(null) ? null : values;
  };
}

/** Reads a key out of a row in hand: application values are taken back to logical ones. */
export function keyOfRow(columns: readonly BoundColumn[]): (row: Row) => KeyValue {
  const logical = ({ def }: BoundColumn, row: Row): unknown => {
    const value = row[def.property];
    return value === null || value === undefined ? null : def.values.encodeFilter(value);
  };
  return (row) => {
    const values = columns.map((column) => logical(column, row));
    if (values.includes(null)) return null;
    return values.length === 1 ? values[0] : values;
  };
}

/** A key as the key of a Map: equal exactly when the keys are, so that 1, 1n and "1" differ and dates and bytes compare by content. */
export function mapKey(key: KeyValue): unknown {
  if (typeof key !== "object" || key === null) return key;
  return keyText(Array.isArray(key) ? key : [key]);
}

/** Logical values of this type are primitives that the row holds as they are, unless the column has a codec of its own. */
export function isPlainInRows({ def }: BoundColumn): boolean {
  const { type } = def;
  switch (type.kind) {
    case "bytes":
    case "json":
    case "array":
      return false;
    case "instant":
      return type.form === "text" && def.values.decode === undefined;
    default:
      return def.values.decode === undefined;
  }
}

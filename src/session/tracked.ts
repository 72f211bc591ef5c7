import type { BoundTable } from "../query/bound-table.ts";
import { type KeyValue, keyOfRow } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import { keyText } from "../query/row-key.ts";
import { type Imprint, imprints, type Row } from "./imprint.ts";

/** What a relation held when it was loaded or written: a row, none, or a list. */
export type Held = Row | null | readonly Row[];

/** What a session knows of a row. Never changed, only replaced: a savepoint keeps the old ones. */
export interface Tracked {
  readonly table: BoundTable;
  readonly row: Row;
  /** `deleted`: to be deleted by the next flush, or, without a key, a new row that is not to be stored after all. */
  readonly state: "new" | "stored" | "deleted";
  /** Undefined until the row is stored. */
  readonly key: string | undefined;
  /** The columns as they are stored, in the table's order; empty for new rows. */
  readonly imprints: readonly Imprint[];
  /** Relations as they are stored; those that were never loaded are not in it. */
  readonly relations: ReadonlyMap<string, Held>;
  /** Its values are out of date: the next read fills them. */
  readonly isExpired: boolean;
}

/** The name of a row among all tables; null without a whole key. */
export function keyId(table: BoundTable, key: KeyValue): string | null {
  if (key === null) return null;
  return `${table.def.key}\u0000${keyText(Array.isArray(key) ? key : [key])}`;
}

/** Application values of a row -> its name; null while part of its key is missing. */
export function keyIdOf(table: BoundTable, row: Row): string | null {
  return keyId(table, keyOfRow(table.primaryKey)(row));
}

/** A row as it is stored now. */
export function stored(table: BoundTable, row: Row, key: string, relations: ReadonlyMap<string, Held>): Tracked {
  return { table, row, state: "stored", key, imprints: imprints(table, row), relations, isExpired: false };
}

/** What a relation holds now; undefined when it is not on the row. */
export function heldNow(row: Row, relation: string): Held | undefined {
  if (!isLoaded(row, relation)) return undefined;
  const value = row[relation] as Row | readonly Row[] | null | undefined;
  return Array.isArray(value) ? [...value] : (value as Row | null | undefined);
}

export function sameHeld(a: Held | undefined, b: Held | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((row, i) => row === b[i]);
}

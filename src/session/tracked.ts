import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { isPlainInRows, type KeyValue, keyOfRow, mapKey } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import type { Imprint, Row } from "./imprint.ts";
import { perTable } from "./per-table.ts";
import { rowCode } from "./row-code.ts";

/** What a relation held when it was loaded or written: a row, none, or a list. */
export type Held = Row | null | readonly Row[];

/** Where a foreign key column gets its value: from a column of another row, which may have to be stored first; or NULL. */
export type KeySource = { readonly from: Tracked; readonly column: BoundColumn } | null;
/** A foreign key column that follows from a changed relation. */
export interface PendingKey {
  readonly column: BoundColumn;
  readonly source: KeySource;
}

/** What the flush at hand does with a row. */
export interface Draft {
  /** Rows of one collection may share a list. */
  pending: readonly PendingKey[];
  /** What a new row is inserted with, but for keys that are not known yet; once it is written, the row as the database gave it back. */
  values: Row;
  progress: "waiting" | "batched" | "written";
  /** New rows that foreign keys name which were written by hand. */
  named: readonly { readonly tracked: Tracked; readonly columns: readonly BoundColumn[] }[];
  /** Foreign keys left NULL at first, because new rows need each other. */
  late: readonly BoundColumn[];
  /** What is stored now in the columns that were updated. */
  changed: Row | undefined;
  /** The row as it was read again. */
  fresh: Row | undefined;
}

const nothing: readonly never[] = [];
const noValues: Row = Object.freeze({});

export function draft(pending: readonly PendingKey[] = nothing): Draft {
  return { pending, values: noValues, progress: "waiting", named: nothing, late: nothing, changed: undefined, fresh: undefined };
}

/** undefined: nothing follows for this column. */
export function sourceOf(pending: readonly PendingKey[] | undefined, column: BoundColumn): KeySource | undefined {
  return pending?.find((one) => one.column === column)?.source;
}

/** The row as far as it is stored: with the key the database gave a new one. */
export function storedForm({ row, draft }: Tracked): Row {
  return draft?.progress === "written" ? draft.values : row;
}

/**
 * What a session knows of a row. Replaced rather than changed, since a savepoint keeps the old one; but a new row that is stored stays the same object
 * (see IdentityMap.promote): there may be very many of them.
 */
export interface Tracked {
  readonly table: BoundTable;
  readonly row: Row;
  /** `deleted`: to be deleted by the next flush, or, without a key, a new row that is not to be stored after all. */
  state: "new" | "stored" | "deleted";
  /** Undefined until the row is stored. */
  key: KeyId | undefined;
  /** The columns as they are stored, in the table's order; made of `baseline` when they are first needed. */
  imprints: readonly Imprint[] | undefined;
  /** The row as it is stored, which nobody else holds. */
  baseline: Row | undefined;
  /** Relations as they are stored; those that were never loaded are not in it. */
  relations: ReadonlyMap<string, Held>;
  /** Its values are out of date: the next read fills them. */
  readonly isExpired: boolean;
  /** Undefined unless a flush is running. */
  draft: Draft | undefined;
}

/** A row's key as the key of a Map, among the rows of its table. */
export type KeyId = NonNullable<unknown>;

type ReadKey = (row: Row) => KeyId | null;
const keyReaderOf = perTable(keyReader);

/** null without a whole key. */
export function keyId(key: KeyValue): KeyId | null {
  return key === null ? null : (mapKey(key) as KeyId);
}

/** The key that a row in hand holds; null while part of it is missing. */
export function keyIdOf(table: BoundTable, row: Row): KeyId | null {
  return keyReaderOf(table)(row);
}

function keyReader({ primaryKey }: BoundTable): ReadKey {
  const key = keyOfRow(primaryKey);
  const [only] = primaryKey;
  if (!only || primaryKey.length > 1) return (row) => keyId(key(row));
  const { property } = only.def;
  const isNumber = only.def.type.kind === "integer" && isPlainInRows(only);
  return (row) => {
    const value = row[property];
    if (value === null || value === undefined) return null;
    return isNumber && typeof value === "number" ? value : keyId(key(row));
  };
}

/** Things by the keys of the rows they belong to. */
export class ByKey<T> {
  readonly #tables = new Map<string, Map<KeyId, T>>();

  get({ def }: BoundTable, key: KeyId | null): T | undefined {
    return key === null ? undefined : this.#tables.get(def.key)?.get(key);
  }
  set({ def }: BoundTable, key: KeyId, value: T): void {
    const table = this.#tables.get(def.key);
    if (table) table.set(key, value);
    else this.#tables.set(def.key, new Map([[key, value]]));
  }
  delete({ def }: BoundTable, key: KeyId): void {
    this.#tables.get(def.key)?.delete(key);
  }
  /** Whether there is anything of a table. */
  has({ def }: BoundTable): boolean {
    return (this.#tables.get(def.key)?.size ?? 0) > 0;
  }
  clear(): void {
    this.#tables.clear();
  }
}

/** The relations of rows that have none loaded. */
export const noRelations: ReadonlyMap<string, Held> = new Map();

/** A row as it is stored now. */
export function stored(table: BoundTable, row: Row, key: KeyId, relations: ReadonlyMap<string, Held>): Tracked {
  return { table, row, state: "stored", key, imprints: rowCode(table).imprints(row), baseline: undefined, relations, isExpired: false, draft: undefined };
}

/** What is stored in a column, as far as the session knows. */
export function imprintIn(tracked: Tracked, column: BoundColumn): Imprint {
  tracked.imprints ??= tracked.baseline ? rowCode(tracked.table).imprints(tracked.baseline) : [];
  return tracked.imprints[column.index];
}

/** What a relation holds now; undefined when it is not on the row. */
export function heldNow(row: Row, relation: string): Held | undefined {
  if (!isLoaded(row, relation)) return undefined;
  const value = row[relation] as Row | readonly Row[] | null | undefined;
  return Array.isArray(value) ? [...value] : (value as Row | null | undefined);
}

/** Whether a relation holds what it did. */
export function holdsStill(row: Row, relation: string, before: Held): boolean {
  return isLoaded(row, relation) && sameHeld(before, row[relation] as Held | undefined);
}

export function sameHeld(a: Held | undefined, b: Held | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((row, i) => row === b[i]);
}

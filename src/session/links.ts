import type { QueryError } from "../kernel/errors.ts";
import type { BoundColumn, BoundRelation } from "../query/bound-table.ts";
import { keyOfRow, mapKey } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import { relatedRows, relationsOf } from "./cascade.ts";
import { misuse } from "./errors.ts";
import type { IdentityMap } from "./identity-map.ts";
import { differs, type Row } from "./imprint.ts";
import { holdsStill, type Tracked } from "./tracked.ts";

/** Where a foreign key column gets its value: from a column of another row, which may have to be stored first; or NULL. */
export type KeySource = { readonly row: Row; readonly column: BoundColumn } | null;
/** A foreign key column that follows from a changed relation. */
export interface PendingKey {
  readonly column: BoundColumn;
  readonly source: KeySource;
}
/** Foreign keys that follow from changed relations, by the row that holds them; rows of one collection may share a list. */
export type ForeignKeys = ReadonlyMap<Row, readonly PendingKey[]>;

/** undefined: nothing follows for this column. */
export function sourceOf(pending: readonly PendingKey[] | undefined, column: BoundColumn): KeySource | undefined {
  return pending?.find((one) => one.column === column)?.source;
}

/** A link of a many-to-many relation to be made or taken away. */
export interface LinkChange {
  readonly relation: BoundRelation;
  readonly near: Row;
  readonly far: Row;
  readonly form: "add" | "remove";
}

/** What changed relations come to. */
export interface RelationChanges {
  readonly foreignKeys: ForeignKeys;
  readonly links: readonly LinkChange[];
  /** Rows taken out of a collection that owned them. */
  readonly orphans: ReadonlySet<Row>;
}

/** Compares every relation with what it held when it was stored. */
export function relationChanges(map: IdentityMap): RelationChanges {
  const collector = new Collector(map);
  for (const tracked of map.all()) {
    if (tracked.state === "deleted" || tracked.isExpired) continue;
    for (const relation of relationsOf(tracked.table)) collector.compare(tracked, relation);
  }
  return collector.finish();
}

const nobody: ReadonlySet<Row> = new Set();

class Collector {
  readonly #map: IdentityMap;
  readonly #foreignKeys = new Map<Row, readonly PendingKey[]>();
  readonly #links: LinkChange[] = [];
  /** Rows taken out of a collection. */
  readonly #leavers: { readonly child: Row; readonly parent: Row; readonly relation: BoundRelation }[] = [];
  /** Rows whose relation was set to null. */
  readonly #parted: { readonly row: Row; readonly relation: BoundRelation }[] = [];

  constructor(map: IdentityMap) {
    this.#map = map;
  }

  compare(tracked: Tracked, relation: BoundRelation): void {
    const { row, relations } = tracked;
    if (!isLoaded(row, relation.name)) return;
    const before = relations.get(relation.name);
    if (before === undefined ? tracked.state === "stored" && row[relation.name] === undefined : holdsStill(row, relation.name, before)) return;
    // A row that is being deleted is in no relation any more.
    const now = new Set(relatedRows(relation, row).filter((other) => this.#map.get(other)?.state !== "deleted"));
    if (relation.def.kind === "belongsTo") {
      this.#point(tracked, relation, [...now][0]);
      return;
    }
    const old = before === undefined || before === null ? nobody : new Set([before].flat() as Row[]);
    const added = old.size === 0 ? [...now] : [...now].filter((other) => !old.has(other));
    const removed = [...old].filter((other) => !now.has(other));
    if (relation.through) {
      for (const far of added) this.#links.push({ relation, near: row, far, form: "add" });
      for (const far of removed) this.#links.push({ relation, near: row, far, form: "remove" });
      return;
    }
    if (added.length > 0) {
      const keys = relation.targetColumns.map((column, i): PendingKey => ({ column, source: { row, column: relation.columns[i] as BoundColumn } }));
      for (const child of added) this.#set(child, keys, relation);
    }
    for (const child of removed) this.#leavers.push({ child, parent: row, relation });
  }

  finish(): RelationChanges {
    const orphans = new Set<Row>();
    for (const { child, parent, relation } of this.#leavers) {
      const isElsewhere = relation.targetColumns.some((column, i) => !isSameKey(column, child, relation.columns[i] as BoundColumn, parent));
      const moved = isElsewhere || this.#isPending(child, relation.targetColumns);
      const state = this.#map.get(child)?.state;
      if (moved || state === undefined || state === "deleted") continue;
      if (relation.def.cascade.includes("deleteOrphan")) orphans.add(child);
      else this.#clear(child, relation.targetColumns, relation, `a row was taken out of "${relation.label}"`);
    }
    for (const { row, relation } of this.#parted) {
      if (!this.#isPending(row, relation.columns)) this.#clear(row, relation.columns, relation, `"${relation.label}" was set to null`);
    }
    return { foreignKeys: this.#foreignKeys, links: this.#onceEach(), orphans };
  }

  /** The row that a to-one relation points to now. */
  #point(tracked: Tracked, relation: BoundRelation, target: Row | undefined): void {
    const { row, state } = tracked;
    if (target === undefined) {
      // A new row without a related one keeps the key it was given, and so does one whose key was changed.
      if (state === "stored" && !relation.columns.some((column) => isGiven(tracked, column))) this.#parted.push({ row, relation });
      return;
    }
    const keys = relation.columns.map((column, i): PendingKey => ({ column, source: { row: target, column: relation.targetColumns[i] as BoundColumn } }));
    this.#set(row, keys, relation);
  }

  /** Throws QueryError when something else was said of one of these foreign keys. */
  #set(row: Row, keys: readonly PendingKey[], relation: BoundRelation): void {
    const others = this.#foreignKeys.get(row);
    const tracked = this.#map.get(row);
    for (const { column, source } of keys) {
      if (source === null) continue;
      const other = others && sourceOf(others, column);
      if (other && other.row !== source.row && !isSameKey(other.column, other.row, source.column, source.row)) {
        throw contradiction(column, `"${relation.label}" leads to one row, and another relation to another one; leave it in one of the two`);
      }
      if (tracked && isGiven(tracked, column) && !isSameKey(column, row, source.column, source.row)) {
        throw contradiction(
          column,
          `"${relation.label}" leads to a row, and "${column.label}" was set to another key; set one of the two (the relation is enough)`,
        );
      }
    }
    this.#foreignKeys.set(row, others ? [...others.filter(({ column }) => sourceOf(keys, column) === undefined), ...keys] : keys);
  }

  #isPending(row: Row, columns: readonly BoundColumn[]): boolean {
    const pending = this.#foreignKeys.get(row);
    return columns.some((column) => sourceOf(pending, column) !== undefined);
  }

  /** A composite key is NULL when any part of it is. */
  #clear(row: Row, columns: readonly BoundColumn[], relation: BoundRelation, why: string): void {
    const nullable = columns.filter((column) => column.def.nullable);
    if (nullable.length === 0) {
      throw misuse(
        "SESSION.NEEDS_PARENT",
        relation.target,
        `${why}, but "${columns[0]?.label}" cannot be null: give the row another parent, delete() it, or give the collection the cascade "deleteOrphan"`,
      );
    }
    const keys = nullable.map((column): PendingKey => ({ column, source: null }));
    this.#foreignKeys.set(row, [...(this.#foreignKeys.get(row) ?? []), ...keys]);
  }

  /** Both ends of a link may tell of the same change. */
  #onceEach(): readonly LinkChange[] {
    const seen = new Map<Row, Map<Row, Set<string>>>();
    return this.#links.filter(({ relation, near, far, form }) => {
      const isForward = (relation.through?.near[0]?.index ?? 0) <= (relation.through?.far[0]?.index ?? 0);
      const [one, other] = isForward ? [near, far] : [far, near];
      const word = `${form}${relation.through?.table.def.key}`;
      const byOther = seen.get(one) ?? new Map<Row, Set<string>>();
      const words = byOther.get(other) ?? new Set<string>();
      seen.set(one, byOther.set(other, words));
      if (words.has(word)) return false;
      words.add(word);
      return true;
    });
  }
}

/** Whether a foreign key was written by hand since the row was stored. */
function isGiven({ row, state, imprints, isExpired }: Tracked, column: BoundColumn): boolean {
  const value = row[column.def.property];
  if (state === "new") return value !== null && value !== undefined;
  return !isExpired && differs(column, value, imprints[column.index]);
}

function isSameKey(a: BoundColumn, row: Row, b: BoundColumn, other: Row): boolean {
  const key = mapKey(keyOfRow([a])(row));
  return key !== null && key === mapKey(keyOfRow([b])(other));
}

function contradiction({ label }: BoundColumn, message: string): QueryError {
  return misuse("SESSION.CONTRADICTION", undefined, `"${label}": ${message}`);
}

import type { QueryError } from "../kernel/errors.ts";
import type { BoundColumn, BoundRelation } from "../query/bound-table.ts";
import { keyOfRow, mapKey } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import { relatedRows, relationsOf } from "./cascade.ts";
import { misuse } from "./errors.ts";
import type { IdentityMap } from "./identity-map.ts";
import { differs, type Row } from "./imprint.ts";
import { heldNow, sameHeld, type Tracked } from "./tracked.ts";

/** Where a foreign key column gets its value: from a column of another row, which may have to be stored first; or NULL. */
export type KeySource = { readonly row: Row; readonly column: BoundColumn } | null;
/** Foreign keys that follow from changed relations, by the row that holds them. */
export type ForeignKeys = ReadonlyMap<Row, ReadonlyMap<BoundColumn, KeySource>>;

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

class Collector {
  readonly #map: IdentityMap;
  readonly #foreignKeys = new Map<Row, Map<BoundColumn, KeySource>>();
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
    if (before === undefined && tracked.state === "stored" && !relations.has(relation.name) && row[relation.name] === undefined) return;
    if (before !== undefined && sameHeld(before, heldNow(row, relation.name))) return;
    // A row that is being deleted is in no relation any more.
    const now = new Set(relatedRows(relation, row).filter((other) => this.#map.get(other)?.state !== "deleted"));
    const old = new Set(before === undefined || before === null ? [] : ([before].flat() as Row[]));
    if (relation.def.kind === "belongsTo") {
      this.#point(tracked, relation, [...now][0]);
      return;
    }
    const added = [...now].filter((other) => !old.has(other));
    const removed = [...old].filter((other) => !now.has(other));
    if (relation.through) {
      for (const far of added) this.#links.push({ relation, near: row, far, form: "add" });
      for (const far of removed) this.#links.push({ relation, near: row, far, form: "remove" });
      return;
    }
    for (const child of added) {
      for (const [i, column] of relation.targetColumns.entries()) this.#set(child, column, { row, column: relation.columns[i] as BoundColumn }, relation);
    }
    for (const child of removed) this.#leavers.push({ child, parent: row, relation });
  }

  finish(): RelationChanges {
    const orphans = new Set<Row>();
    for (const { child, parent, relation } of this.#leavers) {
      const isElsewhere = relation.targetColumns.some((column, i) => !isSameKey(column, child, relation.columns[i] as BoundColumn, parent));
      const moved = isElsewhere || relation.targetColumns.some((column) => this.#foreignKeys.get(child)?.has(column));
      const state = this.#map.get(child)?.state;
      if (moved || state === undefined || state === "deleted") continue;
      if (relation.def.cascade.includes("deleteOrphan")) orphans.add(child);
      else this.#clear(child, relation.targetColumns, relation, `a row was taken out of "${relation.label}"`);
    }
    for (const { row, relation } of this.#parted) {
      if (!relation.columns.some((column) => this.#foreignKeys.get(row)?.has(column)))
        this.#clear(row, relation.columns, relation, `"${relation.label}" was set to null`);
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
    for (const [i, column] of relation.columns.entries()) this.#set(row, column, { row: target, column: relation.targetColumns[i] as BoundColumn }, relation);
  }

  /** Throws QueryError when something else was said of this foreign key. */
  #set(row: Row, column: BoundColumn, source: NonNullable<KeySource>, relation: BoundRelation): void {
    const sources = this.#foreignKeys.get(row) ?? new Map<BoundColumn, KeySource>();
    const other = sources.get(column);
    if (other && other.row !== source.row && !isSameKey(other.column, other.row, source.column, source.row)) {
      throw contradiction(column, `"${relation.label}" leads to one row, and another relation to another one; leave it in one of the two`);
    }
    const tracked = this.#map.get(row);
    if (tracked && isGiven(tracked, column) && !isSameKey(column, row, source.column, source.row)) {
      throw contradiction(
        column,
        `"${relation.label}" leads to a row, and "${column.label}" was set to another key; set one of the two (the relation is enough)`,
      );
    }
    sources.set(column, source);
    this.#foreignKeys.set(row, sources);
  }

  /** A composite key is NULL when any part of it is. */
  #clear(row: Row, columns: readonly BoundColumn[], relation: BoundRelation, why: string): void {
    const nullable = columns.filter((column) => column.def.nullable);
    if (nullable.length === 0) {
      throw misuse(
        "NEEDS_PARENT",
        relation.target,
        `${why}, but "${columns[0]?.label}" cannot be null: give the row another parent, delete() it, or give the collection the cascade "deleteOrphan"`,
      );
    }
    const sources = this.#foreignKeys.get(row) ?? new Map<BoundColumn, KeySource>();
    for (const column of nullable) sources.set(column, null);
    this.#foreignKeys.set(row, sources);
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
  return misuse("CONTRADICTION", undefined, `"${label}": ${message}`);
}

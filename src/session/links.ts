import type { BoundColumn, BoundRelation } from "../query/bound-table.ts";
import { relatedRows, relationsOf } from "./cascade.ts";
import { misuse } from "./errors.ts";
import type { IdentityMap } from "./identity-map.ts";
import { differs, imprint, type Row } from "./imprint.ts";
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
  /** Rows taken out of a collection, and the columns that held them there. */
  readonly #leavers: { readonly child: Row; readonly parent: Row; readonly relation: BoundRelation }[] = [];

  constructor(map: IdentityMap) {
    this.#map = map;
  }

  compare(tracked: Tracked, relation: BoundRelation): void {
    const { row, relations } = tracked;
    if (!Object.hasOwn(row, relation.name)) return;
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
      for (const [i, column] of relation.targetColumns.entries()) this.#set(child, column, { row, column: relation.columns[i] as BoundColumn });
    }
    for (const child of removed) this.#leavers.push({ child, parent: row, relation });
  }

  finish(): RelationChanges {
    const orphans = new Set<Row>();
    for (const { child, parent, relation } of this.#leavers) {
      const isElsewhere = relation.targetColumns.some((column, i) => {
        const key = relation.columns[i] as BoundColumn;
        return imprint(column, child[column.def.property]) !== imprint(key, parent[key.def.property]);
      });
      const moved = isElsewhere || relation.targetColumns.some((column) => this.#foreignKeys.get(child)?.has(column));
      const state = this.#map.get(child)?.state;
      if (moved || state === undefined || state === "deleted") continue;
      if (relation.def.cascade.includes("deleteOrphan")) orphans.add(child);
      else this.#clear(child, relation.targetColumns, relation);
    }
    return { foreignKeys: this.#foreignKeys, links: this.#onceEach(), orphans };
  }

  /** The row that a to-one relation points to now. */
  #point({ row, table, imprints, state }: Tracked, relation: BoundRelation, target: Row | undefined): void {
    const given = relation.columns.filter((column) => {
      const value = imprint(column, row[column.def.property]);
      return state === "new" ? value !== null : differs(value, imprints[column.index]);
    });
    if (target === undefined) {
      // A new row without a related one keeps the key it was given.
      if (state === "stored" && given.length === 0) this.#clear(row, relation.columns, relation);
      return;
    }
    relation.columns.forEach((column, i) => {
      const key = relation.targetColumns[i] as BoundColumn;
      if (given.includes(column) && imprint(column, row[column.def.property]) !== imprint(key, target[key.def.property])) {
        throw misuse(
          "CONTRADICTION",
          table,
          `"${relation.label}" was set to a row, and "${column.label}" to another key; set one of the two (the relation is enough)`,
        );
      }
      this.#set(row, column, { row: target, column: key });
    });
  }

  #set(row: Row, column: BoundColumn, source: KeySource): void {
    const sources = this.#foreignKeys.get(row) ?? new Map<BoundColumn, KeySource>();
    sources.set(column, source);
    this.#foreignKeys.set(row, sources);
  }

  /** A composite key is NULL when any part of it is. */
  #clear(row: Row, columns: readonly BoundColumn[], relation: BoundRelation): void {
    const nullable = columns.filter((column) => column.def.nullable);
    if (nullable.length === 0) {
      throw misuse(
        "NEEDS_PARENT",
        relation.target,
        `a row was taken out of "${relation.label}", but "${columns[0]?.label}" cannot be null: put the row into another collection, delete() it, or give the relation the cascade "deleteOrphan"`,
      );
    }
    for (const column of nullable) this.#set(row, column, null);
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

import type { QueryError } from "../kernel/errors.ts";
import type { BoundColumn, BoundRelation, BoundTable } from "../query/bound-table.ts";
import { keyOfRow, mapKey } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import { relatedRows, relationsOf, stageNew } from "./cascade.ts";
import { misuse } from "./errors.ts";
import type { IdentityMap } from "./identity-map.ts";
import { differs, type Row } from "./imprint.ts";
import { addTo, type ByTable } from "./per-table.ts";
import { rowCode } from "./row-code.ts";
import { type Draft, draft, holdsStill, imprintIn, keyIdOf, type PendingKey, sourceOf, type Tracked } from "./tracked.ts";

/** A link of a many-to-many relation to be made or taken away. */
export interface LinkChange {
  readonly relation: BoundRelation;
  readonly near: Tracked;
  readonly far: Tracked;
  readonly form: "add" | "remove";
}

/** A new row on its way into the database. */
export type New = Tracked & { readonly draft: Draft };

/** What a session holds, and what its changed relations come to. */
export interface Survey {
  readonly added: ByTable<New>;
  /** Tables with new rows whose keys are known already. */
  readonly keyed: ReadonlySet<BoundTable>;
  /** Tables with new rows that need keys of new rows, and the tables of those. */
  readonly needs: ReadonlyMap<BoundTable, ReadonlySet<BoundTable>>;
  readonly stored: readonly Tracked[];
  /** To be deleted, or not to be stored after all. */
  readonly leaving: readonly Tracked[];
  /** Foreign keys of stored rows are to be changed. */
  readonly movesRows: boolean;
  readonly links: readonly LinkChange[];
  /** Rows taken out of a collection that owned them. */
  readonly orphans: ReadonlySet<Row>;
}

/**
 * Compares every relation with what it held when it was stored, and stages new rows that are found by the cascade `save`. Foreign keys that follow are
 * left in the drafts of their rows. Throws QueryError for what cannot be stored so.
 */
export function survey(map: IdentityMap): Survey {
  const all = map.all();
  const surveyor = new Surveyor(map, all);
  // Grows as it is walked: what is found has relations of its own.
  for (const tracked of all) surveyor.visit(tracked);
  return surveyor.finish();
}

/** After a survey that nothing was made of. */
export function dropDrafts(map: IdentityMap): void {
  for (const tracked of map.all()) tracked.draft = undefined;
}

const nobody: readonly never[] = [];

class Surveyor {
  readonly #map: IdentityMap;
  readonly #all: Tracked[];
  readonly #added = new Map<BoundTable, New[]>();
  readonly #keyed = new Set<BoundTable>();
  readonly #needs = new Map<BoundTable, Set<BoundTable>>();
  readonly #stored: Tracked[] = [];
  readonly #leaving: Tracked[] = [];
  #movesRows = false;
  readonly #links: LinkChange[] = [];
  /** Rows taken out of a collection. */
  readonly #leavers: { readonly child: Tracked; readonly parent: Row; readonly relation: BoundRelation }[] = [];
  /** Rows whose relation was set to null. */
  readonly #parted: { readonly tracked: Tracked; readonly relation: BoundRelation }[] = [];

  constructor(map: IdentityMap, all: Tracked[]) {
    this.#map = map;
    this.#all = all;
  }

  visit(tracked: Tracked): void {
    const { state, table, row } = tracked;
    if (state === "deleted") {
      this.#leaving.push(tracked);
      return;
    }
    const { newValues, mayHoldRelations } = rowCode(table);
    if (state === "stored") this.#stored.push(tracked);
    else this.#enlist(tracked, newValues(row));
    if (tracked.isExpired || !mayHoldRelations(row)) return;
    for (const relation of relationsOf(table)) if (isLoaded(row, relation.name)) this.#compare(tracked, relation);
  }

  #enlist(tracked: Tracked, values: Row): void {
    const { table } = tracked;
    tracked.draft ??= draft();
    tracked.draft.values = values;
    addTo(this.#added, table, tracked as New);
    if (keyIdOf(table, values) !== null) this.#keyed.add(table);
  }

  #compare(tracked: Tracked, relation: BoundRelation): void {
    const { row, relations } = tracked;
    const before = relations.get(relation.name);
    if (before === undefined ? tracked.state === "stored" && row[relation.name] === undefined : holdsStill(row, relation.name, before)) return;
    const rows = relatedRows(relation, row);
    if (relation.def.kind === "belongsTo") {
      this.#point(tracked, relation, rows[0] && this.#member(relation, rows[0]));
      return;
    }
    const old = before === undefined || before === null ? nobody : ([before].flat() as Row[]);
    const keys = relation.through ? nobody : keysFrom(tracked, relation.targetColumns, relation.columns);
    if (tracked.state === "new" && keys.length > 0) this.#need(relation.target, tracked.table);
    for (const one of old.length === 0 ? rows : without(rows, old)) {
      const member = this.#member(relation, one);
      if (member && relation.through) this.#links.push({ relation, near: tracked, far: member, form: "add" });
      else if (member) this.#set(member, keys, relation);
    }
    if (old.length > 0) this.#compareOld(tracked, relation, rows, old);
  }

  #compareOld(tracked: Tracked, relation: BoundRelation, rows: readonly Row[], old: readonly Row[]): void {
    const now = rows.filter((one) => this.#map.get(one)?.state !== "deleted");
    for (const one of without(old, now)) {
      const member = this.#map.get(one);
      if (member && relation.through) this.#links.push({ relation, near: tracked, far: member, form: "remove" });
      else if (member) this.#leavers.push({ child: member, parent: tracked.row, relation });
    }
  }

  /** The row that a to-one relation points to now. */
  #point(tracked: Tracked, relation: BoundRelation, from: Tracked | undefined): void {
    if (from) {
      if (from.state === "new") this.#need(tracked.table, from.table);
      this.#set(tracked, keysFrom(from, relation.columns, relation.targetColumns), relation);
    }
    // A new row without a related one keeps the key it was given, and so does one whose key was changed.
    else if (tracked.state === "stored" && !relation.columns.some((column) => isGiven(tracked, column))) this.#parted.push({ tracked, relation });
  }

  /** A row that was put into a relation, staged if it is new; undefined when it is being deleted, since it is in no relation any more. */
  #member(relation: BoundRelation, row: Row): Tracked | undefined {
    const known = this.#map.get(row);
    if (known) {
      if (known.table !== relation.target && known.table.def.key !== relation.target.def.key) {
        throw misuse(
          "SESSION.BAD_RELATION",
          relation.source,
          `"${relation.label}" takes rows of "${relation.target.def.name}", not of "${known.table.def.name}"`,
        );
      }
      return known.state === "deleted" ? undefined : known;
    }
    if (!relation.def.cascade.includes("save")) {
      throw misuse(
        "SESSION.NOT_ADDED",
        relation.target,
        `"${relation.label}" holds a row that is not in the session, and the relation does not cascade save: add() it first`,
      );
    }
    const staged = stageNew(this.#map, relation.target, row);
    this.#all.push(staged);
    return staged;
  }

  finish(): Survey {
    const orphans = new Set<Row>();
    for (const { child, parent, relation } of this.#leavers) {
      const isElsewhere = relation.targetColumns.some((column, i) => !isSameKey(column, child.row, relation.columns[i] as BoundColumn, parent));
      if (isElsewhere || isPending(child, relation.targetColumns) || child.state === "deleted") continue;
      if (relation.def.cascade.includes("deleteOrphan")) orphans.add(child.row);
      else this.#clear(child, relation.targetColumns, relation, `a row was taken out of "${relation.label}"`);
    }
    for (const { tracked, relation } of this.#parted) {
      if (!isPending(tracked, relation.columns)) this.#clear(tracked, relation.columns, relation, `"${relation.label}" was set to null`);
    }
    return {
      added: this.#added,
      keyed: this.#keyed,
      needs: this.#needs,
      stored: this.#stored,
      leaving: this.#leaving,
      movesRows: this.#movesRows,
      links: this.#onceEach(),
      orphans,
    };
  }

  /** Throws QueryError when something else was said of one of these foreign keys. */
  #set(tracked: Tracked, keys: readonly PendingKey[], relation: BoundRelation): void {
    const others = tracked.draft?.pending ?? nobody;
    for (const { column, source } of keys) {
      if (source === null) continue;
      const other = others.length > 0 ? sourceOf(others, column) : undefined;
      if (other && other.from !== source.from && !isSameKey(other.column, other.from.row, source.column, source.from.row)) {
        throw contradiction(column, `"${relation.label}" leads to one row, and another relation to another one; leave it in one of the two`);
      }
      if (isGiven(tracked, column) && !isSameKey(column, tracked.row, source.column, source.from.row)) {
        throw contradiction(
          column,
          `"${relation.label}" leads to a row, and "${column.label}" was set to another key; set one of the two (the relation is enough)`,
        );
      }
    }
    this.#keep(tracked, others.length > 0 ? [...others.filter(({ column }) => sourceOf(keys, column) === undefined), ...keys] : keys);
  }

  #need(table: BoundTable, other: BoundTable): void {
    const others = this.#needs.get(table);
    if (others) others.add(other);
    else this.#needs.set(table, new Set([other]));
  }

  #keep(tracked: Tracked, pending: readonly PendingKey[]): void {
    if (tracked.draft) tracked.draft.pending = pending;
    else tracked.draft = draft(pending);
    if (tracked.state === "stored") this.#movesRows = true;
  }

  /** A composite key is NULL when any part of it is. */
  #clear(tracked: Tracked, columns: readonly BoundColumn[], relation: BoundRelation, why: string): void {
    const nullable = columns.filter((column) => column.def.nullable);
    if (nullable.length === 0) {
      throw misuse(
        "SESSION.NEEDS_PARENT",
        relation.target,
        `${why}, but "${columns[0]?.label}" cannot be null: give the row another parent, delete() it, or give the collection the cascade "deleteOrphan"`,
      );
    }
    const keys = nullable.map((column): PendingKey => ({ column, source: null }));
    this.#keep(tracked, [...(tracked.draft?.pending ?? nobody), ...keys]);
  }

  /** Both ends of a link may tell of the same change. */
  #onceEach(): readonly LinkChange[] {
    const seen = new Map<Tracked, Map<Tracked, Set<string>>>();
    return this.#links.filter(({ relation, near, far, form }) => {
      const isForward = (relation.through?.near[0]?.index ?? 0) <= (relation.through?.far[0]?.index ?? 0);
      const [one, other] = isForward ? [near, far] : [far, near];
      const word = `${form}${relation.through?.table.def.key}`;
      const byOther = seen.get(one) ?? new Map<Tracked, Set<string>>();
      const words = byOther.get(other) ?? new Set<string>();
      seen.set(one, byOther.set(other, words));
      if (words.has(word)) return false;
      words.add(word);
      return true;
    });
  }
}

function keysFrom(from: Tracked, columns: readonly BoundColumn[], theirs: readonly BoundColumn[]): readonly PendingKey[] {
  return columns.map((column, i) => ({ column, source: { from, column: theirs[i] as BoundColumn } }));
}

function isPending({ draft }: Tracked, columns: readonly BoundColumn[]): boolean {
  return columns.some((column) => sourceOf(draft?.pending, column) !== undefined);
}

function without(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}

/** Whether a foreign key was written by hand since the row was stored. */
function isGiven(tracked: Tracked, column: BoundColumn): boolean {
  const { row, state, isExpired } = tracked;
  const value = row[column.def.property];
  if (state === "new") return value !== null && value !== undefined;
  return !isExpired && differs(column, value, imprintIn(tracked, column));
}

function isSameKey(a: BoundColumn, row: Row, b: BoundColumn, other: Row): boolean {
  const key = mapKey(keyOfRow([a])(row));
  return key !== null && key === mapKey(keyOfRow([b])(other));
}

function contradiction({ label }: BoundColumn, message: string): QueryError {
  return misuse("SESSION.CONTRADICTION", undefined, `"${label}": ${message}`);
}

import { keyOfRow, mapKey } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import { relationsOf } from "./cascade.ts";
import { nextVersion } from "./changes.ts";
import { actionOf, type Doomed, type HasLost, lostParents } from "./deletion.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { giveValue, rowCode } from "./row-code.ts";
import { type Held, heldNow, holdsStill, keyId, keyIdOf, stored, type Tracked } from "./tracked.ts";
import type { Work } from "./work.ts";

/** What a flush came to. */
export interface Outcome {
  readonly map: IdentityMap;
  readonly stays: readonly Tracked[];
  readonly doomed: readonly Doomed[];
  /** All rows that are not to be stored any more: `doomed`, and new ones that never were. */
  readonly goes: ReadonlySet<Row>;
  readonly work: Work;
  /** Rows that were updated, with what is stored in the columns that were. */
  readonly updated: ReadonlyMap<Row, Row>;
  /** Rows that were read again. */
  readonly reread: ReadonlyMap<Row, Row>;
}

/** Hands what the database made to the rows, and takes down what is stored now. */
export function settle(outcome: Outcome): void {
  const { map, stays, goes, updated } = outcome;
  for (const tracked of stays) settleRow(outcome, tracked);
  const gone = goes.size > 0 ? removeGone(outcome) : goes;
  for (const { row } of stays) if (updated.has(row)) followKeys(map, row);
  for (const tracked of map.all()) {
    if (gone.size > 0) cutTies(map, tracked, gone);
    holdRelations(map, tracked.row);
  }
}

function settleRow({ map, work, updated, reread }: Outcome, { table, row, state, relations, isExpired }: Tracked): void {
  const inserted = work.written.get(row);
  const changed = updated.get(row);
  if (inserted && !changed) {
    map.give(row, inserted, rowCode(table).give);
    map.set(stored(table, row, keyIdOf(table, row) ?? "", relations));
  } else if (changed) {
    const fresh = reread.get(row);
    for (const column of table.columns) {
      const { property } = column.def;
      const source = fresh ?? (Object.hasOwn(changed, property) ? changed : inserted);
      if (source) map.give(row, source, (_, values, journal) => giveValue(column, row, values[property], journal));
    }
    const { version } = table;
    if (version && !fresh) map.assign(row, version.def.property, nextVersion(row[version.def.property]));
    map.setChanged({ ...stored(table, row, keyIdOf(table, row) ?? "", relations), isExpired: state === "stored" && isExpired });
  }
}

/** Takes out the rows that are gone, and those that the database has deleted with them; answers with all of these. */
function removeGone({ map, goes, doomed }: Outcome): ReadonlySet<Row> {
  const gone = new Set(goes);
  for (const row of goes) {
    const tracked = map.get(row);
    if (tracked) map.remove(tracked);
  }
  let parents = doomed;
  while (parents.length > 0) {
    const hasLost = lostParents(parents);
    const next: Doomed[] = [];
    for (const tracked of map.all()) {
      if (!followDatabase(map, tracked, hasLost)) continue;
      gone.add(tracked.row);
      next.push(tracked);
    }
    parents = next;
  }
  return gone;
}

/** What the database does by itself to a row whose parents were deleted. Answers whether it deletes the row. */
function followDatabase(map: IdentityMap, tracked: Tracked, hasLost: HasLost): boolean {
  const { table, row } = tracked;
  const lost = relationsOf(table).filter((relation) => relation.def.kind === "belongsTo" && hasLost(relation, row));
  if (lost.length === 0) return false;
  const actions = lost.map(({ columns, target }) => actionOf(table, columns, target));
  if (actions.includes("cascade")) {
    map.remove(tracked);
    return true;
  }
  const cleared = lost.filter((_, i) => actions[i] === "setNull").flatMap(({ columns }) => columns);
  for (const { def } of cleared) if (def.nullable) map.assign(row, def.property, null);
  map.setChanged({ ...stored(table, row, keyIdOf(table, row) ?? "", tracked.relations), isExpired: tracked.isExpired || actions.includes("setDefault") });
  return false;
}

/** A to-one relation whose foreign key was changed in another way (in a collection, or by hand) leads where the key does, or is not loaded any more. */
function followKeys(map: IdentityMap, row: Row): void {
  const tracked = map.get(row);
  if (!tracked) return;
  const relations = new Map(tracked.relations);
  for (const { def, name, columns, target, targetColumns } of relationsOf(tracked.table)) {
    const held = heldNow(row, name) as Row | null | undefined;
    if (def.kind !== "belongsTo" || held === undefined) continue;
    const key = keyOfRow(columns)(row);
    if (mapKey(key) === mapKey(held && keyOfRow(targetColumns)(held))) continue;
    const byPrimaryKey = targetColumns.every((column, i) => column === target.primaryKey[i]) && targetColumns.length === target.primaryKey.length;
    const known = key === null ? null : byPrimaryKey ? map.byKey(target, keyId(key))?.row : undefined;
    map.assign(row, name, known);
    if (known === undefined) relations.delete(name);
  }
  map.set({ ...tracked, relations });
}

/** What is gone is in no relation any more. */
function cutTies(map: IdentityMap, { table, row }: Tracked, gone: ReadonlySet<Row>): void {
  for (const { name } of relationsOf(table)) {
    const held = heldNow(row, name);
    if (held === null || held === undefined) continue;
    if (!Array.isArray(held)) {
      if (gone.has(held as Row)) map.assign(row, name, null);
    } else if (held.some((other: Row) => gone.has(other))) {
      map.assign(
        row,
        name,
        held.filter((other: Row) => !gone.has(other)),
      );
    }
  }
}

function holdRelations(map: IdentityMap, row: Row): void {
  const tracked = map.get(row) as Tracked;
  let held: Map<string, Held> | undefined;
  for (const { name } of relationsOf(tracked.table)) {
    const before = tracked.relations.get(name);
    if (!isLoaded(row, name) || (before !== undefined && holdsStill(row, name, before))) continue;
    const now = heldNow(row, name);
    if (now === undefined) continue;
    held ??= new Map(tracked.relations);
    held.set(name, now);
  }
  if (held) map.set({ ...tracked, relations: held });
}

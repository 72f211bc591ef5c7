import type { BoundTable } from "../query/bound-table.ts";
import { keyOfRow, mapKey } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import { relationsOf } from "./cascade.ts";
import { nextVersion } from "./changes.ts";
import { actionOf, type Doomed, type HasLost, lostParents } from "./deletion.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import type { New } from "./links.ts";
import type { ByTable } from "./per-table.ts";
import { giveValue, rowCode } from "./row-code.ts";
import { stored as asStored, type Draft, type Held, heldNow, holdsStill, keyId, keyIdOf, type Tracked } from "./tracked.ts";

/** What a flush came to. */
export interface Outcome {
  readonly map: IdentityMap;
  readonly added: ByTable<New>;
  readonly stored: readonly Tracked[];
  /** Those of both that were updated. */
  readonly changed: readonly Tracked[];
  readonly doomed: readonly Doomed[];
  /** `doomed`, and new rows that are not to be stored any more. */
  readonly goes: ReadonlySet<Row>;
}

/** Hands what the database made to the rows, and takes down what is stored now. */
export function settle({ map, added, stored, changed, doomed, goes }: Outcome): void {
  for (const [table, rows] of added) for (const tracked of rows) settleNew(map, table, tracked);
  for (const tracked of changed) settleChanged(map, tracked);
  const gone = goes.size > 0 ? removeGone(map, doomed, goes) : goes;
  for (const { row } of changed) followKeys(map, row);
  if (gone.size > 0) for (const tracked of map.all()) cutTies(map, tracked, gone);
  for (const { row } of [...stored, ...changed]) holdRelations(map, row);
  if (gone.size > 0) for (const { row } of [...added.values()].flat()) holdRelations(map, row);
  for (const tracked of [...stored, ...changed]) tracked.draft = undefined;
}

function settleNew(map: IdentityMap, table: BoundTable, tracked: New): void {
  const { row, relations, draft } = tracked;
  const { give, mayHoldRelations } = rowCode(table);
  const shares = map.give(row, draft.values, give);
  const held = mayHoldRelations(row) ? relationsNow(table, row, relations) : relations;
  map.promote(tracked, keyIdOf(table, row) ?? "", held, shares ? undefined : draft.values);
  // Foreign keys that had to wait are in it.
  if (draft.changed === undefined) (tracked as Tracked).draft = undefined;
}

function settleChanged(map: IdentityMap, tracked: Tracked): void {
  const { table, row, relations, isExpired, draft } = tracked;
  const { changed, fresh } = draft as Draft;
  const inserted = draft?.progress === "written" ? draft.values : undefined;
  for (const column of table.columns) {
    const { property } = column.def;
    const source = fresh ?? (changed && Object.hasOwn(changed, property) ? changed : inserted);
    if (source) map.give(row, source, (_, values, journal) => giveValue(column, row, values[property], journal));
  }
  const { version } = table;
  if (version && !fresh) map.assign(row, version.def.property, nextVersion(row[version.def.property]));
  map.setChanged({ ...asStored(table, row, keyIdOf(table, row) ?? "", relations), isExpired });
}

/** Takes out the rows that are gone, and those that the database has deleted with them; answers with all of these. */
function removeGone(map: IdentityMap, doomed: readonly Doomed[], goes: ReadonlySet<Row>): ReadonlySet<Row> {
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
  map.setChanged({ ...asStored(table, row, keyIdOf(table, row) ?? "", tracked.relations), isExpired: tracked.isExpired || actions.includes("setDefault") });
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
  const tracked = map.get(row);
  if (!tracked) return;
  const relations = relationsNow(tracked.table, row, tracked.relations);
  if (relations !== tracked.relations) map.set({ ...tracked, relations });
}

/** What the relations of a row hold now; the same object when that is what they did. */
function relationsNow(table: BoundTable, row: Row, before: ReadonlyMap<string, Held>): ReadonlyMap<string, Held> {
  let held: Map<string, Held> | undefined;
  for (const { name } of relationsOf(table)) {
    if (!isLoaded(row, name)) continue;
    const old = before.get(name);
    if (old !== undefined && holdsStill(row, name, old)) continue;
    const now = heldNow(row, name);
    if (now === undefined) continue;
    held ??= new Map(before);
    held.set(name, now);
  }
  return held ?? before;
}

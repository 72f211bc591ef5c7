import type { Call, Executor } from "../engine/executor.ts";
import type { BoundColumn, BoundRelation, BoundTable } from "../query/bound-table.ts";
import { keyOfRow, mapKey } from "../query/key-of.ts";
import { keyText } from "../query/row-key.ts";
import { keyValues } from "../query/where-keys.ts";
import { relationsOf, stageReachable } from "./cascade.ts";
import { updateChanged } from "./changes.ts";
import { actionOf, type Doomed, databaseSeesTo, deleteRows, releaseFrom, withDependents } from "./deletion.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { insertNew } from "./insertion.ts";
import { type ForeignKeys, type KeySource, type LinkChange, relationChanges } from "./links.ts";
import { type Held, heldNow, keyId, keyIdOf, stored, type Tracked } from "./tracked.ts";
import { byTable, Work } from "./work.ts";

/**
 * Writes everything a session holds: new rows parents first, changes, links, then deletions children first. Rows and map are touched only when all of
 * it has succeeded.
 */
export async function flush(map: IdentityMap, executor: Executor, call: Call): Promise<void> {
  const work = new Work(executor, call);
  const before = map.mark();
  try {
    stageReachable(map);
    const { foreignKeys, links, orphans } = relationChanges(map);
    const tracked = map.all();
    const roots = tracked.filter(({ state, row, key }) => key !== undefined && (state === "deleted" || orphans.has(row)));
    const doomed = await withDependents(roots, map, work);
    const goes = new Set([...doomed.map(({ row }) => row), ...orphans, ...tracked.flatMap(({ state, row }) => (state === "deleted" ? [row] : []))]);
    const stays = tracked.filter(({ row }) => !goes.has(row));
    const hasLost = lostParents(doomed);
    const keys = letGoOf(goes, hasLost, stays, foreignKeys);

    const added = stays.filter(({ state }) => state === "new");
    const deferred = await insertNew(added, keys, work);
    const updated = await updateChanged(stays, keys, deferred, work);
    await writeLinks(links, goes, work);
    if (doomed.length > 0) {
      await releaseFrom(doomed, new Set(tracked.map(({ table }) => table)), work);
      await deleteRows(doomed, work);
    }
    const reread = await readAgain(updated, stays, work);
    settle({ map, stays, goes, hasLost, work, updated, reread });
  } catch (error) {
    map.restore(before);
    throw error;
  }
}

async function writeLinks(links: readonly LinkChange[], goes: ReadonlySet<Row>, work: Work): Promise<void> {
  const alive = links.filter(({ near, far }) => !goes.has(near) && !goes.has(far));
  for (const [table, changes] of byTable(alive, ({ relation }) => (relation.through as NonNullable<LinkChange["relation"]["through"]>).table)) {
    const added: Row[] = [];
    const removed: Row[] = [];
    for (const { relation, near, far, form } of changes) {
      const { near: nearColumns, far: farColumns } = relation.through as NonNullable<typeof relation.through>;
      const key = (columns: typeof relation.columns, row: Row) => keyOfRow(columns)(work.written.get(row) ?? row);
      const values = { ...keyValues(nearColumns, key(relation.columns, near)), ...keyValues(farColumns, key(relation.targetColumns, far)) };
      (form === "add" ? added : removed).push(values);
    }
    const { upserter, updater } = work.writers(table);
    const conflict = Object.keys(added[0] ?? {});
    if (added.length > 0) await upserter.many(added, { conflict, update: [] }, undefined, work.call(table, "link"));
    for (let from = 0; from < removed.length; from += linksPerStatement) {
      const or = removed
        .slice(from, from + linksPerStatement)
        .map((values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { eq: value }])));
      await updater.deleteWhere({ or }, work.call(table, "link"));
    }
  }
}
const linksPerStatement = 200;

/** Columns that the database computes have new values after an update. */
async function readAgain(updated: ReadonlyMap<Row, Row>, stays: readonly Tracked[], work: Work): Promise<ReadonlyMap<Row, Row>> {
  const fresh = new Map<Row, Row>();
  const changed = stays.filter(({ row, table }) => updated.has(row) && table.columns.some(({ def }) => def.fill?.by === "computed"));
  for (const [table, rows] of byTable(changed, (one) => one.table)) {
    const key = keyOfRow(table.primaryKey);
    const keys = rows.map(({ row }) => [key(work.written.get(row) ?? row)].flat());
    const found = await work.writers(table).reader.read(table.primaryKey, keys, work.call(table, "select_many"));
    rows.forEach(({ row }, i) => {
      const read = found.get(keyText(keys[i] as readonly unknown[]));
      if (read) fresh.set(row, read as Row);
    });
  }
  return fresh;
}

interface Outcome {
  readonly map: IdentityMap;
  readonly stays: readonly Tracked[];
  readonly goes: ReadonlySet<Row>;
  readonly hasLost: HasLost;
  readonly work: Work;
  readonly updated: ReadonlyMap<Row, Row>;
  readonly reread: ReadonlyMap<Row, Row>;
}

/** Hands what the database made to the rows, and takes down what is stored now. */
function settle({ map, stays, goes, hasLost, work, updated, reread }: Outcome): void {
  for (const tracked of stays) {
    const { table, row, state } = tracked;
    const values = { ...work.written.get(row), ...updated.get(row), ...reread.get(row) };
    for (const { def } of table.columns) if (Object.hasOwn(values, def.property)) map.assign(row, def.property, values[def.property]);
    if (updated.has(row)) raiseVersion(map, table, row);
    if (goes.size > 0) cutTies(map, tracked, goes);
    if (state === "new" || updated.has(row)) map.set(stored(table, row, keyIdOf(table, row) ?? "", heldRelations(table, row, tracked)));
    else map.set({ ...tracked, relations: heldRelations(table, row, tracked) });
  }
  for (const one of map.all()) {
    if (goes.has(one.row)) map.remove(one);
    else followDatabase(map, one, hasLost);
  }
  for (const { row } of stays) if (updated.has(row)) followKeys(map, row);
}

/** A to-one relation whose foreign key was changed in another way (in a collection, or by hand) leads where the key does, or is not loaded any more. */
function followKeys(map: IdentityMap, row: Row): void {
  const tracked = map.get(row);
  if (!tracked) return;
  const relations = new Map(tracked.relations);
  for (const { def, name, columns, target, targetColumns } of relationsOf(tracked.table)) {
    const held = row[name] as Row | null | undefined;
    if (def.kind !== "belongsTo" || held === undefined) continue;
    const key = keyOfRow(columns)(row);
    if (mapKey(key) === mapKey(held && keyOfRow(targetColumns)(held))) continue;
    const byPrimaryKey = targetColumns.every((column, i) => column === target.primaryKey[i]) && targetColumns.length === target.primaryKey.length;
    const id = byPrimaryKey ? keyId(target, key) : null;
    const known = key === null ? null : id === null ? undefined : map.byKey(id)?.row;
    map.assign(row, name, known);
    if (known === undefined) {
      delete row[name];
      relations.delete(name);
    } else relations.set(name, known);
  }
  map.set({ ...tracked, relations });
}

/** What is gone is in no relation any more. */
function cutTies(map: IdentityMap, { table, row }: Tracked, goes: ReadonlySet<Row>): void {
  for (const { name, isMany } of relationsOf(table)) {
    const value = row[name] as Row | readonly Row[] | null | undefined;
    if (value === null || value === undefined) continue;
    if (!isMany) {
      if (goes.has(value as Row)) map.assign(row, name, null);
    } else if ((value as readonly Row[]).some((other) => goes.has(other))) {
      map.assign(
        row,
        name,
        (value as readonly Row[]).filter((other) => !goes.has(other)),
      );
    }
  }
}

/** Foreign keys of rows that stay never lead to rows that go, unless the database sees to it by itself. */
function letGoOf(goes: ReadonlySet<Row>, hasLost: HasLost, stays: readonly Tracked[], foreignKeys: ForeignKeys): ForeignKeys {
  if (goes.size === 0) return foreignKeys;
  const keys = new Map([...foreignKeys].map(([row, sources]) => [row, new Map([...sources].filter(([, source]) => !source || !goes.has(source.row)))]));
  for (const { table, row, state } of stays) {
    for (const relation of relationsOf(table)) {
      if (relation.def.kind !== "belongsTo" || state !== "stored") continue;
      const sources = keys.get(row) ?? new Map<BoundColumn, KeySource>();
      const isMoved = relation.columns.some((column) => sources.has(column));
      if (isMoved || !hasLost(relation, row) || databaseSeesTo(table, relation.columns, relation.target)) continue;
      for (const column of relation.columns) if (column.def.nullable && !column.isKey) keys.set(row, sources.set(column, null));
    }
  }
  return keys;
}

/** Every update raises it by one; what the row holds is the version before. */
function raiseVersion(map: IdentityMap, { version }: BoundTable, row: Row): void {
  if (!version) return;
  const current = row[version.def.property];
  map.assign(row, version.def.property, typeof current === "bigint" ? current + 1n : (current as number) + 1);
}

function heldRelations(table: BoundTable, row: Row, { relations }: Tracked): ReadonlyMap<string, Held> {
  const held = new Map(relations);
  for (const { name } of relationsOf(table)) {
    const now = heldNow(row, name);
    if (now !== undefined) held.set(name, now);
  }
  return held;
}

/** Whether a row's parent by a relation is among the deleted ones. */
type HasLost = (relation: BoundRelation, row: Row) => boolean;

function lostParents(doomed: readonly Doomed[]): HasLost {
  const deleted = byTable(doomed, (one) => one.table);
  const known = new Map<BoundRelation, ReadonlySet<unknown>>();
  return (relation, row) => {
    const rows = deleted.get(relation.target);
    if (!rows) return false;
    let keys = known.get(relation);
    if (!keys) {
      const key = keyOfRow(relation.targetColumns);
      keys = new Set(rows.map((one) => mapKey(key(one.row))));
      known.set(relation, keys);
    }
    const held = keyOfRow(relation.columns)(row);
    return held !== null && keys.has(mapKey(held));
  };
}

/** A row whose parent was deleted: the database deleted it too, or its foreign key is NULL now. */
function followDatabase(map: IdentityMap, tracked: Tracked, hasLost: HasLost): void {
  const { table, row } = tracked;
  for (const relation of relationsOf(table)) {
    if (relation.def.kind !== "belongsTo" || !hasLost(relation, row)) continue;
    const action = actionOf(table, relation.columns, relation.target);
    if (action === "cascade") {
      map.remove(tracked);
      return;
    }
    for (const { def } of relation.columns) if (def.nullable && action !== "setDefault") map.assign(row, def.property, null);
    map.set({ ...stored(table, row, keyIdOf(table, row) ?? "", tracked.relations), isExpired: action === "setDefault" });
  }
}

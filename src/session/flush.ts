import type { Call, Executor } from "../engine/executor.ts";
import type { BoundRelation, BoundTable } from "../query/bound-table.ts";
import { keyOfRow, mapKey } from "../query/key-of.ts";
import { keyText } from "../query/row-key.ts";
import { keyValues } from "../query/where-keys.ts";
import { relationsOf, stageReachable } from "./cascade.ts";
import { updateChanged } from "./changes.ts";
import { actionOf, type Doomed, deleteRows, releaseFrom, withDependents } from "./deletion.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { insertNew } from "./insertion.ts";
import { type LinkChange, relationChanges } from "./links.ts";
import { type Held, heldNow, keyIdOf, stored, type Tracked } from "./tracked.ts";
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
    const roots = tracked.filter(({ state, row }) => state === "deleted" || (orphans.has(row) && state === "stored"));
    const doomed = await withDependents(roots, map, work);
    const goes = new Set(doomed.map(({ row }) => row));
    const stays = tracked.filter(({ row, state }) => !goes.has(row) && state !== "deleted" && !(state === "new" && orphans.has(row)));

    const deferred = await insertNew(
      stays.filter(({ state }) => state === "new"),
      foreignKeys,
      work,
    );
    const updated = await updateChanged(stays, foreignKeys, deferred, work);
    await writeLinks(links, goes, work);
    if (doomed.length > 0) {
      await releaseFrom(doomed, work);
      await deleteRows(doomed, work);
    }
    const reread = await readAgain(updated, stays, work);
    settle({ map, stays, doomed, work, updated, reread });
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
  readonly doomed: readonly Doomed[];
  readonly work: Work;
  readonly updated: ReadonlyMap<Row, Row>;
  readonly reread: ReadonlyMap<Row, Row>;
}

/** Hands what the database made to the rows, and takes down what is stored now. */
function settle({ map, stays, doomed, work, updated, reread }: Outcome): void {
  for (const tracked of stays) {
    const { table, row, state } = tracked;
    const values = { ...work.written.get(row), ...updated.get(row), ...reread.get(row) };
    for (const { def } of table.columns) if (Object.hasOwn(values, def.property)) map.assign(row, def.property, values[def.property]);
    if (updated.has(row)) raiseVersion(map, table, row);
    if (state === "new" || updated.has(row)) map.set(stored(table, row, keyIdOf(table, row) ?? "", heldRelations(table, row, tracked)));
    else map.set({ ...tracked, relations: heldRelations(table, row, tracked) });
  }
  const gone = new Set(doomed.map(({ row }) => row));
  const hasLost = lostParents(doomed);
  for (const one of map.all()) {
    if (gone.has(one.row) || one.state === "deleted") map.remove(one);
    else followDatabase(map, one, hasLost);
  }
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

import type { Call, Executor } from "../engine/executor.ts";
import { keyOfRow } from "../query/key-of.ts";
import { keyText } from "../query/row-key.ts";
import { keyValues } from "../query/where-keys.ts";
import { relationsOf, stageReachable } from "./cascade.ts";
import { isChanged, refuseChangedKey, updateChanged } from "./changes.ts";
import { databaseSeesTo, deleteRows, type HasLost, lostParents, releaseFrom, withDependents } from "./deletion.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { insertNew } from "./insertion.ts";
import { type ForeignKeys, type LinkChange, type RelationChanges, relationChanges, sourceOf } from "./links.ts";
import { settle } from "./settle.ts";
import type { Tracked } from "./tracked.ts";
import { byTable, Work } from "./work.ts";

/** Whether there is anything to write. */
export function isDue(tracked: readonly Tracked[], { foreignKeys, links, orphans }: RelationChanges): boolean {
  return foreignKeys.size + links.length + orphans.size > 0 || tracked.some((one) => one.state !== "stored" || isChanged(one));
}

/**
 * Writes everything a session holds: new rows parents first, changes, links, then deletions children first. Rows and map are touched only when all of
 * it has succeeded. `begin`: not called when there is nothing to write.
 */
export async function flush(map: IdentityMap, executor: Executor, begin: () => Promise<Call>): Promise<void> {
  const before = map.mark();
  try {
    stageReachable(map);
    const { foreignKeys, links, orphans } = relationChanges(map);
    const tracked = map.all();
    if (!isDue(tracked, { foreignKeys, links, orphans })) return;
    const work = new Work(executor, await begin());
    const roots = tracked.filter(({ state, row, key }) => key !== undefined && (state === "deleted" || orphans.has(row)));
    for (const root of roots) refuseChangedKey(root);
    const { doomed, dropped } = await withDependents(roots, map, foreignKeys, work);
    const deleted = tracked.flatMap(({ state, row }) => (state === "deleted" ? [row] : []));
    const goes = new Set([...doomed.map(({ row }) => row), ...dropped, ...orphans, ...deleted]);
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
    settle({ map, stays, doomed, goes, work, updated, reread });
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

/** Foreign keys of rows that stay never lead to rows that go, unless the database sees to it by itself. */
function letGoOf(goes: ReadonlySet<Row>, hasLost: HasLost, stays: readonly Tracked[], foreignKeys: ForeignKeys): ForeignKeys {
  if (goes.size === 0) return foreignKeys;
  const keys = new Map([...foreignKeys].map(([row, pending]) => [row, pending.filter(({ source }) => !source || !goes.has(source.row))]));
  for (const { table, row, state } of stays) {
    for (const relation of relationsOf(table)) {
      if (relation.def.kind !== "belongsTo" || state !== "stored") continue;
      const pending = keys.get(row) ?? [];
      const isMoved = relation.columns.some((column) => sourceOf(pending, column) !== undefined);
      if (isMoved || !hasLost(relation, row) || databaseSeesTo(table, relation.columns, relation.target)) continue;
      const cleared = relation.columns.filter((column) => column.def.nullable && !column.isKey);
      if (cleared.length > 0) keys.set(row, [...pending, ...cleared.map((column) => ({ column, source: null }))]);
    }
  }
  return keys;
}

import type { Call, Executor } from "../engine/executor.ts";
import { keyOfRow } from "../query/key-of.ts";
import { keyText } from "../query/row-key.ts";
import { keyValues } from "../query/where-keys.ts";
import { relationsOf } from "./cascade.ts";
import { isChanged, refuseChangedKey, updateChanged } from "./changes.ts";
import { type Doomed, databaseSeesTo, deleteRows, type HasLost, lostParents, releaseFrom, withDependents } from "./deletion.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { insertNew } from "./insertion.ts";
import { dropDrafts, type LinkChange, type Survey, survey } from "./links.ts";
import { type ByTable, byTable } from "./per-table.ts";
import { settle } from "./settle.ts";
import { draft, sourceOf, storedForm, type Tracked } from "./tracked.ts";
import { Work } from "./work.ts";

/** Whether there is anything to write. */
export function isDue({ added, stored, leaving, movesRows, links, orphans }: Survey): boolean {
  return movesRows || added.size + leaving.length + links.length + orphans.size > 0 || stored.some(isChanged);
}

/**
 * Writes everything a session holds: new rows parents first, changes, links, then deletions children first. Rows and map are touched only when all of
 * it has succeeded. `begin`: not called when there is nothing to write.
 */
export async function flush(map: IdentityMap, executor: Executor, begin: () => Promise<Call>): Promise<void> {
  const before = map.mark();
  try {
    const found = survey(map);
    if (!isDue(found)) return;
    const work = new Work(executor, await begin());
    const { doomed, goes } = await departures(map, found, work);
    const added = goes.size === 0 ? found.added : new Map([...found.added].map(([table, rows]) => [table, without(rows, goes)]));
    const stored = without(found.stored, goes);
    if (goes.size > 0) letGoOf(goes, lostParents(doomed), added, stored);

    const late = await insertNew(added, found, work);
    const changed = await updateChanged(late, stored, work);
    await writeLinks(found.links, goes, work);
    if (doomed.length > 0) {
      await releaseFrom(doomed, new Set(map.all().map(({ table }) => table)), work);
      await deleteRows(doomed, work);
    }
    await readAgain(changed, work);
    settle({ map, added, stored, changed, doomed, goes });
  } catch (error) {
    dropDrafts(map);
    map.restore(before);
    throw error;
  }
}

function without<T extends Tracked>(rows: readonly T[], goes: ReadonlySet<Row>): readonly T[] {
  return goes.size === 0 ? rows : rows.filter(({ row }) => !goes.has(row));
}

/** Stored rows that are to be deleted, and all rows that are not to be stored any more: those, and new ones that never will be. */
async function departures(
  map: IdentityMap,
  { leaving, stored, added, orphans }: Survey,
  work: Work,
): Promise<{ readonly doomed: readonly Doomed[]; readonly goes: ReadonlySet<Row> }> {
  const all = orphans.size === 0 ? leaving : [...leaving, ...[...stored, ...[...added.values()].flat()].filter(({ row }) => orphans.has(row))];
  if (all.length === 0) return { doomed: [], goes: new Set() };
  const roots = all.filter(({ key }) => key !== undefined);
  for (const root of roots) refuseChangedKey(root);
  const { doomed, dropped } = await withDependents(roots, map, work);
  return { doomed, goes: new Set([...doomed.map(({ row }) => row), ...dropped, ...all.map(({ row }) => row)]) };
}

async function writeLinks(links: readonly LinkChange[], goes: ReadonlySet<Row>, work: Work): Promise<void> {
  const alive = links.filter(({ near, far }) => !goes.has(near.row) && !goes.has(far.row));
  for (const [table, changes] of byTable(alive, ({ relation }) => (relation.through as NonNullable<LinkChange["relation"]["through"]>).table)) {
    const added: Row[] = [];
    const removed: Row[] = [];
    for (const { relation, near, far, form } of changes) {
      const { near: nearColumns, far: farColumns } = relation.through as NonNullable<typeof relation.through>;
      const key = (columns: typeof relation.columns, one: Tracked) => keyOfRow(columns)(storedForm(one));
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
async function readAgain(rows: readonly Tracked[], work: Work): Promise<void> {
  const computed = rows.filter(({ table }) => table.columns.some(({ def }) => def.fill?.by === "computed"));
  for (const [table, ofTable] of byTable(computed, (one) => one.table)) {
    const key = keyOfRow(table.primaryKey);
    const keys = ofTable.map((one) => [key(storedForm(one))].flat());
    const found = await work.writers(table).reader.read(table.primaryKey, keys, work.call(table, "select_many"));
    ofTable.forEach(({ draft }, i) => {
      if (draft) draft.fresh = found.get(keyText(keys[i] as readonly unknown[])) as Row | undefined;
    });
  }
}

/** Foreign keys of rows that stay never lead to rows that go, unless the database sees to it by itself. */
function letGoOf(goes: ReadonlySet<Row>, hasLost: HasLost, added: ByTable<Tracked>, stored: readonly Tracked[]): void {
  for (const { draft } of [...[...added.values()].flat(), ...stored])
    if (draft) draft.pending = draft.pending.filter(({ source }) => !source || !goes.has(source.from.row));
  for (const tracked of stored) {
    const { table, row } = tracked;
    for (const relation of relationsOf(table)) {
      if (relation.def.kind !== "belongsTo" || relation.columns.some((column) => sourceOf(tracked.draft?.pending, column) !== undefined)) continue;
      if (!hasLost(relation, row) || databaseSeesTo(table, relation.columns, relation.target)) continue;
      const cleared = relation.columns.filter((column) => column.def.nullable && !column.isKey).map((column) => ({ column, source: null }));
      tracked.draft ??= draft();
      tracked.draft.pending = [...tracked.draft.pending, ...cleared];
    }
  }
}

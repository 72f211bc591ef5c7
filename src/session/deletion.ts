import { isPromise } from "../kernel/chain.ts";
import type { ForeignKeyDef } from "../model/definition.ts";
import type { BoundColumn, BoundRelation, BoundTable } from "../query/bound-table.ts";
import { readPlansOf } from "../query/find.ts";
import { type KeyValue, keyOfRow, mapKey } from "../query/key-of.ts";
import { keysOf, whereKeys } from "../query/where-keys.ts";
import { cascading, relatedRows, relationsOf } from "./cascade.ts";
import { nextVersion, stale } from "./changes.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { parentsFirst } from "./order.ts";
import { byTable } from "./per-table.ts";
import { ByKey, keyIdOf, sourceOf } from "./tracked.ts";
import type { Work } from "./work.ts";

/** A row to be deleted. Those that cascading finds in the database need not be known to the session. */
export interface Doomed {
  readonly table: BoundTable;
  readonly row: Row;
}

/** What goes: stored rows that are to be deleted, and new ones that will not be stored after all. */
export interface Departure {
  readonly doomed: readonly Doomed[];
  readonly dropped: ReadonlySet<Row>;
}

/** Everything that goes with the given rows: what cascades `delete`, loaded or not. Children that were given another parent stay. */
export async function withDependents(roots: readonly Doomed[], map: IdentityMap, work: Work): Promise<Departure> {
  const doomed = new ByKey<Doomed>();
  const all: Doomed[] = [];
  const dropped = new Set<Row>();
  let level = roots;
  while (level.length > 0) {
    const fresh = level.filter((one) => {
      const { table, row } = one;
      if (map.get(row)?.state === "new") return !dropped.has(row) && dropped.add(row);
      const id = keyIdOf(table, row);
      if (id === null || doomed.get(table, id)) return false;
      doomed.set(table, id, one);
      all.push(one);
      return true;
    });
    const next: Doomed[] = [];
    for (const [table, rows] of byTable(fresh, (one) => one.table)) {
      const parents = rows.map(({ row }) => row);
      for (const relation of cascading(table, "delete")) next.push(...(await dependents(relation, parents, map, work)));
    }
    level = next;
  }
  return { doomed: all, dropped };
}

/** Related rows: those on the parents, and those in the database. */
async function dependents(relation: BoundRelation, parents: readonly Row[], map: IdentityMap, work: Work): Promise<readonly Doomed[]> {
  const { target: table } = relation;
  const held = parents.flatMap((row) => relatedRows(relation, row)).filter((row) => map.get(row));
  const stored = parents.filter((row) => map.get(row)?.state !== "new");
  const found = (await readRelated(relation, stored, work)).map((row) => map.byKey(table, keyIdOf(table, row))?.row ?? row);
  const key = keyOfRow(relation.columns);
  const near = { rows: new Set(parents), keys: new Set(parents.map((row) => mapKey(key(row)))) };
  return [...held, ...found].filter((row) => !hasLeft(relation, row, near, map)).map((row) => ({ table, row }));
}

/** Whether a row that was a child of these parents has been given another one, or none, in the session. */
function hasLeft(relation: BoundRelation, child: Row, parents: Parents, map: IdentityMap): boolean {
  if (relation.def.kind === "belongsTo" || relation.through) return false;
  const pending = map.get(child)?.draft?.pending;
  const sources = relation.targetColumns.map((column) => sourceOf(pending, column)).filter((source) => source !== undefined);
  if (sources.length > 0) return sources.some((source) => source === null || !parents.rows.has(source.from.row));
  return !parents.keys.has(mapKey(keyOfRow(relation.targetColumns)(child)));
}
interface Parents {
  readonly rows: ReadonlySet<Row>;
  readonly keys: ReadonlySet<unknown>;
}

async function readRelated(relation: BoundRelation, parents: readonly Row[], work: Work): Promise<readonly Row[]> {
  const keys = keysOf(relation.columns, parents);
  if (keys.length === 0) return [];
  const { target } = relation;
  const request = { table: target, where: {}, options: {}, mode: "many", link: { relation, keys, throughParents: false } } as const;
  const { plan, parameters, layout } = readPlansOf(target).read(request);
  const running = work.executor.run(plan, parameters, work.call(target, "load"));
  const { rows } = isPromise(running) ? await running : running;
  return (rows as Row[]).map((result) => (layout.isPositioned ? (result["row"] as Row) : result));
}

/** Whether a row's parent by a relation is among the deleted ones. */
export type HasLost = (relation: BoundRelation, row: Row) => boolean;

export function lostParents(doomed: readonly Doomed[]): HasLost {
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

/**
 * Rows that stay behind: their foreign keys become NULL where nobody else sees to it, and links to the deleted go away. `tables`: those whose relations
 * may lead to the deleted without a relation back.
 */
export async function releaseFrom(doomed: readonly Doomed[], tables: ReadonlySet<BoundTable>, work: Work): Promise<void> {
  const groups = byTable(doomed, (one) => one.table);
  const unlinked = new Set<string>();
  const unlink = async (through: Through, side: "near" | "far", one: BoundTable, keys: readonly KeyValue[]): Promise<void> => {
    const columns = through[side];
    const id = `${through.table.def.key} ${columns.map(({ index }) => index)}`;
    if (unlinked.has(id) || databaseSeesTo(through.table, columns, one)) return;
    unlinked.add(id);
    for (const where of whereKeys(columns, keys)) await work.writers(through.table).updater.deleteWhere(where, work.call(through.table, "delete_where"));
  };
  for (const [table, rows] of groups) {
    const parents = rows.map(({ row }) => row);
    for (const relation of relationsOf(table)) {
      if (relation.through) await unlink(relation.through, "near", table, keysOf(relation.columns, parents));
      else if (relation.def.kind !== "belongsTo" && !relation.def.cascade.includes("delete")) await orphanAll(relation, parents, groups, work);
    }
    for (const { through, target, targetColumns } of [...tables].flatMap(relationsOf)) {
      if (through && target === table) await unlink(through, "far", table, keysOf(targetColumns, parents));
    }
  }
}
type Through = NonNullable<BoundRelation["through"]>;

async function orphanAll(relation: BoundRelation, parents: readonly Row[], doomed: Groups, work: Work): Promise<void> {
  const { target, targetColumns } = relation;
  const nullable = targetColumns.filter(canBeCleared);
  if (nullable.length === 0 || databaseSeesTo(target, targetColumns, relation.source)) return;
  const changes = Object.fromEntries(nullable.map(({ def }) => [def.property, null]));
  const others = [...whereKeys(target.primaryKey, keysOf(target.primaryKey, rowsOf(doomed, target)))].map((not) => ({ not }));
  for (const where of whereKeys(targetColumns, keysOf(relation.columns, parents))) {
    await work.writers(target).updater.where(others.length > 0 ? { and: [where, ...others] } : where, changes, work.call(target, "update_where"));
  }
}
type Groups = ReadonlyMap<BoundTable, readonly Doomed[]>;

function rowsOf(groups: Groups, table: BoundTable): readonly Row[] {
  return (groups.get(table) ?? []).map(({ row }) => row);
}

/** The foreign key has an action that deletes or releases the rows by itself. */
export function databaseSeesTo(holder: BoundTable, columns: readonly BoundColumn[], to: BoundTable): boolean {
  return actionOf(holder, columns, to) !== undefined;
}

export function actionOf(holder: BoundTable, columns: readonly BoundColumn[], to: BoundTable): "cascade" | "setNull" | "setDefault" | undefined {
  const isIt = (key: ForeignKeyDef): boolean => key.references.table === to.def.name && key.columns.join() === columns.map(({ def }) => def.property).join();
  const action = holder.def.foreignKeys.find(isIt)?.onDelete;
  return action === "cascade" || action === "setNull" || action === "setDefault" ? action : undefined;
}

/** Deletes rows, those that refer to others first. Throws StaleDataError when a row was changed or is not there any more. */
export async function deleteRows(doomed: readonly Doomed[], work: Work): Promise<void> {
  const groups = byTable(doomed, (one) => one.table);
  const order = [...parentsFirst(groups.keys())].reverse();
  const letGo = new Set<BoundTable>();
  for (const [i, table] of order.entries()) {
    const earlier = new Set(order.slice(0, i));
    // What is deleted before this table must not be referred to by it.
    if (await release(table, rowsOf(groups, table), ({ target }) => earlier.has(target), work)) letGo.add(table);
  }
  for (const table of order) {
    const rows = rowsOf(groups, table);
    const rounds = leavesFirst(table, rows);
    if (rounds.length > 1 && !letGo.has(table) && selfReferences(table).every(isReleasable)) {
      await release(table, rows, ({ target }) => target === table, work);
      await deleteRound(table, rows, true, work);
    } else for (const round of rounds) await deleteRound(table, round, letGo.has(table), work);
  }
}

/** Takes away what rows hold of others that are about to be deleted too, where it can be NULL. Answers whether it did. */
async function release(table: BoundTable, rows: readonly Row[], isDue: (relation: BoundRelation) => boolean, work: Work): Promise<boolean> {
  const due = relationsOf(table).filter((relation) => relation.def.kind === "belongsTo" && isDue(relation) && isReleasable(relation));
  if (due.length === 0) return false;
  const changes = Object.fromEntries(due.flatMap(({ columns }) => columns.filter(canBeCleared)).map(({ def }) => [def.property, null]));
  for (const where of whereKeys(table.primaryKey, keysOf(table.primaryKey, rows))) {
    await work.writers(table).updater.where(where, changes, work.call(table, "update_where"));
  }
  return true;
}

function canBeCleared(column: BoundColumn): boolean {
  return column.def.nullable && !column.isKey;
}
function isReleasable({ columns }: BoundRelation): boolean {
  return columns.some(canBeCleared);
}

function selfReferences(table: BoundTable): readonly BoundRelation[] {
  return relationsOf(table).filter((relation) => relation.def.kind === "belongsTo" && relation.target === table);
}

/** Rows of a table that refers to itself, in rounds: nobody is deleted before those that refer to it. */
function leavesFirst(table: BoundTable, rows: readonly Row[]): readonly (readonly Row[])[] {
  const selves = selfReferences(table);
  if (selves.length === 0) return [rows];
  const nameOf = (relation: BoundRelation, columns: readonly BoundColumn[], row: Row): string | null => {
    const key = keyOfRow(columns)(row);
    return key === null ? null : `${relation.name}\u0000${String(mapKey(key))}`;
  };
  const rounds: (readonly Row[])[] = [];
  let left = rows;
  while (left.length > 0) {
    const named = new Set<string | null>();
    for (const relation of selves) {
      for (const row of left) {
        const name = nameOf(relation, relation.columns, row);
        if (name !== nameOf(relation, relation.targetColumns, row)) named.add(name);
      }
    }
    const isNamed = (row: Row): boolean => selves.some((relation) => named.has(nameOf(relation, relation.targetColumns, row)));
    const leaves = left.filter((row) => !isNamed(row));
    // A circle of rows: the database has to take them all at once.
    rounds.push(leaves.length > 0 ? leaves : left);
    left = leaves.length > 0 ? left.filter(isNamed) : [];
  }
  return rounds;
}

/** `isRaised`: an update of this flush has raised the versions by one. */
async function deleteRound(table: BoundTable, rows: readonly Row[], isRaised: boolean, work: Work): Promise<void> {
  const { events } = work.executor;
  const key = (row: Row) => Object.fromEntries(table.primaryKey.map(({ def }) => [def.property, row[def.property]]));
  const shown = (row: Row): unknown => (table.primaryKey.length === 1 ? Object.values(key(row))[0] : key(row));
  if (events.has("beforeDelete")) for (const row of rows) await events.emit("beforeDelete", { table: table.def.name, key: shown(row) });
  const { version } = table;
  const columns = version ? [...table.primaryKey, version] : table.primaryKey;
  const current = version && isRaised ? rows.map((row) => ({ ...row, [version.def.property]: nextVersion(row[version.def.property]) })) : rows;
  let deleted = 0;
  for (const where of whereKeys(columns, keysOf(columns, current))) deleted += await work.writers(table).updater.deleteWhere(where, work.call(table, "delete"));
  if (deleted < rows.length) throw stale(table, rows.length - deleted, "deleted");
  if (events.has("afterDelete")) for (const row of rows) await events.emit("afterDelete", { table: table.def.name, key: shown(row), deleted: true });
}

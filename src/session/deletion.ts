import { isPromise } from "../kernel/chain.ts";
import type { ForeignKeyDef } from "../model/definition.ts";
import type { BoundColumn, BoundRelation, BoundTable } from "../query/bound-table.ts";
import { readPlansOf } from "../query/find.ts";
import { type KeyValue, keyOfRow, mapKey } from "../query/key-of.ts";
import { keysOf, whereKeys } from "../query/where-keys.ts";
import { relatedRows, relationsOf } from "./cascade.ts";
import { stale } from "./changes.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { parentsFirst } from "./order.ts";
import { keyIdOf } from "./tracked.ts";
import { byTable, type Work } from "./work.ts";

/** A row to be deleted. Those that cascading finds in the database need not be known to the session. */
export interface Doomed {
  readonly table: BoundTable;
  readonly row: Row;
}

/** Everything that goes with the given rows: what cascades `delete`, loaded or not. */
export async function withDependents(roots: readonly Doomed[], map: IdentityMap, work: Work): Promise<readonly Doomed[]> {
  const doomed = new Map<string, Doomed>();
  let level = roots;
  while (level.length > 0) {
    const fresh = level.filter(({ table, row }) => !doomed.has(keyIdOf(table, row) ?? ""));
    for (const one of fresh) doomed.set(keyIdOf(one.table, one.row) ?? "", one);
    const next: Doomed[] = [];
    for (const [table, rows] of byTable(fresh, (one) => one.table)) {
      for (const relation of relationsOf(table).filter(({ def }) => def.cascade.includes("delete")))
        next.push(...(await dependents(relation, rows, map, work)));
    }
    level = next;
  }
  return [...doomed.values()];
}

/** Related rows that are stored: those on the rows, and those in the database. */
async function dependents(relation: BoundRelation, parents: readonly Doomed[], map: IdentityMap, work: Work): Promise<readonly Doomed[]> {
  const held = parents.flatMap(({ row }) => relatedRows(relation, row)).filter((row) => map.get(row)?.state !== "new");
  const found = await readRelated(
    relation,
    parents.map(({ row }) => row),
    work,
  );
  return [...held, ...found].map((row) => {
    const id = keyIdOf(relation.target, row);
    return { table: relation.target, row: (id === null ? undefined : map.byKey(id)?.row) ?? row };
  });
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
      else if (relation.def.kind !== "belongsTo" && !relation.def.cascade.includes("delete")) await orphanAll(relation, parents, work);
    }
    for (const { through, target, targetColumns } of [...tables].flatMap(relationsOf)) {
      if (through && target === table) await unlink(through, "far", table, keysOf(targetColumns, parents));
    }
  }
}
type Through = NonNullable<BoundRelation["through"]>;

async function orphanAll(relation: BoundRelation, parents: readonly Row[], work: Work): Promise<void> {
  const { target, targetColumns } = relation;
  const nullable = targetColumns.filter((column) => column.def.nullable && !column.isKey);
  if (nullable.length === 0 || databaseSeesTo(target, targetColumns, relation.source)) return;
  const changes = Object.fromEntries(nullable.map(({ def }) => [def.property, null]));
  for (const where of whereKeys(targetColumns, keysOf(relation.columns, parents))) {
    await work.writers(target).updater.where(where, changes, work.call(target, "update_where"));
  }
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
  for (const table of [...parentsFirst(groups.keys())].reverse()) {
    const rows = (groups.get(table) ?? []).map(({ row }) => row);
    const rounds = leavesFirst(table, rows);
    if (rounds.length > 1 && (await letGo(table, rows, work))) await deleteRound(table, rows, work);
    else for (const round of rounds) await deleteRound(table, round, work);
  }
}

function selfReferences(table: BoundTable): readonly BoundRelation[] {
  return relationsOf(table).filter((relation) => relation.def.kind === "belongsTo" && relation.target === table);
}

/** Takes away what rows of one table hold of each other, where it can be NULL, so that one statement deletes them all. */
async function letGo(table: BoundTable, rows: readonly Row[], work: Work): Promise<boolean> {
  const columns = selfReferences(table).map((relation) => relation.columns.filter((column) => column.def.nullable && !column.isKey));
  if (table.version || columns.some((nullable) => nullable.length === 0)) return false;
  const changes = Object.fromEntries(columns.flat().map(({ def }) => [def.property, null]));
  for (const where of whereKeys(table.primaryKey, keysOf(table.primaryKey, rows))) {
    await work.writers(table).updater.where(where, changes, work.call(table, "update_where"));
  }
  return true;
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

async function deleteRound(table: BoundTable, rows: readonly Row[], work: Work): Promise<void> {
  const { events } = work.executor;
  const key = (row: Row) => Object.fromEntries(table.primaryKey.map(({ def }) => [def.property, row[def.property]]));
  const shown = (row: Row): unknown => (table.primaryKey.length === 1 ? Object.values(key(row))[0] : key(row));
  if (events.has("beforeDelete")) for (const row of rows) await events.emit("beforeDelete", { table: table.def.name, key: shown(row) });
  const { version } = table;
  const columns = version ? [...table.primaryKey, version] : table.primaryKey;
  let deleted = 0;
  for (const where of whereKeys(columns, keysOf(columns, rows))) deleted += await work.writers(table).updater.deleteWhere(where, work.call(table, "delete"));
  if (deleted < rows.length) throw stale(table, rows.length - deleted, "deleted");
  if (events.has("afterDelete")) for (const row of rows) await events.emit("afterDelete", { table: table.def.name, key: shown(row), deleted: true });
}

import { sortTopologically } from "../kernel/graph.ts";
import { tableKey } from "../model/definition.ts";
import { type Change, unitOf } from "./changes/units.ts";
import type { SchemaRules } from "./dialect.ts";
import { type Existing, nothingExists } from "./existing.ts";
import type { ForeignKeySnapshot, Snapshot, TableSnapshot } from "./snapshot.ts";

/** What has to be done to have everything of the snapshot that is not there, in order. Tables that exist are not altered. */
export function creation(snapshot: Snapshot, rules: SchemaRules, existing: Existing = nothingExists): Change[] {
  const added = addedLater(snapshot, rules);
  const changes: Change[] = [];
  for (const { name: namespace } of snapshot.namespaces ?? []) {
    if (!existing.has("namespace", namespace)) changes.push({ kind: "createNamespace", namespace });
  }
  for (const enumType of snapshot.enumTypes ?? []) {
    if (!existing.has("enumType", enumType.schema, enumType.name)) changes.push({ kind: "createEnumType", enumType });
  }
  for (const table of snapshot.tables) changes.push(...creationOf(table, rules, existing, added));
  return ordered(changes);
}

function creationOf(table: TableSnapshot, rules: SchemaRules, existing: Existing, added: ReadonlySet<ForeignKeySnapshot>): Change[] {
  const changes: Change[] = [];
  const isNew = !existing.has("table", table.schema, table.name);
  if (isNew) {
    const foreignKeys = table.foreignKeys.filter((foreignKey) => !added.has(foreignKey));
    const indexes = rules.indexes === "inline" ? table.indexes : [];
    changes.push({ kind: "createTable", table: { ...table, foreignKeys, indexes }, unlessExists: true });
    if (rules.comments === "separate") changes.push(...comments(table));
  }
  if (!isNew || rules.indexes === "separate") {
    const missing = table.indexes.filter((index) => !existing.has("index", table.schema, table.name, index.name));
    changes.push(...missing.map((index) => ({ kind: "createIndex", table, index, unlessExists: true }) as const));
  }
  const missing = table.foreignKeys.filter((foreignKey) => added.has(foreignKey) && !existing.has("foreignKey", table.schema, table.name, foreignKey.name));
  changes.push(...missing.map((foreignKey) => ({ kind: "addForeignKey", table, foreignKey }) as const));
  return changes;
}

function comments(table: TableSnapshot): Change[] {
  const changes: Change[] = [];
  if (table.comment !== undefined) changes.push({ kind: "setTableComment", table, from: undefined, to: table.comment });
  for (const column of table.columns) {
    if (column.comment !== undefined) changes.push({ kind: "setColumnComment", table, column, from: undefined, to: column.comment });
  }
  return changes;
}

/**
 * The way back from `creation` of a whole snapshot, as far as it takes anything away: foreign keys of cycles, tables, enum types. Namespaces stay,
 * since others may have put something there. With `existing`, what is not there is left out.
 */
export function removal(snapshot: Snapshot, rules: SchemaRules, existing?: Existing): Change[] {
  return creation(snapshot, rules)
    .filter((change) => {
      if (change.kind === "createTable") return existing?.has("table", change.table.schema, change.table.name) ?? true;
      if (change.kind === "createEnumType") return existing?.has("enumType", change.enumType.schema, change.enumType.name) ?? true;
      if (change.kind !== "addForeignKey") return false;
      return existing?.has("foreignKey", change.table.schema, change.table.name, change.foreignKey.name) ?? true;
    })
    .map((change) => unitOf(change).reverse(change))
    .toReversed();
}

/** Foreign keys between tables that need each other. One of a table to itself is no trouble anywhere. */
function addedLater({ tables }: Snapshot, rules: SchemaRules): ReadonlySet<ForeignKeySnapshot> {
  if (rules.foreignKeysOfCycles === "inline") return new Set();
  const byKey = new Map(tables.map((table) => [tableKey(table.schema, table.name), table]));
  const target = ({ references }: ForeignKeySnapshot): string => tableKey(references.schema, references.table);
  const { cycles } = sortTopologically([...byKey.keys()], (key) => byKey.get(key)?.foreignKeys.map(target) ?? []);
  const inCycles = cycles.flatMap((members) =>
    members.flatMap((key) => (byKey.get(key)?.foreignKeys ?? []).filter((foreignKey) => target(foreignKey) !== key && members.includes(target(foreignKey)))),
  );
  return new Set(inCycles);
}

/** What makes a thing goes before what needs it; otherwise the order stays. */
function ordered(changes: readonly Change[]): Change[] {
  const makers = new Map(changes.flatMap((change, i) => (unitOf(change).makes?.(change) ?? []).map((name) => [name, String(i)] as const)));
  const needs = (id: string): string[] => {
    const change = changes[Number(id)] as Change;
    return (unitOf(change).needs?.(change) ?? []).flatMap((name) => makers.get(name) ?? []);
  };
  return sortTopologically(
    changes.map((_, i) => String(i)),
    needs,
  ).order.map((id) => changes[Number(id)] as Change);
}

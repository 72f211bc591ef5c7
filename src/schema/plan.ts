import { sortTopologically } from "../kernel/graph.ts";
import { tableKey } from "../model/definition.ts";
import { type Change, unitOf, units } from "./changes/units.ts";
import { compare } from "./compare.ts";
import type { SchemaDialect, SchemaRules } from "./dialect.ts";
import { type Existing, nothingExists } from "./existing.ts";
import { ordered } from "./order.ts";
import { pinnedParts } from "./pinned.ts";
import type { Renames } from "./rename.ts";
import type { ForeignKeySnapshot, Snapshot, TableSnapshot } from "./snapshot.ts";

/** What turns the one shape into the other, in order. Both snapshots are normalised. */
export function changesBetween(
  before: Snapshot,
  after: Snapshot,
  schema: Pick<SchemaDialect, "rules" | "migrations" | "dialect">,
  renames?: Renames,
): Change[] {
  const found = differencesOf(before, after, schema, renames);
  const changes = [...found, ...pinnedParts(found, before, after, schema.migrations.pinned, renames)];
  return ordered([...apart(changes, "createTable", schema.rules), ...apart(changes, "dropTable", schema.rules), ...changes.filter(isOfNoTable)]);
}

/** What is not the same, as changes, without those that stand in the way of others meanwhile. Both snapshots are normalised. */
export function differencesOf(before: Snapshot, after: Snapshot, { dialect }: Pick<SchemaDialect, "dialect">, renames?: Renames): Change[] {
  return compare(before, after, dialect.quote, renames).flatMap((difference) =>
    Object.values(units).flatMap((unit) => (unit.detect(difference) as Change | undefined) ?? []),
  );
}

const isOfNoTable = ({ kind }: Change): boolean => kind !== "createTable" && kind !== "dropTable";

/** Tables that need each other come, or go, without the foreign keys between them. */
function apart(changes: readonly Change[], kind: "createTable" | "dropTable", rules: SchemaRules): Change[] {
  const tables = changes.filter((change): change is Change<"createTable"> | Change<"dropTable"> => change.kind === kind);
  const later = addedLater(
    tables.map(({ table }) => table),
    rules,
  );
  return tables.flatMap((change): Change[] => {
    const apart = change.table.foreignKeys.filter((foreignKey) => later.has(foreignKey));
    if (apart.length === 0) return [change];
    const table = { ...change.table, foreignKeys: change.table.foreignKeys.filter((foreignKey) => !later.has(foreignKey)) };
    const foreignKey = kind === "createTable" ? "addForeignKey" : "dropForeignKey";
    return [{ ...change, table }, ...apart.map((constraint) => ({ kind: foreignKey, table: change.table, constraint }) as const)];
  });
}

/** What has to be done to have everything of the snapshot that is not there, in order. Tables that exist are not altered. */
export function creation(snapshot: Snapshot, rules: SchemaRules, existing: Existing = nothingExists): Change[] {
  const later = addedLater(snapshot.tables, rules);
  const changes: Change[] = [];
  for (const { name: namespace, comment } of snapshot.namespaces ?? []) {
    if (existing.has("namespace", namespace)) continue;
    changes.push({ kind: "createNamespace", namespace });
    if (comment !== undefined) changes.push({ kind: "setComment", target: { of: "namespace", name: { name: namespace } }, from: undefined, to: comment });
  }
  for (const enumType of snapshot.enumTypes ?? []) {
    if (!existing.has("enumType", enumType.schema, enumType.name)) changes.push({ kind: "createEnumType", enumType });
  }
  for (const sequence of snapshot.sequences ?? []) {
    if (!existing.has("sequence", sequence.schema, sequence.name)) changes.push({ kind: "createSequence", sequence });
  }
  for (const table of snapshot.tables) changes.push(...creationOf(table, existing, later));
  for (const view of snapshot.views ?? []) {
    if (!existing.has("table", view.schema, view.name)) changes.push({ kind: "createView", view });
  }
  return ordered(changes);
}

function creationOf(table: TableSnapshot, existing: Existing, later: ReadonlySet<ForeignKeySnapshot>): Change[] {
  const changes: Change[] = [];
  if (!existing.has("table", table.schema, table.name)) {
    const foreignKeys = table.foreignKeys.filter((foreignKey) => !later.has(foreignKey));
    changes.push({ kind: "createTable", table: { ...table, foreignKeys }, unlessExists: true });
  } else {
    const missing = table.indexes.filter((index) => !existing.has("index", table.schema, table.name, index.name));
    changes.push(...missing.map((index) => ({ kind: "createIndex", table, index, unlessExists: true }) as const));
  }
  const missing = table.foreignKeys.filter((foreignKey) => later.has(foreignKey) && !existing.has("foreignKey", table.schema, table.name, foreignKey.name));
  changes.push(...missing.map((constraint) => ({ kind: "addForeignKey", table, constraint }) as const));
  return changes;
}

/**
 * The way back from `creation` of a whole snapshot, as far as it takes anything away: views, foreign keys of cycles, tables, sequences, enum types.
 * Namespaces stay, since others may have put something there. With `existing`, what is not there is left out.
 */
export function removal(snapshot: Snapshot, rules: SchemaRules, existing?: Existing): Change[] {
  return creation(snapshot, rules)
    .filter((change) => {
      if (change.kind === "createTable") return existing?.has("table", change.table.schema, change.table.name) ?? true;
      if (change.kind === "createView") return existing?.has("table", change.view.schema, change.view.name) ?? true;
      if (change.kind === "createEnumType") return existing?.has("enumType", change.enumType.schema, change.enumType.name) ?? true;
      if (change.kind === "createSequence") return existing?.has("sequence", change.sequence.schema, change.sequence.name) ?? true;
      if (change.kind !== "addForeignKey") return false;
      return existing?.has("foreignKey", change.table.schema, change.table.name, change.constraint.name) ?? true;
    })
    .map((change) => unitOf(change).reverse(change))
    .toReversed();
}

/** Foreign keys between tables that need each other. One of a table to itself is no trouble anywhere. */
function addedLater(tables: readonly TableSnapshot[], rules: SchemaRules): ReadonlySet<ForeignKeySnapshot> {
  if (rules.foreignKeysOfCycles === "inline") return new Set();
  const byKey = new Map(tables.map((table) => [tableKey(table.schema, table.name), table]));
  const target = ({ references }: ForeignKeySnapshot): string => tableKey(references.schema, references.table);
  const { cycles } = sortTopologically([...byKey.keys()], (key) => byKey.get(key)?.foreignKeys.map(target) ?? []);
  const inCycles = cycles.flatMap((members) => {
    const together = new Set(members);
    return members.flatMap((key) => (byKey.get(key)?.foreignKeys ?? []).filter((foreignKey) => target(foreignKey) !== key && together.has(target(foreignKey))));
  });
  return new Set(inCycles);
}

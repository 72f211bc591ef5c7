import { tableKey } from "../model/definition.ts";
import type { Change } from "./changes/units.ts";
import type { Pinned } from "./dialect.ts";
import type { ObjectName } from "./difference.ts";
import { type Renames, renamed } from "./rename.ts";
import type { ForeignKeySnapshot, Snapshot, TableSnapshot, ViewSnapshot } from "./snapshot.ts";

/** A part of the schema that stays the same but stands in the way of a change. */
interface Part {
  readonly drop: Change;
  readonly add: Change;
  readonly table: string;
}

/**
 * What has to be taken away and put back around changes that this database would refuse otherwise: a column's type under a foreign key, a key that is
 * referred to, a column that a view reads. Parts that are changed anyway are left out.
 */
export function pinnedParts(changes: readonly Change[], before: Snapshot, after: Snapshot, pinned: readonly Pinned[], renames?: Renames): Change[] {
  const disturbed = disturbedColumns(changes);
  if (pinned.length === 0 || disturbed.size === 0) return [];
  const old = renames === undefined ? before : renamed(before, renames);
  const known = new Set(changes.map(nameOfChange));
  const found = [...after.tables.flatMap((table) => partsOf(table, disturbed, pinned)), ...(pinned.includes("view") ? viewsOf(after, old, disturbed) : [])];
  const wasThere = new Set(old.tables.map((table) => tableKey(table.schema, table.name)));
  return found
    .filter(({ drop, add, table }) => (table === "" || wasThere.has(table)) && !known.has(nameOfChange(drop)) && !known.has(nameOfChange(add)))
    .flatMap(({ drop, add }) => [drop, add]);
}

/** Columns whose type or value changes, by table; the members of a key that changes are marked as a key. */
function disturbedColumns(changes: readonly Change[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const note = (table: ObjectName, columns: readonly string[]): void => {
    const key = tableKey(table.schema, table.name);
    const all = found.get(key) ?? new Set<string>();
    for (const column of columns) all.add(column);
    found.set(key, all);
  };
  for (const change of changes) {
    if (change.kind === "alterColumnType" || (change.kind === "alterComputed" && change.to.computed !== undefined)) note(change.table, [change.to.name]);
    if (change.kind === "dropColumn") note(change.table, [change.column.name]);
    if (change.kind === "alterPrimaryKey" && change.from !== undefined) note(change.table, change.from.columns);
  }
  return found;
}

function partsOf(table: TableSnapshot, disturbed: ReadonlyMap<string, ReadonlySet<string>>, pinned: readonly Pinned[]): Part[] {
  const key = tableKey(table.schema, table.name);
  const own = disturbed.get(key) ?? new Set<string>();
  const touches = (columns: readonly string[]): boolean => columns.some((column) => own.has(column));
  const refersTo = ({ references }: ForeignKeySnapshot): boolean => {
    const there = disturbed.get(tableKey(references.schema, references.table));
    return there !== undefined && references.columns.some((column) => there.has(column));
  };
  const parts: Part[] = [];
  if (pinned.includes("foreignKey")) {
    for (const constraint of table.foreignKeys.filter((one) => touches(one.columns) || refersTo(one))) {
      parts.push({ table: key, drop: { kind: "dropForeignKey", table, constraint }, add: { kind: "addForeignKey", table, constraint } });
    }
  }
  if (own.size === 0) return parts;
  if (pinned.includes("unique")) {
    for (const constraint of table.uniques.filter((one) => touches(one.columns))) {
      parts.push({ table: key, drop: { kind: "dropUnique", table, constraint }, add: { kind: "addUnique", table, constraint } });
    }
  }
  if (pinned.includes("check")) {
    for (const constraint of table.checks.filter(({ expression }) => mentions(expression, own))) {
      parts.push({ table: key, drop: { kind: "dropCheck", table, constraint }, add: { kind: "addCheck", table, constraint } });
    }
  }
  if (pinned.includes("index")) {
    const columnsOf = (index: TableSnapshot["indexes"][number]): string[] => [...index.keys.flatMap(({ column }) => column ?? []), ...index.include];
    const texts = (index: TableSnapshot["indexes"][number]): string => [index.where ?? "", ...index.keys.map(({ expression }) => expression ?? "")].join(" ");
    for (const index of table.indexes.filter((one) => touches(columnsOf(one)) || mentions(texts(one), own))) {
      parts.push({ table: key, drop: { kind: "dropIndex", table, index }, add: { kind: "createIndex", table, index, unlessExists: false } });
    }
  }
  return parts.map(({ drop, add, table: of }) => ({ drop: named(drop, table), add: named(add, table), table: of }));
}

/** Changes are kept in files: the name of their table is enough. */
function named(change: Change, { schema, name }: TableSnapshot): Change {
  return { ...change, table: schema === undefined ? { name } : { schema, name } } as Change;
}

/** Views that speak of a table with a disturbed column, and those that speak of these. */
function viewsOf(after: Snapshot, old: Snapshot, disturbed: ReadonlyMap<string, ReadonlySet<string>>): Part[] {
  const names = new Set([...disturbed.keys()].map((key) => key.slice(key.lastIndexOf(".") + 1)));
  const there = new Set((old.views ?? []).map((view) => tableKey(view.schema, view.name)));
  const found = new Set<ViewSnapshot>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const view of after.views ?? []) {
      if (found.has(view) || !mentions(view.definition, names)) continue;
      found.add(view);
      names.add(view.name);
      grown = true;
    }
  }
  return [...found]
    .filter((view) => there.has(tableKey(view.schema, view.name)))
    .map((view) => ({ table: "", drop: { kind: "dropView", view }, add: { kind: "createView", view } }));
}

/** SQL text is not read, only searched for words: one part too many is made again for nothing. */
function mentions(text: string, names: ReadonlySet<string>): boolean {
  return (text.match(/[\p{L}\p{N}_$]+/gu) ?? []).some((word) => names.has(word));
}

function nameOfChange(change: Change): string {
  const of = change as {
    readonly table?: ObjectName;
    readonly constraint?: { readonly name: string };
    readonly index?: { readonly name: string };
    readonly view?: ObjectName;
  };
  return JSON.stringify([change.kind, of.table?.schema, of.table?.name, of.constraint?.name ?? of.index?.name ?? of.view?.name]);
}

import { MigrationError } from "../kernel/errors.ts";
import { tableKey } from "../model/definition.ts";
import type { ForeignKeySnapshot, IndexKeySnapshot, Snapshot, TableSnapshot } from "./snapshot.ts";

/** A decision that one thing is another, not a new one. Tables by key (`schema.name` or name) as they are before; `column` is the name before. */
export interface Rename {
  readonly table: string;
  readonly column?: string | undefined;
  readonly to: string;
  /** A hint kept in a model is passed over when there is nothing to rename; a decision that fits nothing is an error. */
  readonly hint?: true | undefined;
}

/** Renames that hold for two snapshots: tables and columns, each old name with its new one. */
export interface Renames {
  /** New key by old key. */
  readonly tables: ReadonlyMap<string, string>;
  /** By the table's old key: new name by old name. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Sorts decisions out. Throws MigrationError MIGRATION.BAD_RENAME for one that does not fit the snapshots. */
export function renamesFor(decisions: readonly Rename[], before: Snapshot, after: Snapshot): Renames {
  const [old, fresh] = [byKey(before), byKey(after)];
  const tables = new Map<string, string>();
  for (const { table, column, to, hint } of decisions) {
    if (column !== undefined) continue;
    const fits = old.has(table) && fresh.has(to) && !old.has(to) && !fresh.has(table);
    if (fits) tables.set(table, to);
    else if (!hint) throw unfit(`table ${table}`, to);
  }
  const columns = new Map<string, Map<string, string>>();
  for (const { table, column, to, hint } of decisions) {
    if (column === undefined) continue;
    const [from, target] = [old.get(table), fresh.get(tables.get(table) ?? table)];
    const fits = has(from, column) && has(target, to) && !has(from, to) && !has(target, column);
    if (fits) columns.set(table, (columns.get(table) ?? new Map<string, string>()).set(column, to));
    else if (!hint) throw unfit(`column ${table}.${column}`, to);
  }
  return { tables, columns };
}

/** `old=new` as people write it, for tables (`flavor=taste`) and columns (`flavor.rating=score`). Throws MigrationError MIGRATION.BAD_RENAME. */
export function parseRename(text: string, before: Snapshot): Rename {
  const [from = "", target = ""] = text.split("=", 2);
  const last = target.slice(target.lastIndexOf(".") + 1);
  if (from === "" || last === "") throw new MigrationError("MIGRATION.BAD_RENAME", `"${text}" is no rename: write table=new or table.column=new`);
  if (byKey(before).has(from)) return { table: from, to: target };
  const dot = from.lastIndexOf(".");
  return dot < 0 ? { table: from, to: target } : { table: from.slice(0, dot), column: from.slice(dot + 1), to: last };
}

/** The snapshot with tables and columns under their new names, also where keys and foreign keys speak of them. SQL text in it stays as it is. */
export function renamed(snapshot: Snapshot, renames: Renames): Snapshot {
  if (renames.tables.size === 0 && renames.columns.size === 0) return snapshot;
  return { ...snapshot, tables: snapshot.tables.map((table) => renamedTable(table, renames)) };
}

function renamedTable(table: TableSnapshot, renames: Renames): TableSnapshot {
  const key = tableKey(table.schema, table.name);
  const column = (name: string): string => renames.columns.get(key)?.get(name) ?? name;
  const all = (names: readonly string[]): string[] => names.map(column);
  const keyOf = <K extends IndexKeySnapshot>(part: K): K => (part.column === undefined ? part : { ...part, column: column(part.column) });
  return {
    ...table,
    ...named(renames.tables.get(key) ?? key, table),
    columns: table.columns.map((one) => ({ ...one, name: column(one.name) })),
    primaryKey: { ...table.primaryKey, columns: all(table.primaryKey.columns) },
    uniques: table.uniques.map((one) => ({ ...one, columns: all(one.columns) })),
    indexes: table.indexes.map((one) => ({ ...one, keys: one.keys.map(keyOf), include: all(one.include) })),
    ...(table.exclusions && { exclusions: table.exclusions.map((one) => ({ ...one, elements: one.elements.map(keyOf) })) }),
    foreignKeys: table.foreignKeys.map((one) => ({ ...one, columns: all(one.columns), references: renamedTarget(one.references, renames) })),
  };
}

function renamedTarget(target: ForeignKeySnapshot["references"], renames: Renames): ForeignKeySnapshot["references"] {
  const key = tableKey(target.schema, target.table);
  const { schema, name } = named(renames.tables.get(key) ?? key, { schema: target.schema, name: target.table });
  const columns = target.columns.map((column) => renames.columns.get(key)?.get(column) ?? column);
  return { ...(schema === undefined ? {} : { schema }), table: name, columns };
}

/** A key taken apart again; it keeps the schema it had when it names none. */
function named(
  key: string,
  old: { readonly schema?: string | undefined; readonly name: string },
): { readonly schema?: string | undefined; readonly name: string } {
  if (key === tableKey(old.schema, old.name)) return old.schema === undefined ? { name: old.name } : { schema: old.schema, name: old.name };
  const prefix = old.schema === undefined ? "" : `${old.schema}.`;
  if (prefix !== "" && key.startsWith(prefix)) return { schema: old.schema, name: key.slice(prefix.length) };
  const dot = key.indexOf(".");
  return dot < 0 ? { name: key } : { schema: key.slice(0, dot), name: key.slice(dot + 1) };
}

function byKey({ tables }: Snapshot): ReadonlyMap<string, TableSnapshot> {
  return new Map(tables.map((table) => [tableKey(table.schema, table.name), table]));
}

function has(table: TableSnapshot | undefined, column: string): boolean {
  return table?.columns.some(({ name }) => name === column) ?? false;
}

function unfit(what: string, to: string): MigrationError {
  return new MigrationError(
    "MIGRATION.BAD_RENAME",
    `the ${what} cannot be renamed to ${to}: the old name must be there before and gone afterwards, the new one the other way round`,
  );
}

import { tableKey } from "../../model/definition.ts";
import type { SchemaDialect } from "../dialect.ts";
import type { ForeignKeySnapshot, Snapshot, TableSnapshot } from "../snapshot.ts";
import { ColumnTypes, type ScaffoldedType } from "./column-type.ts";
import { camelCase, moduleNames, pascalCase, Taken } from "./names.ts";

/** A column on its way to the source. */
export interface DraftColumn {
  readonly property: string;
  readonly type: ScaffoldedType;
}

/** A table on its way to the source. */
export interface Draft {
  readonly table: TableSnapshot;
  readonly className: string;
  /** By the name in the database. */
  readonly columns: ReadonlyMap<string, DraftColumn>;
  /** Names that members of a row have already. */
  readonly members: Taken;
}

/** Everything a module is written from. */
export interface Module {
  readonly schema: SchemaDialect;
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly exported: Taken;
}

export function draftModule(snapshot: Snapshot, schema: SchemaDialect): Module {
  const exported = new Taken(moduleNames);
  const types = new ColumnTypes(schema, snapshot.enumTypes ?? []);
  const whole = new Map(snapshot.tables.map((table) => [tableKey(table.schema, table.name), withParent(table, snapshot)]));
  const drafts = [...whole].map(([key, table]) => [key, draftTable(table, types, exported, [...whole.values()])] as const);
  return { schema, drafts: new Map(drafts), exported };
}

/** A partition says nothing of itself: its key is its parent's. */
function withParent(table: TableSnapshot, { tables }: Snapshot): TableSnapshot {
  const parent = tables.find((one) => tableKey(one.schema, one.name) === table.options?.["partitionOf"]);
  if (!parent || table.primaryKey.columns.length > 0) return table;
  return { ...table, columns: table.columns.length > 0 ? table.columns : parent.columns, primaryKey: { columns: parent.primaryKey.columns } };
}

function draftTable(table: TableSnapshot, types: ColumnTypes, exported: Taken, all: readonly TableSnapshot[]): Draft {
  const className = exported.take(pascalCase(table.name));
  const members = new Taken(["counts", "and", "or", "not"]);
  const keyed = new Set([
    ...table.primaryKey.columns,
    ...[...table.uniques, ...table.foreignKeys].flatMap(({ columns }) => columns),
    ...table.indexes.flatMap(({ keys }) => keys.flatMap(({ column }) => column ?? [])),
    ...referencedColumns(table, all),
  ]);
  const columns = table.columns.map((column) => {
    const property = members.take(camelCase(column.name));
    return [column.name, { property, type: types.find(column, table, keyed.has(column.name)) }] as const;
  });
  return { table, className, columns: new Map(columns), members };
}

/** Columns that foreign keys of other tables name. */
function referencedColumns(table: TableSnapshot, all: readonly TableSnapshot[]): string[] {
  const key = tableKey(table.schema, table.name);
  const named = ({ references }: ForeignKeySnapshot): readonly string[] => (tableKey(references.schema, references.table) === key ? references.columns : []);
  return all.flatMap(({ foreignKeys }) => foreignKeys.flatMap(named));
}

/** Properties of columns by their names in the database. */
export function propertiesOf(draft: Draft, columns: readonly string[]): string[] {
  return columns.map((name) => draft.columns.get(name)?.property ?? name);
}

/** One alone, or a list. */
export function oneOrMany(names: readonly string[]): string | readonly string[] {
  const [first] = names;
  return names.length === 1 && first !== undefined ? first : names;
}

import { ConfigurationError } from "../kernel/errors.ts";
import { type Catalog, type ColumnDef, type ForeignKeyDef, type IndexDef, type TableDef, tableKey } from "../model/definition.ts";
import { ConstraintNames } from "../model/naming.ts";
import { columnSnapshot } from "./column.ts";
import { columnChecks } from "./column-checks.ts";
import type { SchemaDialect } from "./dialect.ts";
import { optionsOf } from "./options.ts";
import { renderExpression } from "./resolve-expression.ts";
import type { EnumTypeSnapshot, ForeignKeySnapshot, IndexSnapshot, Snapshot, TableSnapshot } from "./snapshot.ts";
import { refuseUnsupported } from "./support.ts";

/** What the database must look like for these models. Throws ConfigurationError for what this database does not have. */
export function snapshotOf(catalog: Catalog, schema: SchemaDialect): Snapshot {
  const tables = [...catalog.values()];
  const keyed = keyedColumns(catalog);
  const namespaces = schema.rules.namespaces === "created" ? [...new Set(tables.flatMap((table) => table.schema ?? []))].map((name) => ({ name })) : [];
  const enumTypes = schema.rules.enumTypes === "named" ? enumTypesOf(tables) : [];
  return {
    ...(namespaces.length > 0 ? { namespaces } : {}),
    ...(enumTypes.length > 0 ? { enumTypes } : {}),
    tables: tables.map((table) => tableSnapshot(table, catalog, keyed, schema)),
  };
}

function tableSnapshot(table: TableDef, catalog: Catalog, keyed: ReadonlySet<ColumnDef>, schema: SchemaDialect): TableSnapshot {
  refuseUnsupported(table, schema);
  const names = new ConstraintNames(table.name);
  for (const { name } of [...table.indexes, ...table.uniques, ...table.checks, ...table.foreignKeys]) names.take(name);
  const keys = table.primaryKey.map((property) => columnNamed(table, property));
  const options = optionsOf("table", table.dialectOptions, `of table "${table.name}"`, schema);
  const checks = table.columns.flatMap((column) =>
    columnChecks(column, table, schema).map(({ word, expression }) => ({ name: names.make("ck", [column.name, word]), expression })),
  );
  const own = table.checks.map(({ name, expression }) => ({ name, expression: renderExpression(expression, { table, what: `check "${name}"` }, schema) }));
  const { uniques, indexes } = uniquesOf(table, schema);
  return {
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    name: table.name,
    columns: table.columns.map((column) => columnSnapshot(column, { table, isKey: keyed.has(column), isPrimary: keys.includes(column) }, schema)),
    primaryKey: { name: names.make("pk", []), columns: keys.map(({ name }) => name) },
    uniques,
    checks: [...checks, ...own],
    foreignKeys: table.foreignKeys.map((foreignKey) => foreignKeySnapshot(foreignKey, table, catalog)),
    indexes: [...indexes, ...table.indexes.map((index) => indexSnapshot(index, table, schema))],
    ...(table.comment === undefined || schema.rules.comments === "none" ? {} : { comment: table.comment }),
    ...(options === undefined ? {} : { options }),
  };
}

/** Uniques, and indexes for those that would take two NULLs for equal. */
function uniquesOf(table: TableDef, schema: SchemaDialect): Pick<TableSnapshot, "uniques" | "indexes"> {
  const uniques: TableSnapshot["uniques"][number][] = [];
  const indexes: IndexSnapshot[] = [];
  for (const { name, columns: properties, deferrable } of table.uniques) {
    const columns = properties.map((property) => columnNamed(table, property));
    const nullable = columns.filter((column) => column.nullable);
    const names = columns.map((column) => column.name);
    if (nullable.length === 0 || schema.rules.nullableUniques === "constraint") {
      uniques.push({ name, columns: names, ...(deferrable === undefined ? {} : { deferrable }) });
    } else {
      const where = nullable.map((column) => `${schema.dialect.quote(column.name)} is not null`).join(" and ");
      indexes.push({ name, keys: names.map((column) => ({ column })), unique: true, where, include: [] });
    }
  }
  return { uniques, indexes };
}

function indexSnapshot(index: IndexDef, table: TableDef, schema: SchemaDialect): IndexSnapshot {
  const place = { table, what: `index "${index.name}"` };
  const where = index.where && renderExpression(index.where, place, schema);
  return {
    name: index.name,
    keys: [
      ...index.columns.map((property) => ({ column: columnNamed(table, property).name })),
      ...index.expressions.map((expression) => ({ expression: renderExpression(expression, place, schema) })),
    ],
    unique: index.unique,
    ...(where === undefined ? {} : { where }),
    include: index.include.map((property) => columnNamed(table, property).name),
    ...(index.method === undefined ? {} : { method: index.method }),
  };
}

function foreignKeySnapshot(foreignKey: ForeignKeyDef, table: TableDef, catalog: Catalog): ForeignKeySnapshot {
  const { schema, table: target, columns } = foreignKey.references;
  const { name, onDelete, onUpdate, deferrable } = foreignKey;
  return {
    name,
    columns: foreignKey.columns.map((property) => columnNamed(table, property).name),
    references: {
      ...(schema === undefined ? {} : { schema }),
      table: target,
      columns: targetColumns(foreignKey, catalog)?.map((column) => column.name) ?? columns,
    },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(deferrable === undefined ? {} : { deferrable }),
  };
}

/** Undefined for a table that is not among the models: its columns are named as the database names them. */
function targetColumns({ references }: ForeignKeyDef, catalog: Catalog): ColumnDef[] | undefined {
  const target = catalog.get(tableKey(references.schema, references.table));
  return target && references.columns.map((property) => columnNamed(target, property));
}

/** Columns of keys and indexes; some databases want those bounded. */
function keyedColumns(catalog: Catalog): ReadonlySet<ColumnDef> {
  const keyed = new Set<ColumnDef>();
  for (const table of catalog.values()) {
    const lists = [table.primaryKey, ...[...table.uniques, ...table.indexes, ...table.foreignKeys].map(({ columns }) => columns)];
    for (const property of lists.flat()) keyed.add(columnNamed(table, property));
    for (const foreignKey of table.foreignKeys) for (const column of targetColumns(foreignKey, catalog) ?? []) keyed.add(column);
  }
  return keyed;
}

/** Types of the database that columns name. Two columns may share one when they list the same values. */
function enumTypesOf(tables: readonly TableDef[]): EnumTypeSnapshot[] {
  const found = new Map<string, EnumTypeSnapshot>();
  for (const { type, property, table } of tables.flatMap((t) => t.columns.map(({ type, property }) => ({ type, property, table: t })))) {
    const plain = type.kind === "array" ? type.element : type;
    if (plain.kind !== "enum" || plain.native === undefined) continue;
    const values = plain.values.map(String);
    const path = plain.native.split(".");
    const name = path.pop() as string; // split gives at least one part
    const known = found.get(plain.native);
    if (known && known.values.join("\0") !== values.join("\0")) {
      throw new ConfigurationError(
        "SCHEMA.ENUM_TYPES_DIFFER",
        `the enum type "${plain.native}" of "${property}" in table "${table.name}" has other values than in another column; give one of them another enumType`,
        { context: { table: table.name, column: property } },
      );
    }
    found.set(plain.native, { ...(path.length > 0 ? { schema: path.join(".") } : {}), name, values });
  }
  return [...found.values()];
}

function columnNamed(table: TableDef, property: string): ColumnDef {
  const column = table.columns.find((one) => one.property === property) ?? table.columns.find((one) => one.name === property);
  if (column) return column;
  const known = table.columns.map((one) => one.property).join(", ");
  throw new ConfigurationError(
    "SCHEMA.UNKNOWN_COLUMN",
    `a key, index or constraint names "${property}", which is not a column of table "${table.name}"; it has ${known}`,
    {
      context: { table: table.name, column: property },
    },
  );
}

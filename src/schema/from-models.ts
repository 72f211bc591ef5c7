import { ConfigurationError } from "../kernel/errors.ts";
import type { Catalog, ColumnDef, SequenceDef, TableDef, ViewDef } from "../model/definition.ts";
import { columnNamed, targetColumns } from "./column-named.ts";
import type { SchemaDialect } from "./dialect.ts";
import { optionsOf } from "./options.ts";
import { renderDefinition } from "./resolve-expression.ts";
import type { EnumTypeSnapshot, NamespaceSnapshot, SequenceSnapshot, Snapshot, ViewSnapshot } from "./snapshot.ts";
import { refuseUnsupportedObjects } from "./support.ts";
import { commentOf, tableSnapshot } from "./table-snapshot.ts";

/** What the database must look like for these models. Throws ConfigurationError for what this database does not have. */
export function snapshotOf(catalog: Catalog, schema: SchemaDialect): Snapshot {
  const tables = [...catalog.values()];
  const { sequences = [], views = [] } = catalog.objects ?? {};
  if (catalog.objects) refuseUnsupportedObjects(catalog.objects, schema);
  const place = { catalog, keyed: keyedColumns(catalog), schema };
  const namespaces = schema.rules.namespaces === "created" ? namespacesOf(catalog, schema) : [];
  const enumTypes = schema.rules.enumTypes === "named" ? enumTypesOf(tables) : [];
  return {
    ...(namespaces.length > 0 ? { namespaces } : {}),
    ...(enumTypes.length > 0 ? { enumTypes } : {}),
    ...(sequences.length > 0 ? { sequences: sequences.map((sequence) => sequenceSnapshot(sequence, schema)) } : {}),
    tables: tables.map((table) => tableSnapshot(table, place)),
    ...(views.length > 0 ? { views: views.map((view) => viewSnapshot(view, catalog, schema)) } : {}),
  };
}

/** Those that are declared, and those that tables, sequences and views name. */
function namespacesOf(catalog: Catalog, schema: SchemaDialect): NamespaceSnapshot[] {
  const { namespaces = [], sequences = [], views = [] } = catalog.objects ?? {};
  const declared = namespaces.map(({ name, comment }) => ({ name, ...commentOf("namespace", comment, schema) }));
  const named = [...catalog.values(), ...sequences, ...views].flatMap((one) => one.schema ?? []);
  const known = new Set(declared.map(({ name }) => name));
  return [...declared, ...[...new Set(named)].filter((name) => !known.has(name)).map((name) => ({ name }))];
}

function sequenceSnapshot({ schema: namespace, name, type, steps, comment, dialectOptions }: SequenceDef, schema: SchemaDialect): SequenceSnapshot {
  const options = optionsOf("sequence", dialectOptions, `of sequence "${name}"`, schema);
  return {
    ...(namespace === undefined ? {} : { schema: namespace }),
    name,
    ...(type === undefined ? {} : { type }),
    ...steps,
    ...commentOf("sequence", comment, schema),
    ...(options === undefined ? {} : { options }),
  };
}

function viewSnapshot(
  { schema: namespace, name, definition, materialized, indexes, comment, dialectOptions }: ViewDef,
  catalog: Catalog,
  schema: SchemaDialect,
): ViewSnapshot {
  const options = optionsOf("view", dialectOptions, `of view "${name}"`, schema);
  return {
    ...(namespace === undefined ? {} : { schema: namespace }),
    name,
    definition: renderDefinition(definition, { name, catalog }, schema),
    ...(materialized ? { materialized: true } : {}),
    ...(indexes.length > 0
      ? { indexes: indexes.map((index) => ({ name: index.name, keys: index.columns.map((column) => ({ column })), unique: index.unique, include: [] })) }
      : {}),
    ...commentOf(materialized ? "materializedView" : "view", comment, schema),
    ...(options === undefined ? {} : { options }),
  };
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

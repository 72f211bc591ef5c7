import { ConfigurationError } from "../kernel/errors.ts";
import { type Catalog, type ColumnDef, type ForeignKeyDef, type TableDef, tableKey } from "../model/definition.ts";

/** The column of a property. Throws ConfigurationError SCHEMA.UNKNOWN_COLUMN. */
export function columnNamed(table: TableDef, property: string): ColumnDef {
  const column = table.columns.find((one) => one.property === property) ?? table.columns.find((one) => one.name === property);
  if (column) return column;
  const known = table.columns.map((one) => one.property).join(", ");
  throw new ConfigurationError(
    "SCHEMA.UNKNOWN_COLUMN",
    `a key, index or constraint names "${property}", which is not a column of table "${table.name}"; it has ${known}`,
    { context: { table: table.name, column: property } },
  );
}

/** Undefined for a table that is not among the models: its columns are named as the database names them. */
export function targetColumns({ references }: ForeignKeyDef, catalog: Catalog): ColumnDef[] | undefined {
  const target = catalog.get(tableKey(references.schema, references.table));
  return target && references.columns.map((property) => columnNamed(target, property));
}

import type { Dialect } from "../dialect/dialect.ts";
import { tooLong } from "../dialect/name-length.ts";
import { ConfigurationError } from "../kernel/errors.ts";
import type { TableDef } from "../model/definition.ts";

/** Refuses names that the database would cut or not take, before any SQL. Throws ConfigurationError. */
export function checkNames(table: TableDef, dialect: Dialect): void {
  if (table.schema !== undefined) check(table.schema, "the schema", "schema", table, dialect);
  check(table.name, "the table", "the first argument of table()", table, dialect);
  for (const { name, property } of table.columns) check(name, `the column "${property}"`, `columns: { ${property}: { name } }`, table, dialect);
  for (const { name } of [...table.indexes, ...table.uniques, ...table.checks, ...table.foreignKeys, ...table.exclusions])
    check(name, "an index or constraint", "name", table, dialect);
}

function check(name: string, what: string, where: string, table: TableDef, { capabilities }: Dialect): void {
  const fault = name === "" || name.includes("\0") || !name.isWellFormed() ? "no database takes" : tooLong(name, capabilities);
  if (fault === undefined) return;
  throw new ConfigurationError(
    "CONFIGURATION.BAD_NAME",
    `${what} of the model "${table.name}" is called ${JSON.stringify(name)}, which ${fault}; give it another name by ${where}`,
    { context: { table: table.name } },
  );
}

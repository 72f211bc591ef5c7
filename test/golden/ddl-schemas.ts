import { mariadbSchema } from "../../src/dialects/mariadb/schema.ts";
import { mssqlSchema } from "../../src/dialects/mssql/schema.ts";
import { mysqlSchema } from "../../src/dialects/mysql/schema.ts";
import { oracleSchema } from "../../src/dialects/oracle/schema.ts";
import { postgresSchema } from "../../src/dialects/postgres/schema.ts";
import { sqliteSchema } from "../../src/dialects/sqlite/schema.ts";
import { OrmdanticError } from "../../src/kernel/errors.ts";
import type { Catalog } from "../../src/model/definition.ts";
import { createStatements, dropStatements } from "../../src/schema/create.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";

export const schemas = {
  sqlite: sqliteSchema,
  postgres: postgresSchema,
  mysql: mysqlSchema,
  mariadb: mariadbSchema,
  mssql: mssqlSchema,
  oracle: oracleSchema,
} as const;
export type SchemaName = keyof typeof schemas;
export const schemaNames = Object.keys(schemas) as SchemaName[];

/** What creates the tables, then what drops them. */
export function allStatements(catalog: Catalog, schema: SchemaDialect): string[] {
  const snapshot = snapshotOf(catalog, schema);
  return [...createStatements(snapshot, schema), ...dropStatements(snapshot, schema)].map(({ sql }) => sql);
}

/** The text of all dialects side by side; a refusal stands as its message. */
export function sideBySide(make: (schema: SchemaDialect, name: SchemaName) => readonly string[]): string {
  return schemaNames
    .map((name) => {
      try {
        return `-- ${name}\n${make(schemas[name], name)
          .map((sql) => `${sql};\n`)
          .join("")}`;
      } catch (error) {
        if (error instanceof OrmdanticError) return `-- ${name}\nrefused: ${error.message} (${error.code})\n`;
        throw error;
      }
    })
    .join("\n");
}

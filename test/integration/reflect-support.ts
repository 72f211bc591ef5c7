import type { Connection } from "../../src/dialect/driver.ts";
import { mariadbSchema } from "../../src/dialects/mariadb/schema.ts";
import { mysqlSchema } from "../../src/dialects/mysql/schema.ts";
import { postgresSchema } from "../../src/dialects/postgres/schema.ts";
import { sqliteSchema } from "../../src/dialects/sqlite/schema.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import type { RunStatement } from "../../src/schema/existing.ts";

/** The databases that can run here, by the name of their dialect. */
export const liveSchemas: Readonly<Record<string, SchemaDialect>> = {
  sqlite: sqliteSchema,
  postgres: postgresSchema,
  mariadb: mariadbSchema,
  mysql: mysqlSchema,
};

/** One connection, past the engine. */
export async function openConnection(schema: SchemaDialect, address: string): Promise<Connection> {
  const url = new URL(address);
  const { driver = schema.dialect.drivers[0]?.name, ...parameters } = Object.fromEntries(url.searchParams);
  const loader = schema.dialect.drivers.find(({ name }) => name === driver);
  if (!loader) throw new Error(`no driver ${driver}`);
  const isFile = schema.dialect.defaultPort === undefined;
  const host = isFile ? {} : { host: url.hostname, port: Number(url.port || schema.dialect.defaultPort), user: url.username, password: url.password };
  return (await loader.load()).connect({ ...host, database: url.pathname.slice(1), parameters });
}

export function runOn(connection: Connection): RunStatement {
  return async (sql, parameters) => (await connection.execute(sql, parameters)).rows;
}

import type { Dialect } from "./dialect/dialect.ts";
import { mariadb } from "./dialects/mariadb/dialect.ts";
import { mssql } from "./dialects/mssql/dialect.ts";
import { mysql } from "./dialects/mysql/dialect.ts";
import { oracle } from "./dialects/oracle/dialect.ts";
import { postgres } from "./dialects/postgres/dialect.ts";
import { sqlite } from "./dialects/sqlite/dialect.ts";
import { ConfigurationError } from "./kernel/errors.ts";
import type { SchemaDialect } from "./schema/dialect.ts";

/** A database this library knows: its record for queries, and where the one for schemas is (loaded only when a schema is touched). */
export interface KnownDialect {
  readonly dialect: Dialect;
  readonly schemes: readonly string[];
  schema(): Promise<SchemaDialect>;
}

export const knownDialects: readonly KnownDialect[] = [
  { dialect: sqlite, schemes: ["sqlite"], schema: async () => (await import("./dialects/sqlite/schema.ts")).sqliteSchema },
  { dialect: postgres, schemes: ["postgresql", "postgres"], schema: async () => (await import("./dialects/postgres/schema.ts")).postgresSchema },
  { dialect: mysql, schemes: ["mysql"], schema: async () => (await import("./dialects/mysql/schema.ts")).mysqlSchema },
  { dialect: mariadb, schemes: ["mariadb"], schema: async () => (await import("./dialects/mariadb/schema.ts")).mariadbSchema },
  { dialect: mssql, schemes: ["mssql", "sqlserver"], schema: async () => (await import("./dialects/mssql/schema.ts")).mssqlSchema },
  { dialect: oracle, schemes: ["oracle"], schema: async () => (await import("./dialects/oracle/schema.ts")).oracleSchema },
];

/** The dialect of a URL's scheme. Throws ConfigurationError naming the schemes there are. */
export function dialectOf(scheme: string): KnownDialect {
  const found = knownDialects.find(({ schemes }) => schemes.includes(scheme));
  if (found) return found;
  const schemes = knownDialects.flatMap((known) => known.schemes).join(", ");
  throw new ConfigurationError("CONFIGURATION.UNKNOWN_DIALECT", `"${scheme}:" is no database this library knows; the URL begins with one of ${schemes}`);
}

import type { Dialect, TransactionSql } from "../../dialect/dialect.ts";
import type { DriverLoader } from "../../dialect/driver.ts";
import { notConnected } from "../standard/rendered-only.ts";
import { capabilities } from "./capabilities.ts";
import { codecs } from "./codecs.ts";
import { classify } from "./errors.ts";
import { literal } from "./literal.ts";
import { renderers } from "./render.ts";
import { bind, nativeType, read } from "./types.ts";

/** The level lasts as long as the session: it is written at every begin, and set back when the transaction ends. */
const usualLevel = "set transaction isolation level read committed";

const transaction: TransactionSql = {
  begin: ({ isolation }) => [`set transaction isolation level ${isolation ?? "read committed"}`, "begin transaction"],
  commit: `commit transaction; ${usualLevel}`,
  // A deadlock has undone the transaction already; rolling back then would be error 3903.
  rollback: `if @@trancount > 0 rollback transaction; ${usualLevel}`,
  savepoint: (name) => `save transaction ${quote(name)}`,
  rollbackTo: (name) => `rollback transaction ${quote(name)}`,
  release: () => undefined,
};

const tedious: DriverLoader = { name: "tedious", aliases: ["pyodbc", "pymssql", "aioodbc"], package: "tedious", ...notConnected("SQL Server") };

export const mssql: Dialect = {
  name: "mssql",
  system: "microsoft.sql_server",
  capabilities,
  codecs,
  transaction,
  renderers,
  defaultPort: 1433,
  drivers: [tedious],
  quote,
  placeholder: (position) => `@p${position}`,
  numbered: true,
  literal,
  bind,
  read,
  nativeType,
  explain: undefined,
  classify,
};

function quote(name: string): string {
  return `[${name.replaceAll("]", "]]")}]`;
}

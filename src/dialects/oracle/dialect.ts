import type { Dialect, TransactionSql } from "../../dialect/dialect.ts";
import type { DriverLoader } from "../../dialect/driver.ts";
import { ConfigurationError } from "../../kernel/errors.ts";
import { withoutLeadingComments } from "../standard/leading-comments.ts";
import { quoteDouble } from "../standard/render.ts";
import { notConnected } from "../standard/rendered-only.ts";
import { capabilities } from "./capabilities.ts";
import { codecs } from "./codecs.ts";
import { classify } from "./errors.ts";
import { literal } from "./literal.ts";
import { renderers } from "./render.ts";
import { bind, nativeType, read } from "./types.ts";

const COMMITS = /^(?:alter(?!\s+session\b)|analyze|associate|audit|comment|create|disassociate|drop|flashback|grant|noaudit|purge|rename|revoke|truncate)\b/i;

const transaction: TransactionSql = {
  // A transaction begins by itself; this statement has to be its first. READ ONLY stands alone and reads one moment of the database.
  begin: ({ isolation, readOnly }) => [readOnly ? "set transaction read only" : `set transaction isolation level ${isolation ?? "read committed"}`],
  commit: "commit",
  rollback: "rollback",
  savepoint: (name) => `savepoint ${quote(name)}`,
  rollbackTo: (name) => `rollback to savepoint ${quote(name)}`,
  release: () => undefined,
  commitsBefore: (sql) => COMMITS.test(withoutLeadingComments(sql)),
};

const oracledb: DriverLoader = { name: "oracledb", aliases: ["cx_oracle"], package: "oracledb", ...notConnected("Oracle") };

export const oracle: Dialect = {
  name: "oracle",
  system: "oracle.db",
  capabilities,
  codecs,
  transaction,
  renderers,
  defaultPort: 1521,
  drivers: [oracledb],
  quote,
  placeholder: (position) => `:${position}`,
  numbered: true, // bound by name, the name being the position
  literal,
  bind,
  read,
  nativeType,
  explain: undefined,
  classify,
};

/** Quoted names may hold anything but a double quote: there is no way to write one. Throws ConfigurationError. */
function quote(name: string): string {
  if (name.includes('"'))
    throw new ConfigurationError("CONFIGURATION.BAD_NAME", `Oracle allows no double quote in a name, and ${JSON.stringify(name)} has one; choose another name`);
  return quoteDouble(name);
}

import type { Dialect, TransactionOptions } from "../../dialect/dialect.ts";
import { quoteDouble } from "../standard/render.ts";
import { capabilities } from "./capabilities.ts";
import { codecs } from "./codecs.ts";
import { classify } from "./errors.ts";
import { checkOptions } from "./options.ts";
import { renderers } from "./render.ts";
import { replication } from "./replication.ts";
import { bind, literal, nativeType } from "./types.ts";

function begin({ isolation, readOnly, deferrable }: TransactionOptions): readonly string[] {
  let sql = "begin";
  if (isolation !== undefined) sql += ` isolation level ${isolation}`;
  if (readOnly !== undefined) sql += readOnly ? " read only" : " read write";
  if (deferrable !== undefined) sql += deferrable ? " deferrable" : " not deferrable";
  return [sql];
}

export const postgres: Dialect = {
  name: "postgresql",
  system: "postgresql",
  capabilities,
  codecs,
  renderers,
  quote: quoteDouble,
  placeholder: (position) => `$${position}`,
  numbered: true,
  literal,
  bind,
  transaction: {
    begin,
    commit: "commit",
    rollback: "rollback",
    savepoint: (name) => `savepoint ${quoteDouble(name)}`,
    rollbackTo: (name) => `rollback to savepoint ${quoteDouble(name)}`,
    release: (name) => `release savepoint ${quoteDouble(name)}`,
    errorAborts: true,
  },
  replication,
  defaultPort: 5432,
  drivers: [
    { name: "pg", aliases: ["asyncpg", "psycopg", "psycopg2"], package: "pg", load: async () => (await import("./drivers/pg.ts")).pgDriver() },
    { name: "pglite", aliases: [], package: "@electric-sql/pglite", load: async () => (await import("./drivers/pglite.ts")).pgliteDriver() },
  ],
  nativeType,
  explain: "explain ",
  classify,
  checkOptions,
};

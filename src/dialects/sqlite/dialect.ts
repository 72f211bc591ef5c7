import type { Dialect } from "../../dialect/dialect.ts";
import { quoteDouble } from "../standard/render.ts";
import { capabilities } from "./capabilities.ts";
import { codecs } from "./codecs.ts";
import { betterSqlite3 } from "./drivers/better-sqlite3.ts";
import { nodeSqlite } from "./drivers/node-sqlite.ts";
import { classify } from "./errors.ts";
import { literal } from "./literal.ts";
import { checkOptions } from "./options.ts";
import { renderers } from "./render.ts";
import { transaction } from "./transaction.ts";
import { nativeType } from "./types.ts";

export const sqlite: Dialect = {
  name: "sqlite",
  system: "sqlite",
  capabilities,
  codecs,
  transaction,
  defaultPort: undefined,
  drivers: [nodeSqlite, betterSqlite3],
  renderers,
  quote: quoteDouble,
  placeholder: () => "?",
  numbered: false,
  literal,
  /** Drivers give numbers for whole numbers, and lose digits beyond 2^53. */
  read: (expression, type) => (type.kind === "integer" && type.bits === 64 ? `cast(${expression} as text)` : expression),
  nativeType,
  explain: "explain query plan ",
  classify,
  checkOptions,
};

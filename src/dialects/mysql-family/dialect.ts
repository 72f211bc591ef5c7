import type { Capabilities } from "../../dialect/capabilities.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { castType } from "./arithmetic.ts";
import { codecs } from "./codecs.ts";
import { readOptions } from "./drivers/options.ts";
import { familyClassify } from "./errors.ts";
import { literal } from "./literal.ts";
import { familyRenderers, quote } from "./render.ts";
import type { FamilyTraits } from "./traits.ts";
import { transaction } from "./transaction.ts";
import { columnType } from "./types.ts";

/** What both can do alike. */
export const familyCapabilities = {
  generatedUuids: "process",
  bulkInsert: "values",
  bulkRows: [500],
  upsert: "on-duplicate",
  shortList: 64,
  joinedParents: 200,
  writesReadingThemselves: "direct",
  maxParameters: 65_535,
  paging: "limit",
  writers: "many",
  transactionalDdl: false,
  emptyText: "kept",
  identifiers: { longest: 64, counted: "characters" },
  cancel: "server",
  isolationLevels: ["read uncommitted", "read committed", "repeatable read", "serializable"],
  readOnlyTransactions: true,
  deferrableTransactions: false,
  arrays: "json",
  support: "run",
} as const satisfies Partial<Capabilities>;

export function familyDialect(name: string, traits: FamilyTraits, capabilities: Capabilities): Dialect {
  return {
    name,
    system: name,
    capabilities,
    codecs,
    renderers: familyRenderers(traits),
    quote,
    placeholder: () => "?",
    numbered: false,
    literal,
    bind: (placeholder, type, list, explicit) => {
      if (list) return placeholder;
      if (explicit && (type.kind === "instant" || type.kind === "datetime" || type.kind === "date" || type.kind === "time"))
        return `cast(${placeholder} as ${castType(type)})`;
      // Without the cast decimals are compared as doubles (in BETWEEN and IN), and JSON as text.
      if (type.kind === "decimal") return `cast(${placeholder} as decimal(65, ${type.scale}))`;
      if (traits.jsonEquality === "cast" && (type.kind === "json" || type.kind === "array")) return `cast(${placeholder} as json)`;
      return placeholder;
    },
    transaction,
    replication: traits.replication,
    defaultPort: 3306,
    drivers: [
      {
        name: "mariadb",
        aliases: ["pymysql", "aiomysql", "asyncmy", "mariadbconnector", "mysqlconnector", "mysqldb"],
        package: "mariadb",
        load: async () => (await import("./drivers/mariadb.ts")).mariadbDriver(traits),
      },
    ],
    nativeType: (type, use) => columnType(traits, type, use?.key),
    explain: "explain ",
    classify: familyClassify(traits),
    checkOptions: (options) => {
      readOptions(options, traits);
    },
  };
}

import type { ReferentialAction } from "../../model/definition.ts";
import type { SchemaDialect } from "../../schema/dialect.ts";
import { standardNearest } from "../standard/nearest.ts";
import { quoteDouble, quoteText } from "../standard/render.ts";
import { ddl } from "./ddl/ddl.ts";
import { rebuildTable } from "./ddl/rebuild.ts";
import { sqlite } from "./dialect.ts";
import { migrations } from "./migrations.ts";
import { normalize } from "./normalize.ts";
import { facets } from "./reflect/facets.ts";
import { optionSchemas } from "./schema-options.ts";
import { isTextDecimal } from "./types.ts";

const actions: readonly ReferentialAction[] = ["cascade", "restrict", "setNull", "setDefault", "noAction"];

export const sqliteSchema: SchemaDialect = {
  dialect: sqlite,
  ddl,
  rules: {
    foreignKeysOfCycles: "inline",
    comments: "none",
    commented: [],
    namespaces: "given",
    enumTypes: "check",
    nullableUniques: "constraint",
    checksOnCascades: "allowed",
    features: {
      partialIndex: true,
      expressionIndex: true,
      includeColumns: "an index has no columns beside its keys; add them to columns, or leave include out",
      deferrableForeignKey: true,
      deferrableUnique: "only foreign keys can be checked at the end of a transaction; leave deferrable out",
      virtualComputed: true,
      computedFromIdentity: true,
      identityBesideKey: "only the primary key can be an identity",
      identityOfComposite:
        "only a column that is the whole primary key can be an identity; give the values yourself, or make the other columns a unique constraint",
      identityStart: "keys begin at 1; leave start out",
      identityIncrement: "keys grow by 1; leave increment out",
      identityLimits: "keys are limited by 64 bits; leave them out",
      matchFull: "a foreign key with a NULL in it always holds; add a check that all of its columns are NULL or none",
      unvalidatedForeignKey: "constraints hold for all rows; leave validated out",
      unvalidatedCheck: "constraints hold for all rows; leave validated out",
      exclusion: "write a check, or look for conflicts in the transaction that writes",
      sequence: "it has no sequences; keep the number in a table",
      sequenceType: "it has no sequences",
      materializedView: "store the rows in a table of your own, and leave materialized out",
    },
    indexMethods: [],
    onDelete: actions,
    onUpdate: actions,
    foldsNames: true,
  },
  checks: {
    length: (column) => `length(${column})`,
    boundsText: () => false,
    comparable: (type) => !isTextDecimal(type),
    // on decimals % would cut both sides to integers
    remainder: (column, divisor, type) => (type.kind === "integer" ? `${column} % ${divisor}` : undefined),
    // regexp is a function every program would have to bring
    matches: () => undefined,
    json: () => undefined,
  },
  bag: "sqlite",
  options: optionSchemas,
  columnType: (type, use) => sqlite.nativeType(type, use),
  catalogQuery,
  namespaceQuery: "select name, null from pragma_database_list where name <> 'temp' order by 1",
  facets,
  normalize,
  nearest: standardNearest,
  rewriting: "none",
  rebuild: rebuildTable,
  migrations,
  // tables of a cycle refer to each other until the last one is gone; no table beside them does, that is looked up before
  before: { create: [], drop: ["pragma defer_foreign_keys = on"] },
};

/** `main` is what unqualified names mean; namespaces are attached files. */
function catalogQuery(namespaces: readonly string[]): string {
  const all = [...new Set(["main", ...namespaces])];
  const selects = all.flatMap((namespace) => {
    const schema = `${quoteText(namespace)}, ${namespace === "main" ? 1 : 0}`;
    const master = `${quoteDouble(namespace)}.sqlite_master m`;
    return [
      `select 'table', ${schema}, '', m.name, '', '' from ${master} where m.type in ('table', 'view')`,
      `select 'index', ${schema}, m.tbl_name, m.name, '', '' from ${master} where m.type = 'index'`,
      `select 'foreignKey', ${schema}, m.name, '', ${quoteText(namespace)}, f."table" from ${master}, pragma_foreign_key_list(m.name, ${quoteText(namespace)}) f where m.type = 'table'`,
    ];
  });
  return selects.join(" union all ");
}

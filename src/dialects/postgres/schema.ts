import type { ReferentialAction } from "../../model/definition.ts";
import type { SchemaDialect } from "../../schema/dialect.ts";
import { standardNearest } from "../standard/nearest.ts";
import { quoteDouble, quoteText } from "../standard/render.ts";
import { ddl } from "./ddl/ddl.ts";
import { postgres } from "./dialect.ts";
import { migrations } from "./migrations.ts";
import { normalize } from "./normalize.ts";
import { facets } from "./reflect/facets.ts";
import { rewriting } from "./rewriting.ts";
import { optionSchemas } from "./schema-options.ts";

const actions: readonly ReferentialAction[] = ["cascade", "restrict", "setNull", "setDefault", "noAction"];
const longestVarchar = 10_485_760;

export const postgresSchema: SchemaDialect = {
  dialect: postgres,
  ddl,
  rules: {
    foreignKeysOfCycles: "later",
    comments: "separate",
    commented: ["namespace", "sequence", "view", "materializedView", "index", "unique", "check", "foreignKey", "exclusion"],
    namespaces: "created",
    enumTypes: "named",
    nullableUniques: "constraint",
    checksOnCascades: "allowed",
    features: {
      partialIndex: true,
      expressionIndex: true,
      includeColumns: true,
      deferrableForeignKey: true,
      deferrableUnique: true,
      virtualComputed: "before version 18 it stores all computed columns, so write stored: true",
      computedFromIdentity: true,
      identityBesideKey: true,
      identityOfComposite: true,
      identityStart: true,
      identityIncrement: true,
      identityLimits: true,
      matchFull: true,
      unvalidatedForeignKey: true,
      unvalidatedCheck: true,
      exclusion: true,
      sequence: true,
      sequenceType: true,
      materializedView: true,
    },
    indexMethods: "any",
    onDelete: actions,
    onUpdate: actions,
    foldsNames: false,
  },
  checks: {
    length: (column) => `char_length(${column})`,
    boundsText: ({ max }) => max !== undefined && max >= 1 && max <= longestVarchar,
    comparable: () => true,
    remainder: (column, divisor) => `${column} % ${divisor}`,
    matches: (column, pattern) => `${column} ~ ${pattern}`,
    json: () => undefined,
  },
  bag: "postgres",
  options: optionSchemas,
  columnType(type, use) {
    const native = postgres.nativeType(type, use);
    return type.kind === "text" && type.collation !== undefined ? `${native} collate ${quoteDouble(type.collation)}` : native;
  },
  catalogQuery,
  namespaceQuery:
    "select n.nspname::text, obj_description(n.oid, 'pg_namespace') from pg_namespace n where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' order by 1",
  facets,
  normalize,
  nearest: standardNearest,
  rewriting: rewriting(() => postgresSchema),
  // two processes that start at once create the same tables one after the other; the number has no meaning but to be the same everywhere
  rebuild: "never",
  migrations,
  before: { create: ["select pg_advisory_xact_lock(8081927264)"], drop: ["select pg_advisory_xact_lock(8081927264)"] },
};

function catalogQuery(namespaces: readonly string[]): string {
  const schemas = ["current_schema()", ...namespaces.map(quoteText)].join(", ");
  const within = `n.nspname in (${schemas})`;
  const schema = "n.nspname::text, (n.nspname = current_schema())::int";
  return [
    `select 'namespace', ${schema}, '', n.nspname::text, '', '' from pg_namespace n where ${within}`,
    `select 'table', ${schema}, '', c.relname::text, '', '' from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'f', 'v', 'm') and ${within}`,
    `select 'enumType', ${schema}, '', t.typname::text, '', '' from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'e' and ${within}`,
    `select 'index', ${schema}, c.relname::text, i.relname::text, '', '' from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace where ${within}`,
    `select 'foreignKey', ${schema}, c.relname::text, k.conname::text, rn.nspname::text, r.relname::text from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace where k.contype = 'f' and ${within}`,
  ].join(" union all ");
}

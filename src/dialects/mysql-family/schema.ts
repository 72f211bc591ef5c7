import type { Dialect } from "../../dialect/dialect.ts";
import type { ReferentialAction } from "../../model/definition.ts";
import type { OptionSchemas, SchemaDialect, SchemaRules } from "../../schema/dialect.ts";
import { standardNearest } from "../standard/nearest.ts";
import { familyDdl } from "./ddl/ddl.ts";
import { migrations } from "./migrations.ts";
import { familyNormalize } from "./normalize.ts";
import { familyFacets } from "./reflect/facets.ts";
import type { CatalogTraits } from "./reflect/traits.ts";
import { rewriting } from "./rewriting.ts";
import { isBounded, quoteString } from "./types.ts";

// InnoDB refuses SET DEFAULT
const actions: readonly ReferentialAction[] = ["cascade", "restrict", "setNull", "noAction"];

/** What both have alike. */
export const familyRules: SchemaRules = {
  foreignKeysOfCycles: "later",
  comments: "inline",
  commented: ["index"],
  namespaces: "created",
  enumTypes: "inColumn",
  nullableUniques: "constraint",
  checksOnCascades: "allowed",
  features: {
    partialIndex: "an index covers all rows; leave where out, or index a computed column that is NULL for the others",
    expressionIndex: true,
    includeColumns: "an index has no columns beside its keys; add them to columns, or leave include out",
    deferrableForeignKey: "constraints are checked at once; leave deferrable out",
    deferrableUnique: "constraints are checked at once; leave deferrable out",
    virtualComputed: true,
    computedFromIdentity: true,
    identityBesideKey: "an identity must be the first column of a key or an index; add it to indexed",
    identityOfComposite: true,
    identityStart: true,
    identityIncrement: "the step is a setting of the server (auto_increment_increment); leave increment out",
    identityLimits: "keys are limited by the type of their column; leave them out",
    matchFull: "a foreign key with a NULL in it always holds; add a check that all of its columns are NULL or none",
    unvalidatedForeignKey: "constraints hold for all rows; leave validated out",
    unvalidatedCheck: "constraints hold for all rows; leave validated out",
    exclusion: "write a check, or look for conflicts in the transaction that writes",
    sequence: "it has no sequences; keep the number in a table",
    sequenceType: "numbers have 64 bits; leave type out",
    materializedView: "store the rows in a table of your own, and leave materialized out",
  },
  indexMethods: ["btree", "hash", "fulltext", "spatial"],
  onDelete: actions,
  onUpdate: actions,
  foldsNames: false,
};

export function familySchema(
  dialect: Dialect,
  traits: {
    readonly collation: string;
    readonly rules: SchemaRules;
    readonly catalog: CatalogTraits;
    readonly options: OptionSchemas;
    matches(column: string, pattern: string): string;
  },
): SchemaDialect {
  const schema: SchemaDialect = {
    dialect,
    ddl: familyDdl(traits.collation),
    rules: traits.rules,
    checks: {
      length: (column) => `char_length(${column})`,
      boundsText: (type) => isBounded(type.max),
      comparable: () => true,
      remainder: (column, divisor) => `${column} % ${divisor}`,
      matches: traits.matches,
      json: () => undefined,
    },
    bag: dialect.name,
    options: traits.options,
    columnType: (type, use) => dialect.nativeType(type, use),
    catalogQuery,
    namespaceQuery:
      "select schema_name, null from information_schema.schemata where schema_name not in ('mysql', 'information_schema', 'performance_schema', 'sys') order by 1",
    facets: familyFacets(traits.catalog),
    normalize: familyNormalize(traits.collation),
    nearest: standardNearest,
    rewriting: rewriting(() => schema),
    rebuild: "never",
    migrations,
    before: { create: [], drop: [] },
  };
  return schema;
}

function catalogQuery(namespaces: readonly string[]): string {
  const within = (column: string): string => `${column} in (${["database()", ...namespaces.map(quoteString)].join(", ")})`;
  const schema = (column: string): string => `${column}, ${column} = database()`;
  return [
    `select 'namespace', ${schema("schema_name")}, '', schema_name, '', '' from information_schema.schemata where ${within("schema_name")}`,
    `select 'table', ${schema("table_schema")}, '', table_name, '', '' from information_schema.tables where ${within("table_schema")}`,
    `select distinct 'index', ${schema("table_schema")}, table_name, index_name, '', '' from information_schema.statistics where ${within("table_schema")}`,
    `select 'foreignKey', ${schema("constraint_schema")}, table_name, constraint_name, unique_constraint_schema, referenced_table_name from information_schema.referential_constraints where ${within("constraint_schema")}`,
  ].join(" union all ");
}

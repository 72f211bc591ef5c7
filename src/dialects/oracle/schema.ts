import type { SchemaDialect } from "../../schema/dialect.ts";
import { standardNearest } from "../standard/nearest.ts";
import { quoteText } from "../standard/render.ts";
import { ddl } from "./ddl/ddl.ts";
import { oracle } from "./dialect.ts";
import { migrations } from "./migrations.ts";
import { normalize } from "./normalize.ts";
import { facets } from "./reflect/facets.ts";
import { optionSchemas } from "./schema-options.ts";
import { isLarge } from "./types.ts";

export const oracleSchema: SchemaDialect = {
  dialect: oracle,
  ddl,
  rules: {
    foreignKeysOfCycles: "later",
    comments: "separate",
    commented: ["view", "materializedView"],
    namespaces: "given",
    enumTypes: "check",
    nullableUniques: "constraint",
    checksOnCascades: "allowed",
    features: {
      partialIndex: "an index covers all rows; leave where out, or index an expression that is NULL for the others",
      expressionIndex: true,
      includeColumns: "an index has no columns beside its keys; add them to columns, or leave include out",
      deferrableForeignKey: true,
      deferrableUnique: true,
      virtualComputed: true,
      computedFromIdentity: true,
      identityBesideKey: true,
      identityOfComposite: true,
      identityStart: true,
      identityIncrement: true,
      identityLimits: true,
      matchFull: "a foreign key with a NULL in it always holds; add a check that all of its columns are NULL or none",
      unvalidatedForeignKey: true,
      unvalidatedCheck: true,
      exclusion: "write a check, or look for conflicts in the transaction that writes",
      sequence: true,
      sequenceType: "numbers have 28 digits; leave type out",
      materializedView: true,
    },
    indexMethods: ["bitmap"],
    onDelete: ["cascade", "setNull", "restrict", "noAction"],
    onUpdate: ["restrict", "noAction"],
    foldsNames: false,
  },
  checks: {
    length: (column) => `length(${column})`,
    boundsText: (type) => !isLarge(type) && type.max !== undefined && type.max >= 1,
    comparable: (type) => !isLarge(type),
    remainder: (column, divisor) => `mod(${column}, ${divisor})`,
    matches: (column, pattern) => `regexp_like(${column}, ${pattern}, 'c')`,
    json: (column) => `${column} is json`,
  },
  bag: "oracle",
  options: optionSchemas,
  columnType(type, use) {
    const native = oracle.nativeType(type, use);
    return type.kind === "text" && type.collation !== undefined ? `${native} collate ${type.collation}` : native;
  },
  catalogQuery,
  namespaceQuery: "select u.username, null from all_users u where u.oracle_maintained = 'N' order by 1",
  facets,
  normalize,
  nearest: (type) => (/^date\b/i.test(type) ? "datetime" : standardNearest(type)),
  rewriting: "none",
  rebuild: "never",
  migrations,
  before: { create: [], drop: [] },
};

const current = "sys_context('userenv', 'current_schema')";

function catalogQuery(namespaces: readonly string[]): string {
  const within = `in (${[current, ...namespaces.map(quoteText)].join(", ")})`;
  const owner = (column: string): string => `${column}, case when ${column} = ${current} then 1 else 0 end`;
  return [
    `select 'table', ${owner("t.owner")}, '', t.table_name, '', '' from all_tables t where t.owner ${within}`,
    `select 'index', ${owner("i.table_owner")}, i.table_name, i.index_name, '', '' from all_indexes i where i.table_owner ${within}`,
    `select 'foreignKey', ${owner("c.owner")}, c.table_name, c.constraint_name, r.owner, r.table_name from all_constraints c join all_constraints r on r.owner = c.r_owner and r.constraint_name = c.r_constraint_name where c.constraint_type = 'R' and c.owner ${within}`,
  ].join(" union all ");
}

import type { ReferentialAction } from "../../model/definition.ts";
import type { SchemaDialect } from "../../schema/dialect.ts";
import { standardNearest } from "../standard/nearest.ts";
import { ddl } from "./ddl/ddl.ts";
import { mssql } from "./dialect.ts";
import { migrations } from "./migrations.ts";
import { normalize } from "./normalize.ts";
import { facets } from "./reflect/facets.ts";
import { optionSchemas } from "./schema-options.ts";
import { columnCollation } from "./types.ts";

const actions: readonly ReferentialAction[] = ["cascade", "restrict", "setNull", "setDefault", "noAction"];

export const mssqlSchema: SchemaDialect = {
  dialect: mssql,
  ddl,
  rules: {
    foreignKeysOfCycles: "later",
    comments: "separate",
    commented: ["namespace", "sequence", "view", "index", "unique", "check", "foreignKey"],
    namespaces: "created",
    enumTypes: "check",
    nullableUniques: "filteredIndex",
    checksOnCascades: "allowed",
    features: {
      partialIndex: true,
      expressionIndex: "it indexes columns only; add a computed column with this expression and index that",
      includeColumns: true,
      deferrableForeignKey: "constraints are checked at once; leave deferrable out",
      deferrableUnique: "constraints are checked at once; leave deferrable out",
      virtualComputed: true,
      computedFromIdentity: true,
      identityBesideKey: true,
      identityOfComposite: true,
      identityStart: true,
      identityIncrement: true,
      identityLimits: "keys are limited by the type of their column; leave them out, or fill the column from a sequence",
      matchFull: "a foreign key with a NULL in it always holds; add a check that all of its columns are NULL or none",
      unvalidatedForeignKey: true,
      unvalidatedCheck: true,
      exclusion: "write a check, or look for conflicts in the transaction that writes",
      sequence: true,
      sequenceType: true,
      materializedView: "a view is stored by a unique clustered index on it; create that by hand",
    },
    indexMethods: ["clustered", "nonclustered"],
    onDelete: actions,
    onUpdate: actions,
    foldsNames: true,
  },
  checks: {
    // LEN leaves out blanks at the end
    length: (column) => `len(${column} + N'.') - 1`,
    boundsText: ({ max }) => max !== undefined && max >= 1 && max <= 4000,
    comparable: () => true,
    remainder: (column, divisor) => `${column} % ${divisor}`,
    matches: () => undefined,
    // ISJSON knows objects and arrays only; in brackets everything is an array
    json: (column) => `isjson(N'[' + ${column} + N']') = 1`,
  },
  bag: "mssql",
  options: optionSchemas,
  columnType(type, use) {
    const collation = columnCollation(type);
    return mssql.nativeType(type, use) + (collation === undefined ? "" : ` collate ${collation}`);
  },
  catalogQuery,
  namespaceQuery:
    "select s.name, cast(e.value as nvarchar(4000)) from sys.schemas s left join sys.extended_properties e on e.class = 3 and e.major_id = s.schema_id and e.name = N'MS_Description' where s.schema_id < 16384 and s.name not in (N'sys', N'INFORMATION_SCHEMA', N'guest') order by 1",
  facets,
  normalize,
  nearest: standardNearest,
  rewriting: "none",
  rebuild: "never",
  migrations,
  before: { create: [], drop: [] },
};

function catalogQuery(namespaces: readonly string[]): string {
  const within = `s.name in (${["schema_name()", ...namespaces.map((name) => mssql.literal(name))].join(", ")})`;
  const schema = "s.name, case when s.name = schema_name() then 1 else 0 end";
  return [
    `select 'namespace', ${schema}, '', s.name, '', '' from sys.schemas s where ${within}`,
    `select 'table', ${schema}, '', t.name, '', '' from sys.tables t join sys.schemas s on s.schema_id = t.schema_id where ${within}`,
    `select 'index', ${schema}, t.name, i.name, '', '' from sys.indexes i join sys.tables t on t.object_id = i.object_id join sys.schemas s on s.schema_id = t.schema_id where i.name is not null and ${within}`,
    `select 'foreignKey', ${schema}, t.name, f.name, rs.name, r.name from sys.foreign_keys f join sys.tables t on t.object_id = f.parent_object_id join sys.schemas s on s.schema_id = t.schema_id join sys.tables r on r.object_id = f.referenced_object_id join sys.schemas rs on rs.schema_id = r.schema_id where ${within}`,
  ].join(" union all ");
}

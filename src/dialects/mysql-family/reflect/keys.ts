import type { ReferentialAction } from "../../../model/definition.ts";
import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { CheckSnapshot, ForeignKeySnapshot } from "../../../schema/snapshot.ts";
import { type CatalogRow, flag, given, grouped, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { type CatalogTraits, inScope, named, schemaColumns } from "./traits.ts";
import { unescaped } from "./unescaped.ts";

const actions: Readonly<Record<string, ReferentialAction>> = {
  CASCADE: "cascade",
  RESTRICT: "restrict",
  "SET NULL": "setNull",
  "SET DEFAULT": "setDefault",
  "NO ACTION": "noAction",
};

/** Primary keys and uniques are indexes here, and read with them. */
export const foreignKeys: ReflectionFacet = {
  name: "foreignKeys",
  query: (scope) =>
    `select ${schemaColumns("k.table_schema")}, k.table_name, k.constraint_name, k.column_name, ${schemaColumns("k.referenced_table_schema")}, k.referenced_table_name, ` +
    "k.referenced_column_name, r.delete_rule, r.update_rule from information_schema.key_column_usage k join information_schema.referential_constraints r " +
    "on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name and r.table_name = k.table_name " +
    `where ${inScope("k.table_schema", scope)}${named("k.table_name", scope)} and k.referenced_table_name is not null order by 1, 3, 4, k.ordinal_position`,
  read: (rows) => ({ tables: perTable(rows, (own) => ({ foreignKeys: grouped(own, 3).map(([, rowsOfKey]) => foreignKey(rowsOfKey)) })) }),
};

function foreignKey(rows: readonly [CatalogRow, ...CatalogRow[]]): ForeignKeySnapshot {
  const [, , , name, , schema, isCurrent, table, , onDelete, onUpdate] = rows[0];
  return {
    name: text(name),
    columns: rows.map((row) => text(row[4])),
    references: { ...schemaOf([schema, isCurrent]), table: text(table), columns: rows.map((row) => text(row[8])) },
    ...given({ onDelete: actions[text(onDelete)], onUpdate: actions[text(onUpdate)] }),
  };
}

export function checks(traits: CatalogTraits): ReflectionFacet {
  return {
    name: "checks",
    query: (scope) => {
      const names = named("c.table_name", scope);
      return (
        `select ${schemaColumns("c.table_schema")}, c.table_name, c.name, c.clause, c.enforced from (${traits.checks((column) => inScope(column, scope))}) c ` +
        `where c.table_name = '' or (true${names}) order by 1, 3, 4`
      );
    },
    read: (rows) => {
      const key = (row: CatalogRow): string => JSON.stringify([text(row[0]), text(row[3])]);
      const clauses = new Map(rows.filter((row) => text(row[2]) === "").map((row) => [key(row), text(row[4])]));
      const owned = rows.filter((row) => text(row[2]) !== "");
      const check = (row: CatalogRow): CheckSnapshot => {
        const clause = clauses.get(key(row)) ?? text(row[4]);
        return {
          name: text(row[3]),
          expression: traits.escaped ? unescaped(clause) : clause,
          ...given({ validated: flag(row[5]) ? undefined : (false as const) }),
        };
      };
      return { tables: perTable(owned, (own) => ({ checks: own.map(check) })) };
    },
  };
}

import type { ReferentialAction } from "../../../model/definition.ts";
import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ForeignKeySnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { type CatalogRow, given, grouped, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, named, schemaColumns } from "./scope.ts";

/** Primary keys, uniques and foreign keys, a row a column. */
export const keys: ReflectionFacet = {
  name: "keys",
  query: (scope) =>
    `select ${schemaColumns("c.owner")}, c.table_name, c.constraint_name, c.constraint_type, k.column_name, c.deferrable, c.deferred, c.validated, c.delete_rule, ` +
    `${schemaColumns("r.owner")}, r.table_name, rk.column_name from all_constraints c ` +
    "join all_cons_columns k on k.owner = c.owner and k.constraint_name = c.constraint_name " +
    "left join all_constraints r on r.owner = c.r_owner and r.constraint_name = c.r_constraint_name " +
    "left join all_cons_columns rk on rk.owner = r.owner and rk.constraint_name = r.constraint_name and rk.position = k.position " +
    `where c.constraint_type in ('P', 'U', 'R') and ${inScope("c.owner", scope)}${named("c.table_name", scope)} order by 1, 3, 4, k.position`,
  read: (rows) => ({ tables: perTable(rows, keysOf) }),
};

type KeyRows = readonly [CatalogRow, ...CatalogRow[]];

function keysOf(rows: readonly CatalogRow[]): Partial<TableSnapshot> {
  const all = grouped(rows, 3).map(([, own]) => own);
  const ofType = (type: string) => all.filter(([first]) => text(first[4]) === type);
  const [primary] = ofType("P");
  return {
    ...(primary ? { primaryKey: keyOf(primary) } : {}),
    uniques: ofType("U").map((own) => ({ ...keyOf(own), ...given({ deferrable: deferrableOf(own[0]) }) })),
    foreignKeys: ofType("R").map(foreignKey),
  };
}

function keyOf(rows: KeyRows): { readonly name: string; readonly columns: readonly string[] } {
  return { name: text(rows[0][3]), columns: rows.map((row) => text(row[5])) };
}

function deferrableOf([, , , , , , deferrable, deferred]: CatalogRow): ForeignKeySnapshot["deferrable"] {
  if (text(deferrable) !== "DEFERRABLE") return undefined;
  return text(deferred) === "DEFERRED" ? "initiallyDeferred" : "initiallyImmediate";
}

const actions: Readonly<Record<string, ReferentialAction>> = { CASCADE: "cascade", "SET NULL": "setNull", "NO ACTION": "noAction" };

function foreignKey(rows: KeyRows): ForeignKeySnapshot {
  const [first] = rows;
  return {
    ...keyOf(rows),
    references: { ...schemaOf([first[10], first[11]]), table: text(first[12]), columns: rows.map((row) => text(row[13])) },
    ...given({
      onDelete: actions[text(first[9])],
      deferrable: deferrableOf(first),
      validated: text(first[8]) === "NOT VALIDATED" ? (false as const) : undefined,
    }),
  };
}

/** NOT NULL is a check here, with a name and a condition the database made. */
export const checks: ReflectionFacet = {
  name: "checks",
  query: (scope) =>
    `select ${schemaColumns("c.owner")}, c.table_name, c.constraint_name, c.search_condition_vc, c.validated from all_constraints c where c.constraint_type = 'C' ` +
    `and not (c.generated = 'GENERATED NAME' and c.search_condition_vc like '"%" IS NOT NULL') and ${inScope("c.owner", scope)}${named("c.table_name", scope)} order by 1, 3, 4`,
  read: (rows) => ({
    tables: perTable(rows, (own) => ({
      checks: own.map(([, , , name, condition, validated]) => ({
        name: text(name),
        expression: text(condition),
        ...given({ validated: text(validated) === "NOT VALIDATED" ? (false as const) : undefined }),
      })),
    })),
  }),
};

import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { CheckSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, flag, given, perTable, text } from "../../standard/reflect/rows.ts";
import { inScope, named, schemaColumns } from "./scope.ts";

export const checks: ReflectionFacet = {
  name: "checks",
  query: (scope) =>
    `select ${schemaColumns}, c.relname::text, k.conname::text, pg_get_expr(k.conbin, k.conrelid), k.convalidated::int, k.connoinherit::int, ` +
    "obj_description(k.oid, 'pg_constraint') from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace " +
    `where k.contype = 'c' and k.conislocal and ${inScope(scope)}${named("c.relname", scope)} order by 1, 3, k.conname`,
  read: (rows) => ({ tables: perTable(rows, (own) => ({ checks: own.map(check) })) }),
};

function check([, , , name, expression, validated, noInherit, comment]: CatalogRow): CheckSnapshot {
  return {
    name: text(name),
    expression: text(expression),
    ...given({ validated: flag(validated) ? undefined : (false as const), comment: filled(comment) }),
    ...bag({ noInherit: flag(noInherit) ? true : undefined }),
  };
}

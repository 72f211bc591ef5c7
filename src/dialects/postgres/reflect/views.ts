import type { ReflectionFacet } from "../../../schema/facet.ts";
import { bag, filled, given, json, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, schemaColumns, storage } from "./scope.ts";

export const views: ReflectionFacet = {
  name: "views",
  query: (scope) =>
    `select ${schemaColumns}, c.relname::text, pg_get_viewdef(c.oid, true), c.relkind::text, obj_description(c.oid, 'pg_class'), ${storage("c.reloptions")}, t.spcname::text ` +
    "from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_tablespace t on t.oid = c.reltablespace " +
    `where c.relkind in ('v', 'm') and ${inScope(scope)} ` +
    "and not exists (select 1 from pg_depend e where e.objid = c.oid and e.classid = 'pg_class'::regclass and e.deptype = 'e') order by 1, 3",
  read: (rows) => ({
    views: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      definition: text(row[3]).trim().replace(/;$/, ""),
      ...given({ materialized: text(row[4]) === "m" ? (true as const) : undefined, comment: filled(row[5]) }),
      ...bag({ with: json(row[6]), tablespace: filled(row[7]) }),
    })),
  }),
};

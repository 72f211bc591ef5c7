import type { ReflectionFacet } from "../../../schema/facet.ts";
import { bag, filled, given, json, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, named, schemaColumns, storage } from "./scope.ts";

/** Tables of extensions belong to them. */
const ofExtension = (oid: string): string =>
  `exists (select 1 from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = ${oid} and e.deptype = 'e')`;

export const tables: ReflectionFacet = {
  name: "tables",
  query: (scope) =>
    `select ${schemaColumns}, c.relname::text, obj_description(c.oid, 'pg_class'), c.relpersistence::text, t.spcname::text, ${storage("c.reloptions")}, ` +
    "case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end, pg_get_expr(c.relpartbound, c.oid), " +
    `(select json_agg(case when pn.nspname = current_schema() then '' else pn.nspname || '.' end || p.relname order by h.inhseqno)::text from pg_inherits h join pg_class p on p.oid = h.inhparent ` +
    "join pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = c.oid), nullif(a.amname::text, 'heap') " +
    "from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_tablespace t on t.oid = c.reltablespace left join pg_am a on a.oid = c.relam " +
    `where c.relkind in ('r', 'p') and ${inScope(scope)}${named("c.relname", scope)} and not ${ofExtension("c.oid")} order by 1, 3`,
  read: (rows) => ({
    tables: rows.map((row) => {
      const [, , name, comment, persistence, tablespace, parameters, partitionKey, bound, parents, method] = row;
      const inherited = json<string[]>(parents);
      const isPartition = filled(bound) !== undefined;
      return {
        ...schemaOf(row),
        name: text(name),
        ...given({ comment: filled(comment) }),
        ...bag({
          unlogged: text(persistence) === "u" ? true : undefined,
          tablespace: filled(tablespace),
          with: json<Record<string, string>>(parameters),
          using: filled(method),
          partitionBy: filled(partitionKey),
          partitionOf: isPartition ? inherited?.[0] : undefined,
          partitionFor: filled(bound),
          inherits: isPartition ? undefined : inherited,
        }),
      };
    }),
  }),
};

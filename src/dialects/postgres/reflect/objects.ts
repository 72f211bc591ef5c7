import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { SequenceSnapshot } from "../../../schema/snapshot.ts";
import { type CatalogRow, filled, flag, given, json, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, schemaColumns } from "./scope.ts";

/** What belongs to an extension is not ours. */
const notOfExtension = (oid: string, catalog: string): string =>
  `not exists (select 1 from pg_depend e where e.objid = ${oid} and e.classid = '${catalog}'::regclass and e.deptype = 'e')`;

export const namespaces: ReflectionFacet = {
  name: "namespaces",
  // the schema that unqualified names mean is nobody's to create
  query: (scope) =>
    `select n.nspname::text, obj_description(n.oid, 'pg_namespace') from pg_namespace n where ${inScope(scope)} and n.nspname <> current_schema() order by 1`,
  read: (rows) => ({ namespaces: rows.map(([name, comment]) => ({ name: text(name), ...given({ comment: filled(comment) }) })) }),
};

export const enumTypes: ReflectionFacet = {
  name: "enumTypes",
  query: (scope) =>
    `select ${schemaColumns}, t.typname::text, (select json_agg(e.enumlabel::text order by e.enumsortorder)::text from pg_enum e where e.enumtypid = t.oid), ` +
    "obj_description(t.oid, 'pg_type') from pg_type t join pg_namespace n on n.oid = t.typnamespace " +
    `where t.typtype = 'e' and ${inScope(scope)} and ${notOfExtension("t.oid", "pg_type")} order by 1, 3`,
  read: (rows) => ({
    enumTypes: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      values: json<string[]>(row[3]) ?? [],
      ...given({ comment: filled(row[4]) }),
    })),
  }),
};

/** Those behind identity columns belong to their column; of others it does not matter which column they go with. */
export const sequences: ReflectionFacet = {
  name: "sequences",
  query: (scope) =>
    `select ${schemaColumns}, c.relname::text, format_type(s.seqtypid, null), s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcache::text, ` +
    `s.seqcycle::int, obj_description(c.oid, 'pg_class') ` +
    "from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace " +
    `where ${inScope(scope)} and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('i', 'e')) order by 1, 3`,
  read: (rows) => ({ sequences: rows.map(sequence) }),
};

function sequence(row: CatalogRow): SequenceSnapshot {
  const [, , name, type, start, increment, min, max, cache, cycle, comment] = row;
  return {
    ...schemaOf(row),
    name: text(name),
    type: text(type),
    start: text(start),
    increment: text(increment),
    min: text(min),
    max: text(max),
    cache: text(cache),
    ...given({ cycle: flag(cycle) ? (true as const) : undefined, comment: filled(comment) }),
  };
}

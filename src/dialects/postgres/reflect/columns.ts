import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ColumnSnapshot, IdentitySnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, flag, given, json, maybe, perTable, text } from "../../standard/reflect/rows.ts";
import { inScope, named, qualified, schemaColumns } from "./scope.ts";

/** Types of the system by the words of the standard, all others quoted; arrays of them by their element. */
const type =
  "case when coalesce(en.nspname, tn.nspname) = 'pg_catalog' then format_type(a.atttypid, a.atttypmod) " +
  `else ${qualified("coalesce(en.nspname, tn.nspname)", "coalesce(e.typname, t.typname)")} || ` +
  "coalesce(substring(format_type(a.atttypid, a.atttypmod) from '\\([^)]*\\)'), '') || case when e.oid is null then '' else '[]' end end";

const collation = "case when a.attcollation <> t.typcollation then co.collname::text end";

/** Steps of the sequence behind an identity. */
const steps =
  "(select json_build_object('start', s.seqstart::text, 'increment', s.seqincrement::text, 'min', s.seqmin::text, 'max', s.seqmax::text, " +
  "'cache', s.seqcache::text, 'cycle', s.seqcycle)::text from pg_depend d join pg_sequence s on s.seqrelid = d.objid " +
  "where d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid = a.attnum and d.deptype = 'i' and d.classid = 'pg_class'::regclass)";

export const columns: ReflectionFacet = {
  name: "columns",
  query: (scope) =>
    `select ${schemaColumns}, c.relname::text, a.attname::text, ${type}, ${collation}, a.attnotnull::int, pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, ` +
    `a.attgenerated::text, case when a.attidentity <> '' then ${steps} end, col_description(c.oid, a.attnum), ` +
    "case when a.attstorage <> t.typstorage then a.attstorage::text end, nullif(a.attislocal, true)::int " +
    "from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid " +
    "join pg_namespace tn on tn.oid = t.typnamespace left join pg_type e on t.typcategory = 'A' and e.oid = t.typelem " +
    "left join pg_namespace en on en.oid = e.typnamespace left join pg_collation co on co.oid = a.attcollation " +
    "left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum " +
    `where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and ${inScope(scope)}${named("c.relname", scope)} order by 1, 3, a.attnum`,
  read: (rows) => ({ tables: perTable(rows, (own) => ({ columns: own.map(column) })) }),
};

const storageNames: Readonly<Record<string, string>> = { p: "plain", e: "external", x: "extended", m: "main" };

function column(row: CatalogRow): ColumnSnapshot {
  const [, , , name, native, collated, notNull, expression, identity, generated, sequence, comment, storage, inherited] = row;
  const kind = text(generated);
  const fill = maybe(expression);
  return {
    name: text(name),
    type: collated === null || collated === undefined ? text(native) : `${text(native)} collate "${text(collated).replaceAll('"', '""')}"`,
    nullable: !flag(notNull),
    ...given({
      default: kind === "" ? fill : undefined,
      identity: text(identity) === "" ? undefined : identityOf(text(identity) === "a", json(sequence)),
      computed: kind !== "" && fill !== undefined ? { expression: fill, stored: kind === "s" } : undefined,
      comment: filled(comment),
    }),
    ...bag({ storage: storageNames[text(storage)], inherited: maybe(inherited) === undefined ? undefined : true }),
  };
}

function identityOf(always: boolean, sequence: (Record<string, string> & { cycle: never }) | undefined): IdentitySnapshot {
  const { cycle, ...steps } = sequence ?? {};
  return { always, ...steps, ...(cycle ? { cycle: true } : {}) };
}

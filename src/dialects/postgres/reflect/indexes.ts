import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ExclusionSnapshot, IndexKeySnapshot, IndexSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, flag, given, grouped, json, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { deferrableOf } from "./keys.ts";
import { inScope, named, schemaColumns, storage } from "./scope.ts";

/** Keys of index x in order, each [column or null, expression, bits of the order, operator class, collation, operator]; the last four may be null. */
const keysOfIndex =
  "(select json_agg(json_build_array(a.attname::text, case when a.attname is null then pg_get_indexdef(x.indexrelid, k.position::int, true) end, k.bits, " +
  "case when o.opcdefault then null else o.opcname::text end, " +
  "case when k.collated not in (0, coalesce(a.attcollation, ty.typcollation, 0)) then co.collname::text end, p.oprname::text) order by k.position)::text " +
  "from rows from (unnest(x.indkey), unnest(x.indoption), unnest(x.indclass), unnest(x.indcollation), unnest(g.conexclop)) " +
  "with ordinality k(number, bits, class, collated, operator, position) left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number and k.number > 0 " +
  "left join pg_attribute ia on ia.attrelid = x.indexrelid and ia.attnum = k.position left join pg_type ty on ty.oid = ia.atttypid " +
  "left join pg_opclass o on o.oid = k.class left join pg_collation co on co.oid = k.collated left join pg_operator p on p.oid = k.operator " +
  "where k.position <= x.indnkeyatts)";

const included =
  "(select json_agg(a.attname::text order by k.position)::text from unnest(x.indkey) with ordinality k(number, position) " +
  "join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number where k.position > x.indnkeyatts)";

/** Those that no constraint made, and those of exclusion constraints; tables and materialized views alike. */
export const indexes: ReflectionFacet = {
  name: "indexes",
  query: (scope) =>
    `select ${schemaColumns}, c.relname::text, i.relname::text, ${keysOfIndex}, x.indisunique::int, m.amname::text, pg_get_expr(x.indpred, x.indrelid, true), ${included}, ` +
    `to_jsonb(x) ->> 'indnullsnotdistinct', ${storage("i.reloptions")}, t.spcname::text, obj_description(i.oid, 'pg_class'), g.conname::text, g.condeferrable::int, ` +
    "g.condeferred::int, obj_description(g.oid, 'pg_constraint'), x.indisvalid::int, c.relkind::text " +
    "from pg_index x join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace join pg_class i on i.oid = x.indexrelid " +
    "join pg_am m on m.oid = i.relam left join pg_tablespace t on t.oid = i.reltablespace " +
    "left join pg_constraint g on g.conrelid = x.indrelid and g.conindid = x.indexrelid and g.contype = 'x' " +
    `where c.relkind in ('r', 'p', 'm') and ${inScope(scope)}${named("c.relname", scope)} and not i.relispartition ` +
    "and not exists (select 1 from pg_constraint k where k.conrelid = x.indrelid and k.conindid = x.indexrelid and k.contype in ('p', 'u')) order by 1, 3, i.relname",
  read: (rows) => {
    const ofTables = rows.filter((row) => text(row[18]) !== "m");
    const ofViews = rows.filter((row) => text(row[18]) === "m");
    return {
      views: grouped(ofViews, 2).map(([name, own]) => ({ ...schemaOf(own[0]), name, indexes: own.map(indexOf) })),
      tables: perTable(ofTables, (own) => {
        const exclusions = own.filter((row) => row[13] !== null).map(exclusion);
        return { indexes: own.filter((row) => row[13] === null).map(indexOf), ...(exclusions.length > 0 ? { exclusions } : {}) };
      }),
    };
  },
};

type Key = readonly [
  column: string | null,
  expression: string | null,
  bits: number,
  operatorClass: string | null,
  collation: string | null,
  operator: string | null,
];

function indexOf(row: CatalogRow): IndexSnapshot {
  const [, , , name, keys, unique, method, where, include, distinct, parameters, tablespace, comment, , , , , valid] = row;
  return {
    name: text(name),
    keys: (json<Key[]>(keys) ?? []).map(keyOf),
    unique: flag(unique),
    include: json<string[]>(include) ?? [],
    ...given({ where: filled(where), method: text(method) === "btree" ? undefined : text(method), comment: filled(comment) }),
    ...bag({
      nullsNotDistinct: flag(distinct) ? true : undefined,
      with: json(parameters),
      tablespace: filled(tablespace),
      invalid: flag(valid) ? undefined : true,
    }),
  };
}

function keyOf([column, expression, bits, operatorClass, collation]: Key): IndexKeySnapshot {
  const descending = (bits & 1) !== 0;
  const nullsFirst = (bits & 2) !== 0;
  return {
    ...(column === null ? { expression: expression ?? "" } : { column }),
    ...(descending ? { descending: true } : {}),
    ...bag({
      nulls: nullsFirst === descending ? undefined : nullsFirst ? "first" : "last",
      operatorClass: operatorClass ?? undefined,
      collation: collation ?? undefined,
    }),
  };
}

function exclusion(row: CatalogRow): ExclusionSnapshot {
  const [, , , , keys, , method, where, , , , , , name, deferrable, deferred, comment] = row;
  return {
    name: text(name),
    elements: (json<Key[]>(keys) ?? []).map((key) => ({ ...keyOf(key), operator: key[5] ?? "=" })),
    method: text(method),
    ...given({ where: filled(where), deferrable: deferrableOf(deferrable, deferred), comment: filled(comment) }),
  };
}

import type { ReferentialAction } from "../../../model/definition.ts";
import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ForeignKeySnapshot, TableSnapshot, UniqueSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, flag, given, json, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, named, schemaColumns, storage } from "./scope.ts";

const names = (relation: string, numbers: string): string =>
  `(select json_agg(a.attname::text order by u.position)::text from unnest(${numbers}) with ordinality u(number, position) ` +
  `join pg_attribute a on a.attrelid = ${relation} and a.attnum = u.number)`;

/** Columns the index of a key holds beside the key itself. */
const included =
  "(select json_agg(a.attname::text order by u.position)::text from unnest(x.indkey) with ordinality u(number, position) " +
  "join pg_attribute a on a.attrelid = x.indrelid and a.attnum = u.number where u.position > x.indnkeyatts)";

export const keys: ReflectionFacet = {
  name: "keys",
  query: (scope) =>
    `select ${schemaColumns}, c.relname::text, k.conname::text, k.contype::text, ${names("k.conrelid", "k.conkey")}, k.condeferrable::int, k.condeferred::int, ` +
    `obj_description(k.oid, 'pg_constraint'), rn.nspname::text, (rn.nspname = current_schema())::int, r.relname::text, ${names("k.confrelid", "k.confkey")}, ` +
    `k.confdeltype::text, k.confupdtype::text, k.confmatchtype::text, k.convalidated::int, ${included}, to_jsonb(x) ->> 'indnullsnotdistinct', ` +
    `t.spcname::text, ${storage("i.reloptions")} ` +
    "from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace " +
    "left join pg_class r on r.oid = k.confrelid left join pg_namespace rn on rn.oid = r.relnamespace " +
    "left join pg_index x on x.indexrelid = k.conindid and k.contype in ('p', 'u') left join pg_class i on i.oid = x.indexrelid " +
    "left join pg_tablespace t on t.oid = i.reltablespace " +
    `where k.contype in ('p', 'u', 'f') and ${inScope(scope)}${named("c.relname", scope)} and k.conparentid = 0 order by 1, 3, k.conname`,
  read: (rows) => ({ tables: perTable(rows, keysOf) }),
};

function keysOf(rows: readonly CatalogRow[]): Partial<TableSnapshot> {
  const primary = rows.find(([, , , , kind]) => text(kind) === "p");
  const uniques = rows.filter(([, , , , kind]) => text(kind) === "u").map(unique);
  const foreignKeys = rows.filter(([, , , , kind]) => text(kind) === "f").map(foreignKey);
  return { ...(primary ? { primaryKey: keyOf(primary) } : {}), uniques, foreignKeys };
}

function keyOf(row: CatalogRow) {
  const [, , , name, , columns, , , , , , , , , , , , include, distinct, tablespace, parameters] = row;
  return {
    name: text(name),
    columns: json<string[]>(columns) ?? [],
    ...bag({
      include: json(include),
      nullsNotDistinct: flag(distinct) ? true : undefined,
      tablespace: filled(tablespace),
      with: json(parameters),
    }),
  };
}

function unique(row: CatalogRow): UniqueSnapshot {
  return { ...keyOf(row), ...given({ deferrable: deferrableOf(row[6], row[7]), comment: filled(row[8]) }) };
}

const actions: Readonly<Record<string, ReferentialAction>> = { a: "noAction", r: "restrict", c: "cascade", n: "setNull", d: "setDefault" };

function foreignKey(row: CatalogRow): ForeignKeySnapshot {
  const [, , , name, , columns, deferrable, deferred, comment, , , table, targets, onDelete, onUpdate, match, validated] = row;
  return {
    name: text(name),
    columns: json<string[]>(columns) ?? [],
    references: { ...schemaOf([row[9], row[10]]), table: text(table), columns: json<string[]>(targets) ?? [] },
    ...given({
      onDelete: actions[text(onDelete)],
      onUpdate: actions[text(onUpdate)],
      deferrable: deferrableOf(deferrable, deferred),
      match: text(match) === "f" ? ("full" as const) : undefined,
      validated: flag(validated) ? undefined : (false as const),
      comment: filled(comment),
    }),
  };
}

export function deferrableOf(deferrable: unknown, deferred: unknown): ForeignKeySnapshot["deferrable"] {
  if (!flag(deferrable)) return undefined;
  return flag(deferred) ? "initiallyDeferred" : "initiallyImmediate";
}

import type { ReflectionFacet } from "../../../schema/facet.ts";
import { bag, filled, given, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, schemaColumns } from "./scope.ts";

/** Those behind identity columns belong to their column. */
export const sequences: ReflectionFacet = {
  name: "sequences",
  query: (scope) =>
    `select ${schemaColumns("s.sequence_owner")}, s.sequence_name, to_char(s.increment_by), to_char(s.min_value), to_char(s.max_value), to_char(s.cache_size), s.cycle_flag, s.order_flag ` +
    `from all_sequences s where ${inScope("s.sequence_owner", scope)} and s.sequence_name not like 'ISEQ$$%' order by 1, 3`,
  read: (rows) => ({
    sequences: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      increment: text(row[3]),
      min: text(row[4]),
      max: text(row[5]),
      cache: text(row[6]),
      ...(text(row[7]) === "Y" ? { cycle: true as const } : {}),
      ...bag({ order: text(row[8]) === "Y" ? true : undefined }),
    })),
  }),
};

export const views: ReflectionFacet = {
  name: "views",
  query: (scope) =>
    `select ${schemaColumns("v.owner")}, v.view_name, c.comments, v.text from all_views v ` +
    `left join all_tab_comments c on c.owner = v.owner and c.table_name = v.view_name where ${inScope("v.owner", scope)} order by 1, 3`,
  read: (rows) => ({
    views: rows.map((row) => ({ ...schemaOf(row), name: text(row[2]), definition: text(row[4]).trim(), ...given({ comment: filled(row[3]) }) })),
  }),
};

export const materializedViews: ReflectionFacet = {
  name: "materializedViews",
  query: (scope) =>
    `select ${schemaColumns("m.owner")}, m.mview_name, c.comments, m.query from all_mviews m ` +
    `left join all_mview_comments c on c.owner = m.owner and c.mview_name = m.mview_name where ${inScope("m.owner", scope)} order by 1, 3`,
  read: (rows) => ({
    views: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      definition: text(row[4]).trim(),
      materialized: true as const,
      // the database says so itself when nobody said more
      ...given({ comment: /^snapshot table for snapshot /.test(text(row[3])) ? undefined : filled(row[3]) }),
    })),
  }),
};

/** Its two halves, put together again. */
export const triggers: ReflectionFacet = {
  name: "triggers",
  query: (scope) =>
    `select ${schemaColumns("t.table_owner")}, t.table_name, t.trigger_name, t.description, t.trigger_body from all_triggers t ` +
    `where t.base_object_type = 'TABLE' and ${inScope("t.table_owner", scope)} order by 1, 3, 4`,
  read: (rows) => ({
    tables: perTable(rows, (own) => ({
      triggers: own.map(([, , , name, description, body]) => ({
        name: text(name),
        definition: `create trigger ${text(description).trim()} ${text(body).trim()}`,
      })),
    })),
  }),
};

import type { ReflectionFacet } from "../../../schema/facet.ts";
import { filled, flag, given, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { comment, commentText, inScope, schemaColumns } from "./scope.ts";

export const namespaces: ReflectionFacet = {
  name: "namespaces",
  // the schema that unqualified names mean is nobody's to create
  query: (scope) =>
    `select s.name, ${commentText("e")} from sys.schemas s ${comment("e", 3, "s.schema_id")} where ${inScope(scope)} and s.name <> schema_name() order by 1`,
  read: (rows) => ({ namespaces: rows.map(([name, remark]) => ({ name: text(name), ...given({ comment: filled(remark) }) })) }),
};

export const sequences: ReflectionFacet = {
  name: "sequences",
  query: (scope) =>
    `select ${schemaColumns}, q.name, y.name, cast(q.start_value as nvarchar(40)), cast(q.increment as nvarchar(40)), cast(q.minimum_value as nvarchar(40)), ` +
    `cast(q.maximum_value as nvarchar(40)), q.cache_size, q.is_cycling, ${commentText("e")} from sys.sequences q join sys.schemas s on s.schema_id = q.schema_id ` +
    `join sys.types y on y.user_type_id = q.user_type_id ${comment("e", 1, "q.object_id")} where ${inScope(scope)} order by 1, 3`,
  read: (rows) => ({
    sequences: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      type: text(row[3]),
      start: text(row[4]),
      increment: text(row[5]),
      min: text(row[6]),
      max: text(row[7]),
      ...given({ cache: filled(row[8]), cycle: flag(row[9]) ? (true as const) : undefined, comment: filled(row[10]) }),
    })),
  }),
};

/** The catalog has the whole statement. */
const head =
  /^\s*create\s+(?:or\s+alter\s+)?view\s+(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|\w+)(?:\s*\.\s*(?:\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|\w+))?\s+(?:with\s+[\w\s,]+?\s+)?as\s+/i;

export const views: ReflectionFacet = {
  name: "views",
  query: (scope) =>
    `select ${schemaColumns}, v.name, m.definition, ${commentText("e")} from sys.views v join sys.schemas s on s.schema_id = v.schema_id ` +
    `join sys.sql_modules m on m.object_id = v.object_id ${comment("e", 1, "v.object_id")} where v.is_ms_shipped = 0 and ${inScope(scope)} order by 1, 3`,
  read: (rows) => ({
    views: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      definition: text(row[3]).replace(head, "").trim().replace(/;$/, ""),
      ...given({ comment: filled(row[4]) }),
    })),
  }),
};

export const triggers: ReflectionFacet = {
  name: "triggers",
  query: (scope) =>
    `select ${schemaColumns}, t.name, g.name, m.definition from sys.triggers g join sys.tables t on t.object_id = g.parent_id ` +
    `join sys.schemas s on s.schema_id = t.schema_id join sys.sql_modules m on m.object_id = g.object_id where ${inScope(scope)} order by 1, 3, 4`,
  read: (rows) => ({
    tables: perTable(rows, (own) => ({ triggers: own.map(([, , , name, definition]) => ({ name: text(name), definition: text(definition) })) })),
  }),
};

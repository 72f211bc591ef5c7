import type { ReflectionFacet, SnapshotPart } from "../../../schema/facet.ts";
import type { SequenceSnapshot } from "../../../schema/snapshot.ts";
import { type CatalogRow, flag, maybe, schemaOf, text } from "../../standard/reflect/rows.ts";
import { quote } from "../render.ts";
import { quoteString } from "../types.ts";
import { inScope, schemaColumns } from "./traits.ts";

export const namespaces: ReflectionFacet = {
  name: "namespaces",
  // the database that unqualified names mean is nobody's to create
  query: (scope) =>
    `select schema_name from information_schema.schemata where ${inScope("schema_name", scope)} and schema_name <> coalesce(database(), '') order by 1`,
  read: (rows) => ({ namespaces: rows.map(([name]) => ({ name: text(name) })) }),
};

export const views: ReflectionFacet = {
  name: "views",
  query: (scope) =>
    `select ${schemaColumns("table_schema")}, table_name, view_definition from information_schema.views ` +
    `where ${inScope("table_schema", scope)} order by 1, 3`,
  read: (rows) => ({
    views: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      // names of the view's own database come qualified with it
      definition: Number(row[1]) === 1 ? text(row[3]).replaceAll(`${quote(text(row[0]))}.`, "") : text(row[3]),
    })),
  }),
};

export const triggers: ReflectionFacet = {
  name: "triggers",
  query: (scope) =>
    `select ${schemaColumns("event_object_schema")}, event_object_table, trigger_name, action_timing, event_manipulation, action_statement ` +
    `from information_schema.triggers where ${inScope("event_object_schema", scope)} order by 1, 3, action_order`,
  read: (rows) => ({
    tables: rows.map((row) => {
      const [, , table, name, timing, event, body] = row.map(text);
      const definition = `create trigger ${quote(name ?? "")} ${timing?.toLowerCase()} ${event?.toLowerCase()} on ${quote(table ?? "")} for each row ${body}`;
      return { ...schemaOf(row), name: table ?? "", triggers: [{ name: name ?? "", definition }] };
    }),
  }),
};

/** Their names; what they do stands in themselves. */
export const sequenceNames: ReflectionFacet = {
  name: "sequenceNames",
  query: (scope) =>
    `select ${schemaColumns("table_schema")}, table_name from information_schema.tables where table_type = 'SEQUENCE' and ${inScope("table_schema", scope)} order by 1, 3`,
  read: (rows) => ({ sequences: rows.map((row) => ({ ...schemaOf(row), name: text(row[2]) })) }),
};

export const sequenceSteps: ReflectionFacet = {
  name: "sequenceSteps",
  query: (_scope, { sequences = [] }: SnapshotPart) => {
    const selects = sequences.map(({ schema, name }) => {
      const path = schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;
      return (
        `select ${schema === undefined ? "database()" : quoteString(schema)}, ${schema === undefined ? 1 : 0}, ${quoteString(name)}, cast(start_value as char), ` +
        `cast(increment as char), cast(minimum_value as char), cast(maximum_value as char), cast(cache_size as char), cycle_option from ${path}`
      );
    });
    return selects.length > 0 ? selects.join(" union all ") : undefined;
  },
  read: (rows) => ({ sequences: rows.map(sequence) }),
};

function sequence(row: CatalogRow): SequenceSnapshot {
  const [, , name, start, increment, min, max, cache, cycle] = row;
  return {
    ...schemaOf(row),
    name: text(name),
    ...Object.fromEntries(Object.entries({ start, increment, min, max, cache }).map(([key, value]) => [key, maybe(value)])),
    ...(flag(cycle) ? { cycle: true } : {}),
  };
}

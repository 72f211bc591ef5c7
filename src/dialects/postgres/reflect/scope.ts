import type { ReflectionScope } from "../../../schema/facet.ts";
import { quoteText } from "../../standard/render.ts";

/** The first two columns of every facet: name of the schema, 1 if unqualified names mean it. */
export const schemaColumns = "n.nspname::text, (n.nspname = current_schema())::int";

/** The condition of `from pg_namespace n`. */
export function inScope({ namespaces, current }: ReflectionScope): string {
  const schemas = [...(current ? ["current_schema()"] : []), ...namespaces.map(quoteText)];
  return schemas.length > 0 ? `n.nspname in (${schemas.join(", ")})` : "false";
}

/** The condition on the table's name, to be appended. */
export function named(column: string, { names }: ReflectionScope): string {
  return names === undefined ? "" : ` and ${column} in (${["null", ...names.map(quoteText)].join(", ")})`;
}

/** A name that is always quoted, qualified unless unqualified names mean its schema. */
export function qualified(schema: string, name: string): string {
  const quoted = (column: string): string => `'"' || replace(${column}::text, '"', '""') || '"'`;
  return `case when ${schema} in (current_schema(), 'pg_catalog') then '' else ${quoted(schema)} || '.' end || ${quoted(name)}`;
}

/** Storage parameters as a JSON object of texts. */
export function storage(column: string): string {
  return `(select json_object_agg(o.option_name, o.option_value)::text from pg_options_to_table(${column}) o)`;
}

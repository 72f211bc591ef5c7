import type { ReflectionScope } from "../../../schema/facet.ts";
import { literal } from "../literal.ts";

/** The first two columns of every facet: name of the schema, 1 if unqualified names mean it. */
export const schemaColumns = "s.name, case when s.name = schema_name() then 1 else 0 end";

/** The condition of `from sys.schemas s`. */
export function inScope({ namespaces, current }: ReflectionScope): string {
  const schemas = [...(current ? ["schema_name()"] : []), ...namespaces.map((name) => literal(name))];
  return schemas.length > 0 ? `s.name in (${schemas.join(", ")})` : "1 = 0";
}

/** The condition on the table's name, to be appended. */
export function named(column: string, { names }: ReflectionScope): string {
  return names === undefined ? "" : ` and ${column} in (${["null", ...names.map((name) => literal(name))].join(", ")})`;
}

/** The comment of an object or, with `minor`, of a part of it. Comments are the extended property MS_Description. */
export function comment(alias: string, kind: number, major: string, minor = "0"): string {
  return `left join sys.extended_properties ${alias} on ${alias}.class = ${kind} and ${alias}.major_id = ${major} and ${alias}.minor_id = ${minor} and ${alias}.name = N'MS_Description'`;
}

export function commentText(alias: string): string {
  return `cast(${alias}.value as nvarchar(4000))`;
}

import type { ReflectionScope } from "../../../schema/facet.ts";
import { quoteText } from "../../standard/render.ts";

const current = "sys_context('userenv', 'current_schema')";

/** The first two columns of every facet: name of the schema, 1 if unqualified names mean it. */
export function schemaColumns(owner: string): string {
  return `${owner}, case when ${owner} = ${current} then 1 else 0 end`;
}

export function inScope(owner: string, scope: ReflectionScope): string {
  const schemas = [...(scope.current ? [current] : []), ...scope.namespaces.map(quoteText)];
  return schemas.length > 0 ? `${owner} in (${schemas.join(", ")})` : "1 = 0";
}

/** The condition on the table's name, to be appended. */
export function named(column: string, { names }: ReflectionScope): string {
  return names === undefined ? "" : ` and ${column} in (${["null", ...names.map(quoteText)].join(", ")})`;
}

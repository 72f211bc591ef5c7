import type { ReflectionScope } from "../../../schema/facet.ts";
import { quoteString } from "../types.ts";

/** Where the catalogs of the two differ. */
export interface CatalogTraits {
  /** Defaults: literals bare and expressions marked, or all of them as SQL. */
  readonly defaults: "marked" | "sql";
  /** Expressions are kept as the text of a string, with backslashes. */
  readonly escaped: boolean;
  /** The column of `statistics` that holds the expression of a key; `null` where there is none. */
  readonly keyExpression: string;
  /** A condition of `statistics` that is true for an index that is not used, and the option that says so. */
  readonly unused: string;
  readonly unusedOption: { readonly visible: false } | { readonly ignored: true };
  /** Checks, each with the table it belongs to: schema, table, name, clause, 1 if enforced. The clause may come in a row of its own, without a table. */
  checks(within: (column: string) => string): string;
  readonly sequences: boolean;
}

/** The first two columns of every facet: the database, and 1 if unqualified names mean it. */
export function schemaColumns(column: string): string {
  return `${column}, coalesce(${column} = database(), 0)`;
}

export function inScope(column: string, { namespaces, current }: ReflectionScope): string {
  const schemas = [...(current ? ["database()"] : []), ...namespaces.map(quoteString)];
  return schemas.length > 0 ? `${column} in (${schemas.join(", ")})` : "false";
}

/** The condition on the table's name, to be appended. */
export function named(column: string, { names }: ReflectionScope): string {
  return names === undefined ? "" : ` and ${column} in (${["null", ...names.map(quoteString)].join(", ")})`;
}

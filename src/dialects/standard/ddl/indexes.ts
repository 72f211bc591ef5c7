import type { IndexSnapshot } from "../../../schema/snapshot.ts";
import type { DdlWords } from "./table.ts";

/** Columns, and expressions each in parentheses of its own. */
export function indexKeys(words: DdlWords, { keys }: IndexSnapshot): string {
  return keys
    .map(({ column, expression, descending }) => `${column === undefined ? `(${expression})` : words.quote(column)}${descending ? " desc" : ""}`)
    .join(", ");
}

/** INCLUDE and WHERE, where the index has them. */
export function indexTail(words: DdlWords, { include, where }: IndexSnapshot): string {
  const included = include.length > 0 ? ` include (${include.map((name) => words.quote(name)).join(", ")})` : "";
  return included + (where === undefined ? "" : ` where ${where}`);
}

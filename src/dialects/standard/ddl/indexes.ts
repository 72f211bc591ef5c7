import type { IndexSnapshot } from "../../../schema/snapshot.ts";
import type { DdlWords } from "./table.ts";

/** Columns first, then expressions, each in parentheses of its own. */
export function indexKeys(words: DdlWords, { columns, expressions }: IndexSnapshot): string {
  return [...columns.map((name) => words.quote(name)), ...expressions.map((expression) => `(${expression})`)].join(", ");
}

/** INCLUDE and WHERE, where the index has them. */
export function indexTail(words: DdlWords, { include, where }: IndexSnapshot): string {
  const included = include.length > 0 ? ` include (${include.map((name) => words.quote(name)).join(", ")})` : "";
  return included + (where === undefined ? "" : ` where ${where}`);
}

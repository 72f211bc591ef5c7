import type { IndexKeySnapshot, IndexSnapshot } from "../../../schema/snapshot.ts";
import type { DdlWords } from "./table.ts";

/** A column, or an expression in parentheses of its own. `more` is what a dialect writes between it and its direction. */
export function indexKey(words: DdlWords, key: IndexKeySnapshot, more = ""): string {
  return `${key.column === undefined ? `(${key.expression})` : words.quote(key.column)}${more}${key.descending ? " desc" : ""}`;
}

export function indexKeys(words: DdlWords, { keys }: IndexSnapshot): string {
  return keys.map((key) => indexKey(words, key)).join(", ");
}

/** INCLUDE and WHERE, where the index has them. */
export function indexTail(words: DdlWords, { include, where }: IndexSnapshot): string {
  const included = include.length > 0 ? ` include (${include.map((name) => words.quote(name)).join(", ")})` : "";
  return included + (where === undefined ? "" : ` where ${where}`);
}

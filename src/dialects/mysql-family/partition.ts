import { tokensOf } from "../standard/normalize/tokens.ts";
import { lexicon } from "./expressions.ts";
import { quote } from "./render.ts";
import { quoteString } from "./types.ts";

/** What follows PARTITION BY, with names as the catalog has them: case and quotes say nothing, and a value in brackets may as well have none. */
export function canonicalPartition(text: string): string {
  const tokens = tokensOf(text, lexicon);
  if (!tokens) return text.trim();
  const words = tokens.map((token) => {
    if (token.kind === "string") return quoteString(token.value);
    const value = token.value.toLowerCase();
    return token.kind !== "name" || /^\w+$/.test(value) ? value : quote(value);
  });
  return words.join(" ").replaceAll("( ", "(").replaceAll(" )", ")").replaceAll(" ,", ",").replaceAll("(maxvalue)", "maxvalue");
}

import { tokensOf } from "../standard/normalize/tokens.ts";
import { quoteDouble, quoteText } from "../standard/render.ts";
import { lexicon } from "./expressions.ts";

const keywords = new Set([
  "range",
  "list",
  "hash",
  "for",
  "values",
  "from",
  "to",
  "in",
  "with",
  "modulus",
  "remainder",
  "minvalue",
  "maxvalue",
  "default",
  "null",
  "true",
  "false",
]);

/** `range ("at")`, `for values from ('1') to ('10')`: values as strings, which every type reads. */
export function canonicalPartition(text: string): string {
  const tokens = tokensOf(text, lexicon);
  if (!tokens) return text.trim();
  const isCounted = tokens.some((token) => token.kind === "word" && token.value === "modulus");
  const words = tokens.map((token) => {
    switch (token.kind) {
      case "name":
        return quoteDouble(token.value);
      case "word":
        return keywords.has(token.value) ? token.value : quoteDouble(token.name);
      case "number":
        return isCounted ? token.value : quoteText(token.value);
      case "string":
        return quoteText(token.value);
      default:
        return token.value;
    }
  });
  return words.join(" ").replaceAll("( ", "(").replaceAll(" )", ")").replaceAll(" ,", ",");
}

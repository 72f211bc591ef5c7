import { rewriteNode, type SqlNode } from "../standard/normalize/node.ts";
import { parseExpression } from "../standard/normalize/parse.ts";
import { type ExpressionWords, printExpression } from "../standard/normalize/print.ts";
import type { Lexicon } from "../standard/normalize/tokens.ts";
import { quoteDouble, quoteText } from "../standard/render.ts";

const lexicon: Lexicon = { names: [['"', '"']], backslashes: false, fold: (name) => name.toUpperCase() };
const words: ExpressionWords = {
  quote: quoteDouble,
  text: (value, prefix) => `${prefix}${quoteText(value)}`,
  cast: (item, type) => `cast(${item} as ${type})`,
};

/** One spelling: checks are kept as they were written, computed columns and keys of indexes without blanks and with functions in capitals. */
export function canonicalExpression(text: string): string {
  const parsed = parseExpression(text, lexicon);
  return parsed ? printExpression(rewriteNode(parsed, flattened), words) : text.trim();
}

function flattened(node: SqlNode): SqlNode {
  if (node.kind !== "logical") return node;
  return { ...node, items: node.items.flatMap((item) => (item.kind === "logical" && item.operator === node.operator ? item.items : [item])) };
}

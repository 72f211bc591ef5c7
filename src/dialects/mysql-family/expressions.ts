import { rewriteNode, type SqlNode } from "../standard/normalize/node.ts";
import { parseExpression } from "../standard/normalize/parse.ts";
import { type ExpressionWords, printExpression } from "../standard/normalize/print.ts";
import type { Lexicon } from "../standard/normalize/tokens.ts";
import { quote } from "./render.ts";
import { quoteString } from "./types.ts";

export const lexicon: Lexicon = { names: [["`", "`"]], backslashes: true, fold: (name) => name };
const words: ExpressionWords = {
  quote,
  // the character set of a literal is the connection's, and says nothing
  text: (value, prefix) => (prefix === "x" || prefix === "b" ? `${prefix}'${value}'` : quoteString(value)),
  cast: (item, type) => `cast(${item} as ${type})`,
};

/** The servers keep the short form. */
const functions: Readonly<Record<string, string>> = {
  lcase: "lower",
  ucase: "upper",
  character_length: "char_length",
  substring: "substr",
  mid: "substr",
  now: "current_timestamp",
  localtime: "current_timestamp",
  localtimestamp: "current_timestamp",
  curdate: "current_date",
  pow: "power",
};

/** The expression as both a person and the servers would come to write it; what is not understood stays as it is. */
export function canonicalExpression(text: string): string {
  const parsed = parseExpression(text, lexicon);
  return parsed ? printExpression(rewriteNode(parsed, rewrite), words) : text.trim();
}

function rewrite(node: SqlNode): SqlNode {
  switch (node.kind) {
    case "word": {
      if (node.value === "true" || node.value === "false") return { kind: "number", value: node.value === "true" ? "1" : "0" };
      const name = functions[node.value] ?? node.value;
      return name.startsWith("current_") ? { kind: "call", name, words: [], args: [] } : node;
    }
    case "call":
      return { ...node, name: functions[node.name] ?? node.name };
    case "binary":
      return node.operator === "mod" ? { ...node, operator: "%" } : node;
    case "like":
      // a backslash escapes when nothing is said
      return node.escape?.kind === "string" && node.escape.value === "\\" ? { ...node, escape: undefined } : node;
    case "unary":
      return node.operator === "not" ? negation(node.item, node) : node;
    case "logical":
      return { ...node, items: node.items.flatMap((item) => (item.kind === "logical" && item.operator === node.operator ? item.items : [item])) };
    default:
      return node;
  }
}

/** MariaDB writes `not (a in ...)` as `a not in ...`, MySQL the other way round. */
function negation(item: SqlNode, node: SqlNode): SqlNode {
  if (item.kind === "in" || item.kind === "between") return { ...item, negated: !item.negated };
  if (item.kind === "like" && !item.operator.startsWith("not ")) return { ...item, operator: `not ${item.operator}` };
  if (item.kind === "is" && item.what === "is null") return { ...item, what: "is not null" };
  return node;
}

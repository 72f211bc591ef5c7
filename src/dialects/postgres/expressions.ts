import { rewriteNode, type SqlNode, type SqlNodeOf } from "../standard/normalize/node.ts";
import { parseExpression } from "../standard/normalize/parse.ts";
import { type ExpressionWords, printExpression } from "../standard/normalize/print.ts";
import type { ColumnTypes } from "../standard/normalize/snapshot.ts";
import type { Lexicon } from "../standard/normalize/tokens.ts";
import { quoteDouble, quoteText } from "../standard/render.ts";
import { baseType, canonicalType } from "./type-names.ts";

export const lexicon: Lexicon = { names: [['"', '"']], backslashes: false, fold: (name) => name.toLowerCase() };
const words: ExpressionWords = {
  quote: quoteDouble,
  // the server keeps no E strings
  text: (value, prefix) => (prefix === "" || prefix === "e" ? quoteText(value) : `${prefix}${quoteText(value)}`),
  cast: (item, type) => `${item}::${type}`,
};

const texts = new Set(["text", "varchar"]);
const numbers = new Set(["integer", "bigint", "smallint", "numeric", "double precision", "real"]);
const comparisons = new Set(["=", "<>", "<", ">", "<=", ">="]);

/**
 * The expression as both a person and the server would come to write it: without the casts that the server adds to say what it takes for granted, and
 * with `in`, `between` and `like` as the server spells them. What is left out never changes the meaning; what is not understood stays as it is.
 */
export function canonicalExpression(text: string, columns: ColumnTypes): string {
  const parsed = parseExpression(text, lexicon);
  return parsed
    ? printExpression(
        rewriteNode(parsed, (node) => rewrite(node, columns)),
        words,
      )
    : text.trim();
}

/** A default takes the type of its column anyway. */
export function canonicalDefault(text: string, type: string, columns: ColumnTypes): string {
  const parsed = parseExpression(text, lexicon);
  if (!parsed) return text.trim();
  const node = rewriteNode(parsed, (part) => rewrite(part, columns));
  const plain = node.kind === "cast" && isLiteral(node.item) && baseType(node.type) === baseType(type) ? node.item : node;
  return printExpression(
    plain.kind === "string" && isNumberText(plain.value) && numbers.has(baseType(type)) ? { kind: "number", value: plain.value } : plain,
    words,
  );
}

function rewrite(node: SqlNode, columns: ColumnTypes): SqlNode {
  switch (node.kind) {
    case "word":
      return node.value === "current_timestamp" ? { kind: "call", name: "now", words: [], args: [] } : node;
    case "cast":
      return cast({ ...node, type: canonicalType(node.type) }, columns);
    case "binary":
      return binary(operands(node, columns));
    case "quantified":
      return quantified(node, columns);
    case "between": {
      const [low, high] = [bare(node.low, node.item, ">=", columns), bare(node.high, node.item, "<=", columns)];
      const compare = (operator: string, right: SqlNode): SqlNode => ({ kind: "binary", operator, left: node.item, right });
      if (node.negated) return { kind: "logical", operator: "or", items: [compare("<", low), compare(">", high)] };
      return { kind: "logical", operator: "and", items: [compare(">=", low), compare("<=", high)] };
    }
    case "in":
      return node.list.length === 1
        ? { kind: "binary", operator: node.negated ? "<>" : "=", left: node.item, right: bare(node.list[0] as SqlNode, node.item, "=", columns) }
        : { ...node, list: node.list.map((item) => bare(item, node.item, "=", columns)) };
    case "call": {
      // which is what happens when nothing is said
      const [pattern, escaping] = node.args;
      return node.name === "like_escape" && pattern && escaping?.kind === "string" && escaping.value === "\\" ? pattern : node;
    }
    case "like": {
      const operator = { like: "~~", "not like": "!~~", ilike: "~~*", "not ilike": "!~~*" }[node.operator];
      if (operator === undefined) return node;
      // a backslash escapes when nothing is said
      const says = node.escape && !(node.escape.kind === "string" && node.escape.value === "\\");
      const right: SqlNode = says ? { kind: "call", name: "like_escape", words: ["", ","], args: [node.pattern, node.escape as SqlNode] } : node.pattern;
      return { kind: "binary", operator, left: node.item, right };
    }
    case "unary":
      return node.operator === "not" ? negation(node) : node;
    case "logical":
      return { ...node, items: node.items.flatMap((item) => (item.kind === "logical" && item.operator === node.operator ? item.items : [item])) };
    default:
      return node;
  }
}

/** `not (a in (...))` and the like are kept as operators of their own. */
function negation(node: SqlNodeOf<"unary">): SqlNode {
  const { item } = node;
  if (item.kind === "is" && item.what === "is null") return { ...item, what: "is not null" };
  return node;
}

function cast(node: SqlNodeOf<"cast">, columns: ColumnTypes): SqlNode {
  const { item, type } = node;
  if (item.kind === "string" && item.prefix === "" && texts.has(type)) return item;
  if (item.kind === "string" && numbers.has(type) && isNumberText(item.value)) return { kind: "cast", item: { kind: "number", value: item.value }, type };
  // a varchar is a text with a limit
  if (type === "text" && texts.has(typeOf(item, columns) ?? "")) return item;
  if (item.kind === "array" && texts.has(type.replace("[]", "")) && item.items.every((one) => one.kind === "string")) return item;
  return node;
}

/** Both sides without the casts of literals that say what the other side says already. */
function operands(node: SqlNodeOf<"binary">, columns: ColumnTypes): SqlNodeOf<"binary"> {
  return {
    ...node,
    left: bare(node.left, node.right, node.operator, columns),
    right: bare(node.right, node.left, node.operator, columns),
  };
}

function bare(node: SqlNode, beside: SqlNode, operator: string, columns: ColumnTypes): SqlNode {
  if (node.kind !== "cast" || !isLiteral(node.item) || isLiteral(beside) || (beside.kind === "cast" && isLiteral(beside.item))) return node;
  if (typeOf(beside, columns) === baseType(node.type)) return node.item;
  return node.item.kind === "number" && comparisons.has(operator) ? node.item : node;
}

function binary(node: SqlNodeOf<"binary">): SqlNode {
  const { operator, right } = node;
  if ((operator === "is distinct from" || operator === "is not distinct from") && right.kind === "word" && right.value === "null")
    return { kind: "is", what: operator === "is distinct from" ? "is not null" : "is null", item: node.left };
  return node;
}

/** `= any (array[...])` is how the server keeps `in (...)`. */
function quantified(node: SqlNodeOf<"quantified">, columns: ColumnTypes): SqlNode {
  const isIn = node.operator === "=" && node.quantifier === "any";
  const isNotIn = node.operator === "<>" && node.quantifier === "all";
  const list = node.item.kind === "cast" && node.item.item.kind === "array" ? node.item.item : node.item;
  if (!(isIn || isNotIn) || list.kind !== "array") return node;
  const items = list.items.map((item) => bare(item, node.left, "=", columns));
  return { kind: "in", negated: isNotIn, item: node.left, list: items };
}

/** The type of a column, without its length. */
function typeOf(node: SqlNode, columns: ColumnTypes): string | undefined {
  if (node.kind !== "name" || node.path.length !== 1) return undefined;
  const type = columns.get(node.path[0] as string);
  return type === undefined ? undefined : baseType(type);
}

function isLiteral(node: SqlNode): boolean {
  return node.kind === "string" || node.kind === "number" || node.kind === "word";
}

function isNumberText(text: string): boolean {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
}

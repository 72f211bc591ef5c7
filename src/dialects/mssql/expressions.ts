import { rewriteNode, type SqlNode, type SqlNodeOf } from "../standard/normalize/node.ts";
import { parseExpression } from "../standard/normalize/parse.ts";
import { type ExpressionWords, printExpression } from "../standard/normalize/print.ts";
import type { Lexicon } from "../standard/normalize/tokens.ts";

const lexicon: Lexicon = {
  names: [
    ["[", "]"],
    ['"', '"'],
  ],
  backslashes: false,
  fold: (name) => name,
};
const words: ExpressionWords = {
  quote: (name) => `[${name.replaceAll("]", "]]")}]`,
  text: (value, prefix) => `${prefix.toUpperCase()}'${value.replaceAll("'", "''")}'`,
  cast: (item, type) => `cast(${item} as ${type})`,
};

/** The expression as both a person and the server would come to write it; what is not understood stays as it is. */
export function canonicalExpression(text: string): string {
  const parsed = parseExpression(text, lexicon);
  return parsed ? printExpression(rewriteNode(parsed, rewrite), words) : text.trim();
}

const print = (node: SqlNode): string => printExpression(node, words);

function rewrite(node: SqlNode): SqlNode {
  switch (node.kind) {
    case "between": {
      const compare = (operator: string, right: SqlNode): SqlNode => ({ kind: "binary", operator, left: node.item, right });
      if (node.negated) return { kind: "logical", operator: "or", items: [compare("<", node.low), compare(">", node.high)] };
      return { kind: "logical", operator: "and", items: [compare(">=", node.low), compare("<=", node.high)] };
    }
    case "in":
      return inList(node.item, node.list, node.negated);
    case "logical": {
      const items = node.items.flatMap((item) => (item.kind === "logical" && item.operator === node.operator ? item.items : [item]));
      return alternatives({ ...node, items }) ?? { ...node, items };
    }
    case "unary":
      return node.operator === "not" && node.item.kind === "in" ? { ...node.item, negated: !node.item.negated } : node;
    case "call": {
      // CAST is kept as CONVERT
      const [type, item] = node.args;
      if (node.name !== "convert" || node.args.length !== 2 || !type || !item) return node;
      return type.kind === "name" || type.kind === "call" ? { kind: "cast", item, type: print(type).replaceAll(/[[\]]/g, "") } : node;
    }
    default:
      return node;
  }
}

/** `x in (a, b)` is kept as `x = b or x = a`. */
function alternatives({ operator, items }: SqlNodeOf<"logical">): SqlNode | undefined {
  if (operator !== "or") return undefined;
  const equal = items.filter((item): item is SqlNodeOf<"binary"> => item.kind === "binary" && item.operator === "=");
  const [first] = equal;
  const isList = first && equal.length === items.length && equal.every(({ left }) => print(left) === print(first.left));
  return isList
    ? inList(
        first.left,
        equal.map(({ right }) => right),
        false,
      )
    : undefined;
}

function inList(item: SqlNode, list: readonly SqlNode[], negated: boolean): SqlNode {
  return { kind: "in", negated, item, list: list.toSorted((a, b) => (print(a) < print(b) ? -1 : 1)) };
}

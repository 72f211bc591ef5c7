import type { SqlNode } from "./node.ts";

/** How a database writes the parts of an expression. */
export interface ExpressionWords {
  quote(name: string): string;
  text(value: string, prefix: string): string;
  cast(item: string, type: string): string;
}

/** One text for one expression: every operand that has operators of its own in parentheses, keywords in lower case. */
export function printExpression(node: SqlNode, words: ExpressionWords): string {
  const inner = (item: SqlNode): string => (isAtom(item) ? print(item) : `(${print(item)})`);
  const list = (items: readonly SqlNode[]): string => items.map(print).join(", ");
  const print = (n: SqlNode): string => {
    switch (n.kind) {
      case "string":
        return words.text(n.value, n.prefix);
      case "number":
      case "word":
        return n.value;
      case "name":
        return n.path.map(words.quote).join(".");
      case "call":
        return `${n.name}(${n.args.map((argument, i) => `${separator(n.words[i] ?? "")}${print(argument)}`).join("")})`;
      case "cast":
        return words.cast(inner(n.item), n.type);
      case "unary":
        return n.operator === "not" ? `not ${inner(n.item)}` : `${n.operator}${inner(n.item)}`;
      case "binary":
        return `${inner(n.left)} ${n.operator} ${inner(n.right)}`;
      case "logical":
        return n.items.map(inner).join(` ${n.operator} `);
      case "between":
        return `${inner(n.item)}${n.negated ? " not" : ""} between ${inner(n.low)} and ${inner(n.high)}`;
      case "in":
        return `${inner(n.item)}${n.negated ? " not" : ""} in (${list(n.list)})`;
      case "like":
        return `${inner(n.item)} ${n.operator} ${inner(n.pattern)}${n.escape ? ` escape ${inner(n.escape)}` : ""}`;
      case "is":
        return `${inner(n.item)} ${n.what}`;
      case "quantified":
        return `${inner(n.left)} ${n.operator} ${n.quantifier} (${print(n.item)})`;
      case "array":
        return `array[${list(n.items)}]`;
      case "row":
        return `(${list(n.items)})`;
      case "subscript":
        return `${inner(n.item)}[${print(n.index)}]`;
      case "collate":
        return `${inner(n.item)} collate ${n.collation.map(words.quote).join(".")}`;
      case "case":
        return `case ${n.parts.map(([word, item]) => (word === "" ? inner(item) : `${word} ${inner(item)}`)).join(" ")} end`;
    }
  };
  return print(node);
}

function isAtom({ kind }: SqlNode): boolean {
  return (
    kind === "string" || kind === "number" || kind === "word" || kind === "name" || kind === "call" || kind === "row" || kind === "array" || kind === "case"
  );
}

function separator(word: string): string {
  if (word === "") return "";
  if (word === ",") return ", ";
  return word === "distinct" ? "distinct " : ` ${word} `;
}

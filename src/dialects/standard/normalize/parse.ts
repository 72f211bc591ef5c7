import type { SqlNode } from "./node.ts";
import { type Lexicon, type Token, tokensOf } from "./tokens.ts";

/** Thrown inside this file only. */
class Unreadable extends Error {}

/**
 * An expression as a server or a person wrote it, or undefined for what is not understood: a subquery, a window, a syntax of one database alone.
 * Precedence is that of the standard, in which the operators that databases rank differently all stand on one step.
 */
export function parseExpression(text: string, lexicon: Lexicon): SqlNode | undefined {
  const tokens = tokensOf(text, lexicon);
  if (!tokens) return undefined;
  try {
    const reader = new Reader(tokens);
    const node = reader.expression(0);
    return reader.isAtEnd ? node : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

const valueWords = new Set([
  "null",
  "true",
  "false",
  "current_timestamp",
  "current_date",
  "current_time",
  "localtimestamp",
  "localtime",
  "current_user",
  "default",
]);
const reserved = new Set(["select", "from", "where", "and", "or", "not", "is", "in", "like", "between", "case", "when", "then", "else", "end", "as", "over"]);

const binary: Readonly<Record<string, number>> = {
  "=": 5,
  "<": 5,
  ">": 5,
  "<=": 5,
  ">=": 5,
  "<>": 5,
  "!=": 5,
  "<=>": 5,
  "||": 7,
  "|": 7,
  "&": 7,
  "<<": 7,
  ">>": 7,
  "->": 7,
  "->>": 7,
  "#>": 7,
  "#>>": 7,
  "@>": 7,
  "<@": 7,
  "&&": 7,
  "?": 7,
  "~": 7,
  "!~": 7,
  "~*": 7,
  "!~*": 7,
  "~~": 6,
  "!~~": 6,
  "~~*": 6,
  "!~~*": 6,
  "+": 8,
  "-": 8,
  "*": 9,
  "/": 9,
  "%": 9,
  div: 9,
  mod: 9,
  "^": 10,
};
const twoWords = new Set(["character varying", "double precision", "bit varying", "national character"]);
const likes = new Set(["like", "ilike", "rlike", "regexp", "glob"]);

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Keyword or symbol at this place; undefined for names and literals. */
  #mark(ahead = 0): string | undefined {
    const token = this.#peek(ahead);
    return token?.kind === "word" || token?.kind === "symbol" ? token.value : undefined;
  }

  #take(value: string): boolean {
    if (this.#mark() !== value) return false;
    this.#at += 1;
    return true;
  }

  #need(value: string): void {
    if (!this.#take(value)) throw new Unreadable(value);
  }

  expression(least: number, noIn = false): SqlNode {
    let left = this.#prefix();
    for (;;) {
      const next = this.#postfix(left, least, noIn);
      if (!next) return left;
      left = next;
    }
  }

  #prefix(): SqlNode {
    if (this.#take("not")) return { kind: "unary", operator: "not", item: this.expression(4) };
    for (const operator of ["-", "+", "~"]) {
      if (!this.#take(operator)) continue;
      const item = this.expression(11);
      if (operator === "+") return item;
      return operator === "-" && item.kind === "number" && !item.value.startsWith("-")
        ? { kind: "number", value: `-${item.value}` }
        : { kind: "unary", operator, item };
    }
    return this.#suffixed(this.#primary());
  }

  /** What binds closer than any operator: `::type`, `[i]`, `collate x`. */
  #suffixed(start: SqlNode): SqlNode {
    let item = start;
    for (;;) {
      if (this.#take("::")) item = { kind: "cast", item, type: this.#type() };
      else if (this.#take("[")) {
        item = { kind: "subscript", item, index: this.expression(0) };
        this.#need("]");
      } else if (this.#take("collate")) item = { kind: "collate", item, collation: this.#path() };
      else return item;
    }
  }

  #postfix(left: SqlNode, least: number, noIn: boolean): SqlNode | undefined {
    const mark = this.#mark();
    if (mark === undefined) return undefined;
    if (mark === "and" || mark === "or") return this.#logical(left, mark, least);
    if (mark === "is" && least <= 4) return this.#is(left);
    const negated = mark === "not";
    const word = negated ? this.#mark(1) : mark;
    if (word !== undefined && least <= 6) {
      if (word === "in" && !noIn) return this.#in(left, negated);
      if (word === "between") return this.#between(left, negated);
      if (likes.has(word)) return this.#like(left, negated, word);
    }
    const rank = negated ? undefined : binary[mark];
    if (rank === undefined || rank < least) return undefined;
    this.#at += 1;
    const operator = mark === "!=" ? "<>" : mark;
    const quantifier = this.#mark();
    if ((quantifier === "any" || quantifier === "all" || quantifier === "some") && this.#mark(1) === "(") {
      this.#at += 2;
      const item = this.expression(0);
      this.#need(")");
      return { kind: "quantified", operator, quantifier, left, item };
    }
    return { kind: "binary", operator, left, right: this.expression(rank + 1, noIn) };
  }

  #logical(left: SqlNode, operator: "and" | "or", least: number): SqlNode | undefined {
    const rank = operator === "or" ? 1 : 2;
    if (rank < least) return undefined;
    this.#at += 1;
    const right = this.expression(rank + 1);
    const items = [left, right].flatMap((item) => (item.kind === "logical" && item.operator === operator ? item.items : [item]));
    return { kind: "logical", operator, items };
  }

  #is(left: SqlNode): SqlNode {
    this.#need("is");
    const not = this.#take("not") ? "not " : "";
    if (this.#take("distinct")) {
      this.#need("from");
      return { kind: "binary", operator: `is ${not}distinct from`, left, right: this.expression(5) };
    }
    const what = this.#mark();
    if (what === undefined) throw new Unreadable("is");
    this.#at += 1;
    return { kind: "is", what: `is ${not}${what}`, item: left };
  }

  #in(item: SqlNode, negated: boolean): SqlNode {
    this.#at += negated ? 2 : 1;
    this.#need("(");
    const list = this.#list(")");
    return { kind: "in", negated, item, list };
  }

  #between(item: SqlNode, negated: boolean): SqlNode {
    this.#at += negated ? 2 : 1;
    const low = this.expression(7);
    this.#need("and");
    return { kind: "between", negated, item, low, high: this.expression(7) };
  }

  #like(item: SqlNode, negated: boolean, word: string): SqlNode {
    this.#at += negated ? 2 : 1;
    const pattern = this.expression(7);
    const escaping = this.#take("escape") ? this.expression(7) : undefined;
    return { kind: "like", operator: negated ? `not ${word}` : word, item, pattern, escape: escaping };
  }

  #list(close: string): SqlNode[] {
    const items: SqlNode[] = [];
    if (this.#take(close)) return items;
    do items.push(this.expression(0));
    while (this.#take(","));
    this.#need(close);
    return items;
  }

  #primary(): SqlNode {
    const token = this.#peek();
    if (!token) throw new Unreadable("end");
    if (token.kind === "string" || token.kind === "number") {
      this.#at += 1;
      return literal(token);
    }
    if (this.#take("(")) {
      const items = this.#list(")");
      const [only] = items;
      return items.length === 1 && only ? only : { kind: "row", items };
    }
    if (token.kind === "symbol") throw new Unreadable(token.value);
    return (token.kind === "word" ? this.#keyword(token.value) : undefined) ?? this.#named(token);
  }

  /** What begins with a keyword; undefined for a name. */
  #keyword(word: string): SqlNode | undefined {
    const next = this.#mark(1);
    if (word === "case") return this.#case();
    if (word === "cast" && next === "(") return this.#cast();
    if (word === "array" && next === "[") {
      this.#at += 2;
      return { kind: "array", items: this.#list("]") };
    }
    if (reserved.has(word)) throw new Unreadable(word);
    if (valueWords.has(word) && next !== "(") {
      this.#at += 1;
      return { kind: "word", value: word };
    }
    return this.#peek(1)?.kind === "string" ? this.#typedString(word) : undefined;
  }

  #named(token: Token): SqlNode {
    const path = this.#path();
    return this.#take("(") ? this.#call(token.kind === "word" && path.length === 1 ? token.value : path.join(".")) : { kind: "name", path };
  }

  #typedString(type: string): SqlNode {
    const string = this.#peek(1);
    if (string?.kind !== "string" || string.prefix !== "") throw new Unreadable(type);
    this.#at += 2;
    return { kind: "cast", item: literal(string), type };
  }

  #path(): string[] {
    const path: string[] = [];
    do {
      const token = this.#peek();
      if (token?.kind !== "name" && token?.kind !== "word") throw new Unreadable("name");
      this.#at += 1;
      path.push(token.kind === "word" ? token.name : token.value);
    } while (this.#take("."));
    return path;
  }

  /** After the bracket. Words may stand between the arguments instead of commas. */
  #call(name: string): SqlNode {
    const words: string[] = [];
    const args: SqlNode[] = [];
    if (this.#take(")")) return { kind: "call", name, words, args };
    if (this.#take("*")) {
      this.#need(")");
      return { kind: "call", name, words: [""], args: [{ kind: "word", value: "*" }] };
    }
    words.push(this.#take("distinct") ? "distinct" : "");
    for (;;) {
      args.push(this.expression(0, name === "position"));
      if (this.#take(")")) return { kind: "call", name, words, args };
      const word = this.#mark();
      if (word !== "," && word !== "from" && word !== "for" && word !== "in") throw new Unreadable("call");
      this.#at += 1;
      words.push(word);
    }
  }

  #cast(): SqlNode {
    this.#at += 2;
    const item = this.expression(0);
    this.#need("as");
    const type = this.#type();
    this.#need(")");
    return { kind: "cast", item, type };
  }

  /** `timestamp(3) with time zone`, `"Size"`, `text[]`. Names that were quoted stay so. */
  #type(): string {
    let type = this.#typeWord();
    while (this.#take(".")) type += `.${this.#typeWord()}`;
    const second = this.#mark();
    if (second !== undefined && twoWords.has(`${type} ${second}`)) {
      this.#at += 1;
      type += ` ${second}`;
    }
    if (this.#mark() === "(") {
      this.#at += 1;
      const sizes = this.#list(")").map((size) => (size.kind === "number" ? size.value : size.kind === "name" ? size.path.join(".") : ""));
      type += `(${sizes.join(", ")})`;
    }
    if ((this.#mark() === "with" || this.#mark() === "without") && this.#mark(1) === "time") {
      type += ` ${this.#mark()} time zone`;
      this.#at += 3;
    }
    while (this.#mark() === "[" && this.#mark(1) === "]") {
      this.#at += 2;
      type += "[]";
    }
    return type;
  }

  #typeWord(): string {
    const token = this.#peek();
    if (token?.kind !== "word" && token?.kind !== "name") throw new Unreadable("type");
    this.#at += 1;
    return token.kind === "word" ? token.value : `"${token.value.replaceAll('"', '""')}"`;
  }

  #case(): SqlNode {
    this.#at += 1;
    const parts: [string, SqlNode][] = [];
    if (this.#mark() !== "when") parts.push(["", this.expression(0)]);
    for (;;) {
      const word = this.#mark();
      if (word !== "when" && word !== "then" && word !== "else") break;
      this.#at += 1;
      parts.push([word, this.expression(0)]);
    }
    this.#need("end");
    return { kind: "case", parts };
  }
}

function literal(token: Token & { readonly kind: "string" | "number" }): SqlNode {
  return token.kind === "string" ? { kind: "string", value: token.value, prefix: token.prefix } : { kind: "number", value: token.value };
}

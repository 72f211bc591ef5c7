import { type Lexicon, type Token, tokensOf } from "../../standard/normalize/tokens.ts";

const lexicon: Lexicon = {
  names: [
    ['"', '"'],
    ["`", "`"],
    ["[", "]"],
  ],
  backslashes: false,
  fold: (name) => name,
};

/** A statement as SQLite keeps it, read from left to right. */
export class Statement {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at: number;
  readonly #end: number;

  constructor(text: string, tokens: readonly Token[] = tokensOf(text, lexicon) ?? [], at = 0, end = tokens.length) {
    this.#text = text;
    this.#tokens = tokens;
    this.#at = at;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** The keyword or symbol that comes next. */
  mark(ahead = 0): string | undefined {
    const token = this.#at + ahead < this.#end ? this.#tokens[this.#at + ahead] : undefined;
    return token?.kind === "word" || token?.kind === "symbol" ? token.value : undefined;
  }

  /** Takes these keywords if all of them come next. */
  take(...words: readonly string[]): boolean {
    if (words.some((word, i) => this.mark(i) !== word)) return false;
    this.#at += words.length;
    return true;
  }

  skip(): void {
    this.#at += 1;
  }

  /** The text of one word, literal or name. */
  one(): string {
    this.#at += 1;
    return this.#slice(this.#at - 1, this.#at);
  }

  /** A name, quoted in any of the four ways, or not at all. */
  name(): string {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined || token.kind === "symbol") return "";
    return token.kind === "word" ? token.name : token.value;
  }

  /** The text of what comes next, up to the first of the keywords at this level; brackets are passed over whole. */
  until(stop: (mark: string | undefined) => boolean): string {
    const from = this.#at;
    while (!this.isAtEnd && !stop(this.mark())) {
      if (this.mark() === "(") this.#pass();
      else this.#at += 1;
    }
    return this.#slice(from, this.#at);
  }

  /** The text inside the brackets that come next. */
  inBrackets(): string {
    const from = this.#at + 1;
    this.#pass();
    return this.#slice(from, this.#at - 1);
  }

  /** The members inside the brackets that come next, each a statement of its own. */
  members(): Statement[] {
    const members: Statement[] = [];
    let from = this.#at + 1;
    this.#pass();
    const end = this.#at - 1;
    let depth = 0;
    for (let i = from; i < end; i++) {
      const token = this.#tokens[i];
      const symbol = token?.kind === "symbol" ? token.value : "";
      depth += symbol === "(" ? 1 : symbol === ")" ? -1 : 0;
      if (symbol !== "," || depth > 0) continue;
      members.push(new Statement(this.#text, this.#tokens, from, i));
      from = i + 1;
    }
    return from < end ? [...members, new Statement(this.#text, this.#tokens, from, end)] : members;
  }

  /** Names inside the brackets that come next; none when there are no brackets. */
  names(): string[] {
    return this.mark() === "(" ? this.members().map((member) => member.name()) : [];
  }

  rest(): string {
    const text = this.#slice(this.#at, this.#end);
    this.#at = this.#end;
    return text;
  }

  #pass(): void {
    let depth = 0;
    do {
      const mark = this.mark();
      depth += mark === "(" ? 1 : mark === ")" ? -1 : 0;
      this.#at += 1;
    } while (depth > 0 && !this.isAtEnd);
  }

  #slice(from: number, to: number): string {
    const [first, last] = [this.#tokens[from], this.#tokens[to - 1]];
    return first && last && to > from ? this.#text.slice(first.from, last.to) : "";
  }
}

/** How text of SQL falls apart in a database. */
export interface Lexicon {
  /** What opens and closes a quoted name; the closing one is doubled inside. */
  readonly names: readonly (readonly [open: string, close: string])[];
  /** A backslash in a string stands for the next character. */
  readonly backslashes: boolean;
  /** What unquoted names become. */
  fold(name: string): string;
}

export type Token = TokenValue & {
  /** Where it begins and ends in the text. */
  readonly from: number;
  readonly to: number;
};

type TokenValue =
  | { readonly kind: "string"; readonly value: string; readonly prefix: string }
  | { readonly kind: "number"; readonly value: string }
  /** An unquoted name or keyword, lower case; `name` is what it means as a name. */
  | { readonly kind: "word"; readonly value: string; readonly name: string }
  | { readonly kind: "name"; readonly value: string }
  | { readonly kind: "symbol"; readonly value: string };

const symbols = /^(?:::|<=>|<>|!=|<=|>=|\|\||&&|->>|->|#>>|#>|@>|<@|!~~\*|!~~|~~\*|~~|!~\*|!~|~\*|<<|>>|[-+*/%^&|~=<>()[\],.:;!?@#])/;

/** Undefined for text that is not in order: a string without an end, a character no token begins with. */
export function tokensOf(text: string, lexicon: Lexicon): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = blanks(text, 0); at < text.length; at = blanks(text, at)) {
    const read = readToken(text.slice(at), lexicon);
    if (!read) return undefined;
    tokens.push({ ...read.token, from: at, to: at + read.length });
    at += read.length;
  }
  return tokens;
}

/** Where blanks and comments end. */
function blanks(text: string, from: number): number {
  const skipped = /(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  skipped.lastIndex = from;
  return from + (skipped.exec(text)?.[0].length ?? 0);
}

function readToken(rest: string, lexicon: Lexicon): { readonly token: TokenValue; readonly length: number } | undefined {
  const quoted = lexicon.names.find(([open]) => rest.startsWith(open));
  if (quoted) {
    const read = delimited(rest, quoted[1], false);
    return read && { token: { kind: "name", value: read.value }, length: read.length };
  }
  const string = /^(?:_\w+\s*|[nexb])?'/i.exec(rest)?.[0];
  if (string !== undefined) {
    const prefix = string.slice(0, -1).trim().toLowerCase();
    const read = delimited(rest.slice(string.length - 1), "'", lexicon.backslashes || prefix === "e");
    return read && { token: { kind: "string", value: read.value, prefix }, length: string.length - 1 + read.length };
  }
  const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\w$])/i.exec(rest)?.[0];
  if (number !== undefined) return { token: { kind: "number", value: number.toLowerCase() }, length: number.length };
  const word = /^[\p{L}_][\p{L}\p{Nd}_$]*/u.exec(rest)?.[0];
  if (word !== undefined) return { token: { kind: "word", value: word.toLowerCase(), name: lexicon.fold(word) }, length: word.length };
  const symbol = symbols.exec(rest)?.[0];
  return symbol === undefined ? undefined : { token: { kind: "symbol", value: symbol }, length: symbol.length };
}

/** Text between its first character and `close`, which stands for itself when doubled. */
function delimited(source: string, close: string, backslashes: boolean): { readonly value: string; readonly length: number } | undefined {
  let value = "";
  for (let i = 1; i < source.length; i++) {
    const character = source.charAt(i);
    if (backslashes && character === "\\" && i + 1 < source.length) {
      i += 1;
      value += unescaped[source.charAt(i)] ?? source.charAt(i);
    } else if (character !== close) value += character;
    else if (source.charAt(i + 1) === close) {
      i += 1;
      value += close;
    } else return { value, length: i + 1 };
  }
  return undefined;
}

const unescaped: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", "0": "\0", Z: "\x1a" };

/** Search patterns. The portable pattern is that of LIKE with `\` as escape; SQLite's own LIKE ignores case, so GLOB does the work. */

/** `a%b_c\%` -> `a*b?c%`. A backslash at the end stands for itself. */
export function globOf(pattern: string): string {
  let glob = "";
  for (let i = 0; i < pattern.length; i++) {
    let character = pattern.charAt(i);
    if (character === "%") glob += "*";
    else if (character === "_") glob += "?";
    else {
      if (character === "\\" && i + 1 < pattern.length) character = pattern.charAt(++i);
      glob += character === "*" || character === "?" || character === "[" ? `[${character}]` : character;
    }
  }
  return glob;
}

/** Above every text: SQLite orders any blob after any text. */
const aboveAllText = Uint8Array.of(0xff);

/** The first text, in order of code points, after all texts that begin with `prefix`. */
export function endOfPrefix(prefix: string): string | Uint8Array {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return aboveAllText;
}

/**
 * Lower case, letter by letter: the lower case of a part is a part of the lower case. (JavaScript writes a Greek sigma differently at the end of a word,
 * which would hide parts from searches.)
 */
export function lowerCase(text: string): string {
  return text.replaceAll("Σ", "σ").toLowerCase();
}

/**
 * The source of a regular expression in the subset that the engines of all databases understand alike, else undefined:
 * ASCII literals, classes of ASCII ranges, `\d` and `\w` (spelled out), the repeats `? * + {n} {n,} {n,m}` up to 255, `^` first and `$` last.
 * No flags, no groups, no alternatives, nothing that counts in UTF-16 units (`.`, negated classes).
 */
export function portablePattern(pattern: RegExp): string | undefined {
  if (pattern.flags !== "") return undefined;
  const { source } = pattern;
  const start = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") && !source.endsWith("\\$") ? source.length - 1 : source.length;
  let out = start === 1 ? "^" : "";
  let at = start;
  while (at < end) {
    token.lastIndex = at;
    const match = token.exec(source.slice(0, end));
    if (!match) return undefined;
    const { atom = "", repeat = "" } = match.groups ?? {};
    const written = writeAtom(atom);
    if (written === undefined || !repeatFits(repeat)) return undefined;
    out += written + repeat;
    at = token.lastIndex;
  }
  return end < source.length ? `${out}$` : out;
}

const token = /(?<atom>\[[^\]\\[^]*(?:\\[dw.\-/][^\]\\[^]*)*\]|\\.|[A-Za-z0-9 _\-@#%&=:;,<>!~"'`/])(?<repeat>\?|\*|\+|\{\d+(?:,\d*)?\})?(?![?+*{])/y;
const shorthand: Readonly<Record<string, string>> = { "\\d": "0-9", "\\w": "A-Za-z0-9_" };

function writeAtom(atom: string): string | undefined {
  if (atom.startsWith("[")) return writeClass(atom.slice(1, -1));
  if (!atom.startsWith("\\")) return atom;
  const spelled = shorthand[atom];
  if (spelled) return `[${spelled}]`;
  const literal = atom.slice(1);
  if (/[-/]/.test(literal)) return literal;
  return /[.*+?$(){}|]/.test(literal) ? `[${literal}]` : undefined;
}

/** Ranges first, a hyphen last, where no engine takes it for a range. */
function writeClass(body: string): string | undefined {
  let ranges = "";
  let hyphen = "";
  let rest = body;
  while (rest !== "") {
    const range = /^([0-9]-[0-9]|[a-z]-[a-z]|[A-Z]-[A-Z])/.exec(rest)?.[0];
    const escaped = /^\\./.exec(rest)?.[0];
    const taken = range ?? escaped ?? rest[0] ?? "";
    rest = rest.slice(taken.length);
    if (range) ranges += range;
    else if (escaped && shorthand[escaped]) ranges += shorthand[escaped];
    else if (taken === "-" || taken === "\\-") {
      if (taken === "-" && rest !== "" && ranges !== "") return undefined;
      hyphen = "-";
    } else if (/^\\?[A-Za-z0-9 _@#%&=;,<>!~"'`/.*+?$(){}|]$/.test(taken)) ranges += taken.replace("\\", "");
    else return undefined;
  }
  return ranges + hyphen === "" ? undefined : `[${ranges}${hyphen}]`;
}

function repeatFits(repeat: string): boolean {
  return (repeat.match(/\d+/g) ?? []).every((count) => Number(count) <= 255);
}

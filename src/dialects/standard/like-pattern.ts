import type { LikeForm, Node } from "../../sql/ast.ts";
import type { Writer } from "../../sql/writer.ts";

/** Makes the pattern of a LIKE from what the caller gave: a pattern (`like`) or a text to be found. The escape character is the backslash. */
export type PatternMaker = (form: LikeForm, text: string) => string;

/**
 * For databases strict about what may follow the escape character. `special`: the characters that are wildcards there; those besides % and _ lose
 * their meaning, since patterns mean the same everywhere.
 */
export function patternMaker(special: string): PatternMaker {
  const isSpecial = (character: string): boolean => character === "\\" || special.includes(character);
  const literal = (character: string): string => (isSpecial(character) ? `\\${character}` : character);
  const escaped = (text: string): string => Array.from(text, literal).join("");
  const pattern = (text: string): string => {
    let made = "";
    for (let i = 0; i < text.length; i++) {
      const character = text[i] as string;
      if (character === "\\") made += literal(text[++i] ?? "\\");
      else made += character === "%" || character === "_" ? character : literal(character);
    }
    return made;
  };
  return (form, text) => {
    if (form === "like") return pattern(text);
    const body = escaped(text);
    return `${form === "startsWith" ? "" : "%"}${body}${form === "endsWith" ? "" : "%"}`;
  };
}

/** The placeholder of a pattern, made when the value is bound. */
export function writePattern(n: Node<"like">, make: PatternMaker, w: Writer): void {
  const { pattern, form } = n;
  if (pattern.kind === "value") {
    w.value(pattern, (text: string) => make(form, text));
    return;
  }
  const first = pattern.via as ((value: unknown) => string) | undefined;
  w.parameter({ ...pattern, via: first ? (value) => make(form, first(value)) : (text: string) => make(form, text) });
}

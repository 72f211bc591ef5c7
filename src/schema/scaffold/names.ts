import { isReservedName } from "../../model/reserved.ts";

function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/([\p{Ll}\p{Nd}])(\p{Lu})/gu, "$1 $2")
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== "");
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** `order_line` and `OrderLine` are `OrderLine`. */
export function pascalCase(name: string): string {
  const text = wordsOf(name).map(capital).join("");
  return /^\p{L}/u.test(text) ? text : `T${text}`;
}

/** `album_id` and `AlbumId` are `albumId`. */
export function camelCase(name: string): string {
  const text = pascalCase(name);
  const plain = text.charAt(0).toLowerCase() + text.slice(1);
  return /^\p{L}/u.test(wordsOf(name)[0] ?? "") ? plain : `c${text.slice(1)}`;
}

/** Good enough for a name that anybody may change. */
export function pluralOf(name: string): string {
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/i.test(name) ? `${name}es` : `${name}s`;
}

/** Names of one place, never the same twice. */
export class Taken {
  readonly #names: Set<string>;

  constructor(names: readonly string[] = []) {
    this.#names = new Set(names);
  }

  take(wanted: string): string {
    for (let n = 1; ; n++) {
      const name = n === 1 ? wanted : `${wanted}${n}`;
      if (this.#names.has(name) || isReservedName(name)) continue;
      this.#names.add(name);
      return name;
    }
  }
}

/** What a module of models imports or counts on. */
export const moduleNames: readonly string[] = [
  ...["z", "sql", "table", "view", "sequence", "namespace", "decimal", "bytes", "Relate", "Uint8Array", "Object", "Date"],
  ...["await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends", "false"],
  ...["finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch", "this", "throw", "true", "try", "typeof"],
  ...["var", "void", "while", "with", "yield", "let", "static", "interface", "package", "private", "protected", "public", "implements"],
];

import { boundedName } from "../kernel/bounded-name.ts";

/**
 * snake_case: `supplierId` -> `supplier_id`, `UserID` -> `user_id`, `HTTPServer` -> `http_server`, `line2Text` -> `line2_text`.
 * A word begins at an upper-case letter after a lower-case one or a digit, and at the last capital of a run that a lower-case letter follows.
 */
export function snakeCase(name: string): string {
  return name
    .replace(/([\p{Ll}\p{Nd}])(\p{Lu})/gu, "$1_$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toLowerCase();
}

/** Words of a property's name, lower case. */
export function wordsOf(name: string): readonly string[] {
  return snakeCase(name)
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== "");
}

const secretWords = new Set(["password", "passwd", "secret", "token", "apikey", "authorization", "cookie", "credential", "credentials"]);
const secretPairs = new Set(["api key", "private key"]);

/** True for names whose values should not be shown: whole words only, so `tokenizer` and `secretary` are not. */
export function looksSecret(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word, i) => secretWords.has(word) || secretPairs.has(`${word} ${words[i + 1]}`));
}

export type ConstraintKind = "pk" | "uq" | "ix" | "fk" | "ck" | "ex";

/** Names of constraints and indexes of one table: `ix_flavor_name`, at most 63 bytes, never the same twice. */
export class ConstraintNames {
  readonly #taken = new Set<string>();
  readonly #table: string;

  constructor(table: string) {
    this.#table = table;
  }

  /** Keeps a name the user gave. False when it is taken (names are compared without case). */
  take(name: string): boolean {
    const folded = name.toLowerCase();
    if (this.#taken.has(folded)) return false;
    this.#taken.add(folded);
    return true;
  }

  make(kind: ConstraintKind, columns: readonly string[]): string {
    const wanted = [kind, this.#table, ...columns].join("_");
    for (let n = 1; ; n++) {
      const name = boundedName(n === 1 ? wanted : `${wanted}_${n}`);
      if (this.take(name)) return name;
    }
  }
}

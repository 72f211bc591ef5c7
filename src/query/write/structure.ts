import { codeGenerationAllowed, compileSource } from "../../dialect/row-function.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { Values } from "./write-values.ts";

/** True for a row that holds something in these keys and in no others. False may also mean that it takes longer to tell. */
type Recognise = (values: Values) => boolean;

/** Things made once per structure of rows: the names of those keys that hold something. A row like the one before is recognised without a key for the cache. */
export class StructureCache<P> {
  readonly #all: GenerationalCache<string, { readonly made: P; readonly isLike: Recognise }>;
  readonly #undefinedIs: "absent" | "another structure";
  #last: { readonly made: P; readonly isLike: Recognise } | undefined;

  constructor(limit: number, undefinedIs: "absent" | "another structure") {
    this.#all = new GenerationalCache(limit);
    this.#undefinedIs = undefinedIs;
  }

  get(values: Values, make: () => P): P {
    if (this.#last?.isLike(values) === true) return this.#last.made;
    const all = Object.keys(values).sort();
    const names = all.filter((name) => values[name] !== undefined);
    const id = `${this.#undefinedIs === "absent" ? names.length : all}\u0001${names.join("\u0001")}`;
    let entry = this.#all.get(id);
    if (entry === undefined) {
      entry = { made: make(), isLike: recogniser(names, this.#undefinedIs) };
      this.#all.set(id, entry);
    }
    this.#last = entry;
    return entry.made;
  }
}

/** Names that every object has would be found in rows without them. */
const everywhere = new Set(Object.getOwnPropertyNames(Object.prototype));

function recogniser(names: readonly string[], undefinedIs: "absent" | "another structure"): Recognise {
  const isOpen = names.some((name) => everywhere.has(name));
  if (isOpen || !codeGenerationAllowed()) return (values) => hasNames(values, names);
  const holdsAll = names.map((name) => `&&v[${JSON.stringify(name)}]!==undefined`).join("");
  const scope = { plain: Object.prototype, prototypeOf: Object.getPrototypeOf };
  const counts = undefinedIs === "absent" ? "if(v[k]!==undefined)n++" : "n++";
  return compileSource(scope, ["v"], `let n=0;for(const k in v)${counts};return n===${names.length}&&prototypeOf(v)===plain${holdsAll}`);
}

function hasNames(values: Values, names: readonly string[]): boolean {
  const own = Object.keys(values);
  return own.length === names.length && own.every((name, i) => name === names[i] && values[name] !== undefined);
}

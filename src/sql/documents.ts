import { QueryError } from "../kernel/errors.ts";
import type { JsonForm, JsonPath } from "./ast.ts";
import { type Expr, isExpr, operand, type Predicate, predicate } from "./expr.ts";
import { type Term, term } from "./term.ts";
import type { Wide } from "./values.ts";

type Step = string | number;
/** What stands at a path inside a document; unknown where the document's type says nothing. */
export type At<V, P extends readonly Step[]> = P extends readonly [infer K, ...infer Rest extends readonly Step[]]
  ? Exclude<V, null | undefined> extends infer D
    ? K extends keyof D
      ? At<D[K], Rest>
      : D extends readonly (infer E)[]
        ? At<E, Rest>
        : unknown
    : never
  : Exclude<V, undefined>;

/** A part of a document as JSON has it: only whole documents are decoded by their schema. */
export type Stored<V> = V extends string | number | boolean | null
  ? V
  : V extends bigint | Date | Uint8Array
    ? string
    : V extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
      ? unknown
      : V extends object
        ? { [K in keyof V]: Stored<V[K]> }
        : unknown;
type Read<V, P extends readonly Step[]> = P extends readonly [] ? V : Stored<At<V, P>>;

/** Paths are part of a query's structure. Throws QueryError for steps that are neither keys nor positions. */
function checked(path: readonly Step[], least = 0): JsonPath {
  const isStep = (step: unknown): boolean =>
    typeof step === "string" ? step.isWellFormed() && !step.includes("\0") : Number.isSafeInteger(step) && (step as number) >= 0;
  if (Array.isArray(path) && path.length >= least && path.every(isStep)) return [...path];
  throw new QueryError("QUERY.BAD_PATH", `${JSON.stringify(path)} is no path into JSON: it is a list of keys, and of positions from 0`);
}

function get<V>(document: Expr, path: readonly Step[], form: JsonForm): Term<V> {
  return term({ kind: "jsonGet", item: document.node, path: checked(path), form });
}

type Values<M> = { -readonly [K in keyof M]: M[K] extends Expr<infer V> ? V : Wide<M[K]> };

/** Reading, changing and making JSON. */
export const json = {
  /** The JSON at a path, parsed in rows; null when nothing is there. Dates and bigints inside are texts, but for the whole document. */
  get: <V, const P extends readonly Step[]>(document: Expr<V>, path: P): Term<Read<V, P> | null> => get(document, path, "json"),
  /** The text at a path; null when no text is there. */
  text: (document: Expr, path: readonly Step[]): Term<string | null> => get(document, path, "text"),
  /** The number at a path; null when no number is there. */
  number: (document: Expr, path: readonly Step[]): Term<number | null> => get(document, path, "number"),
  /** True or false at a path; null when neither is there. */
  boolean: (document: Expr, path: readonly Step[]): Term<boolean | null> => get(document, path, "boolean"),
  /** True when something, be it null, is at a path. */
  has: (document: Expr, path: readonly Step[]): Predicate => predicate({ kind: "jsonHas", item: document.node, path: checked(path, 1) }),
  /** Elements of the array at a path; null when no array is there. */
  length: (document: Expr, path: readonly Step[] = []): Term<number | null> => term({ kind: "jsonLength", item: document.node, path: checked(path) }),
  /** True when all of a value is part of the document: members by key, elements in any order. */
  contains: (document: Expr, value: unknown): Predicate => predicate({ kind: "jsonContains", item: document.node, value: operand(value) }),
  /** The document with a value at a path; what leads there must exist. */
  set: <V>(document: Expr<V>, path: readonly Step[], value: unknown): Term<V> =>
    term({ kind: "jsonSet", item: document.node, path: checked(path, 1), value: operand(value) }),
  /** The document without what is at a path. */
  remove: <V>(document: Expr<V>, path: readonly Step[]): Term<V> => term({ kind: "jsonRemove", item: document.node, path: checked(path, 1) }),
  /** An object made of expressions, decoded as in rows: dates are Dates, decimals texts. */
  object: <const M extends Readonly<Record<string, unknown>>>(members: M): Term<Values<M>> => {
    if (Object.hasOwn(members, "__proto__")) throw new QueryError("QUERY.BAD_PROJECTION", 'an object cannot have the member "__proto__"');
    return term({ kind: "jsonObject", keys: Object.keys(members), values: Object.values(members).map(operand) });
  },
  /** A list made of expressions, decoded as in rows. */
  array: <const M extends readonly unknown[]>(...items: M): Term<Values<M>> => term({ kind: "jsonArray", items: items.map(operand) }),
} as const;

type Element<V> = Exclude<V, null | undefined> extends readonly (infer E)[] ? Exclude<E, null> : never;

function test(item: Expr, values: readonly unknown[], form: "all" | "any"): Predicate {
  if (!Array.isArray(values) || values.some((value) => value === undefined || value === null || isExpr(value)))
    throw new QueryError("QUERY.BAD_ARGUMENT", "an array is compared with a list of values");
  return predicate({ kind: "arrayTest", item: item.node, values: { kind: "value", value: values }, form });
}

/** Tests of array columns. */
export const array = {
  has: <V>(list: Expr<V>, value: Element<V>): Predicate => test(list, [value], "all"),
  hasAll: <V>(list: Expr<V>, values: readonly Element<V>[]): Predicate => test(list, values, "all"),
  hasAny: <V>(list: Expr<V>, values: readonly Element<V>[]): Predicate => test(list, values, "any"),
  length: <V>(list: Expr<V>): Term<number | Extract<V, null>> => term({ kind: "arrayLength", item: list.node }),
} as const;

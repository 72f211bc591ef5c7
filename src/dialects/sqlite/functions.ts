import { calculate, isOperation } from "./calculate.ts";
import { addDecimal, type DecimalSum, decimalKey, emptySum, subtractDecimal, sumText } from "./decimals.ts";
import type { AggregateSteps } from "./drivers/library.ts";
import { jsonContains } from "./json-contains.ts";
import { canonicalJson } from "./json-text.ts";
import { lowerCase } from "./like.ts";

/**
 * Functions that every connection of ours registers. They serve in queries only, never in DDL: a table whose checks or indexes call them could not be
 * used by other programs. All of them answer NULL for NULL.
 */
export const functionNames = {
  /** Lower and upper case of all of Unicode (SQLite's own know ASCII). */
  lower: "ormdantic_lower",
  upper: "ormdantic_upper",
  /** Text that orders and compares decimals kept as text. */
  decimalKey: "ormdantic_decimal",
  /** Exact arithmetic of decimals: operation, left, right (0 where there is none), digits after the point of the outcome. */
  calculate: "ormdantic_calculate",
  /** JSON text with sorted keys, for equality. */
  json: "ormdantic_json",
  /** Whether one JSON document is part of another. */
  jsonContains: "ormdantic_json_contains",
  /** Text of a number -> the nearest double. SQLite's own reading of the text may miss it by a bit. */
  real: "ormdantic_real",
  /** Aggregates: the exact sum, the least and the greatest of decimals, as text. */
  sum: "ormdantic_sum",
  min: "ormdantic_min",
  max: "ormdantic_max",
  /** The same as window functions, which have to forget rows again. */
  minOver: "ormdantic_min_over",
  maxOver: "ormdantic_max_over",
} as const;

type Scalar = (...values: unknown[]) => string | number | null;
const unlessNull =
  (body: Scalar): Scalar =>
  (...values) =>
    values.includes(null) ? null : body(...values);

export const scalarFunctions: Readonly<Record<string, Scalar>> = {
  [functionNames.lower]: unlessNull((value) => lowerCase(String(value))),
  [functionNames.upper]: unlessNull((value) => String(value).toUpperCase()),
  [functionNames.decimalKey]: (value) => decimalKey(value),
  [functionNames.calculate]: unlessNull((operation, left, right, scale) => {
    if (!isOperation(operation)) throw new TypeError("there is no such operation on decimals");
    return calculate(operation, left, right, Number(scale));
  }),
  [functionNames.json]: unlessNull((value) => canonicalJson(JSON.parse(String(value)))),
  [functionNames.jsonContains]: unlessNull((whole, part) => (jsonContains(JSON.parse(String(whole)), JSON.parse(String(part))) ? 1 : 0)),
  [functionNames.real]: unlessNull((value) => Number(value)),
};

/** The value kept so far; undefined before the first. */
interface Extreme {
  readonly value: unknown;
  readonly key: string | undefined;
}

function extreme(better: (key: string, than: string) => boolean): AggregateSteps<Extreme> {
  return {
    start: () => ({ value: null, key: undefined }),
    step: (state, value) => {
      const key = decimalKey(value);
      return key === null || (state.key !== undefined && !better(key, state.key)) ? state : { value, key };
    },
    result: ({ value }) => (value === null ? null : String(value)),
  };
}

/** Values by their keys, with how often each is there. */
type Kept = Map<string, { readonly value: unknown; count: number }>;

function extremeOver(better: (key: string, than: string) => boolean): AggregateSteps<Kept> {
  const change = (kept: Kept, value: unknown, by: 1 | -1): Kept => {
    const key = decimalKey(value);
    if (key === null) return kept;
    const entry = kept.get(key) ?? { value, count: 0 };
    entry.count += by;
    if (entry.count > 0) kept.set(key, entry);
    else kept.delete(key);
    return kept;
  };
  return {
    start: () => new Map(),
    step: (kept, value) => change(kept, value, 1),
    inverse: (kept, value) => change(kept, value, -1),
    result: (kept) => {
      let best: string | undefined;
      for (const key of kept.keys()) if (best === undefined || better(key, best)) best = key;
      return best === undefined ? null : String(kept.get(best)?.value);
    },
  };
}

const sum: AggregateSteps<DecimalSum> = { start: () => emptySum, step: addDecimal, inverse: subtractDecimal, result: sumText };

const less = (key: string, than: string): boolean => key < than;
const more = (key: string, than: string): boolean => key > than;
const least = extreme(less);
const greatest = extreme(more);
const leastOver = extremeOver(less);
const greatestOver = extremeOver(more);

/** Hands every aggregate to the library that registers it. */
export function defineAggregates(define: <S>(name: string, functions: AggregateSteps<S>) => void): void {
  define(functionNames.sum, sum);
  define(functionNames.min, least);
  define(functionNames.max, greatest);
  define(functionNames.minOver, leastOver);
  define(functionNames.maxOver, greatestOver);
}

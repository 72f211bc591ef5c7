import { addDecimal, type DecimalSum, decimalKey, emptySum, sumText } from "./decimals.ts";
import { canonicalJson } from "./json-text.ts";
import { lowerCase } from "./like.ts";

/**
 * Functions that every connection of ours registers. They serve in queries only, never in DDL: a table whose checks or indexes call them could not be
 * used by other programs. All of them answer NULL for NULL.
 */
export const functionNames = {
  /** Lower case of all of Unicode (SQLite's own lower() knows ASCII). */
  lower: "ormdantic_lower",
  /** Text that orders and compares decimals kept as text. */
  decimalKey: "ormdantic_decimal",
  /** JSON text with sorted keys, for equality. */
  json: "ormdantic_json",
  /** Text of a number -> the nearest double. SQLite's own reading of the text may miss it by a bit. */
  real: "ormdantic_real",
  /** Aggregate: the exact sum of decimals, as text. */
  sum: "ormdantic_sum",
} as const;

type Scalar = (value: unknown) => string | number | null;

export const scalarFunctions: Readonly<Record<string, Scalar>> = {
  [functionNames.lower]: (value) => (value === null ? null : lowerCase(String(value))),
  [functionNames.decimalKey]: decimalKey,
  [functionNames.json]: (value) => (value === null ? null : canonicalJson(JSON.parse(String(value)))),
  [functionNames.real]: (value) => (value === null ? null : Number(value)),
};

export interface AggregateFunction {
  readonly start: DecimalSum;
  readonly step: (sum: DecimalSum, value: unknown) => DecimalSum;
  readonly result: (sum: DecimalSum) => string | null;
}

export const aggregateFunctions: Readonly<Record<string, AggregateFunction>> = {
  [functionNames.sum]: { start: emptySum, step: addDecimal, result: sumText },
};

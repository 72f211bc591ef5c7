import type { LogicalType } from "../logical-type.ts";
import type { Parts } from "./parts.ts";

/** What is computed. `type` is the logical type of the outcome, set by the query layer. */
export interface FunctionNodes<P extends Parts> {
  arithmetic: {
    readonly operator: ArithmeticOperator;
    readonly left: P["expression"];
    readonly right: P["expression"];
    readonly type?: LogicalType | undefined;
  };
  /** Texts one after the other; NULL when any of them is. */
  concat: { readonly items: readonly P["expression"][]; readonly type?: LogicalType | undefined };
  /** The result of the first condition that is true, else `otherwise`, else NULL. Conditions and results have the same length. */
  case: {
    readonly conditions: readonly P["expression"][];
    readonly results: readonly P["expression"][];
    readonly otherwise?: P["expression"] | undefined;
    readonly type?: LogicalType | undefined;
  };
  cast: { readonly item: P["expression"]; readonly type: LogicalType };
  /** A portable function; each dialect spells it its own way. */
  call: {
    readonly name: PortableFunction;
    readonly args: readonly P["expression"][];
    readonly type?: LogicalType | undefined;
    /** Aggregates only: of different values, of rows that fulfil a condition, in an order, with a text between. */
    readonly distinct?: boolean | undefined;
    readonly filter?: P["expression"] | undefined;
    readonly orderBy?: readonly P["ordering"][] | undefined;
    readonly separator?: string | undefined;
  };
  /** A function of the database that this library does not know; the name is checked, never quoted. */
  nativeCall: { readonly name: string; readonly args: readonly P["expression"][]; readonly type?: LogicalType | undefined };
  /** A part of a moment as a whole number, or the moment at which such a part began. */
  moment: { readonly form: "extract" | "truncate"; readonly unit: TimeUnit; readonly item: P["expression"]; readonly type?: LogicalType | undefined };
  /** The one value of a query of one column and at most one row. */
  subquery: { readonly query: P["query"]; readonly type?: LogicalType | undefined };
  /** A function over the rows around a row. */
  over: {
    readonly call: P["call"];
    readonly partitionBy: readonly P["expression"][];
    readonly orderBy: readonly P["ordering"][];
    readonly frame?: Frame | undefined;
    readonly type?: LogicalType | undefined;
  };
}

/** `/` is true division, `div` cuts the fraction off, `%` has the sign of the left side. A divisor of 0 gives NULL everywhere. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "div" | "%";

export type PortableFunction = ScalarFunction | AggregateFunction | WindowFunction;
export type ScalarFunction =
  | "now"
  | "uuid"
  | "lower"
  | "upper"
  | "length"
  | "trim"
  | "trimStart"
  | "trimEnd"
  | "substring"
  | "replace"
  | "position"
  | "abs"
  | "round"
  | "floor"
  | "ceil"
  | "power"
  | "sqrt"
  | "coalesce"
  | "nullif"
  | "greatest"
  | "least";
export type AggregateFunction = "count" | "sum" | "avg" | "min" | "max" | "every" | "some" | "stringAgg" | "jsonAgg";
export type WindowFunction =
  | "rowNumber"
  | "rank"
  | "denseRank"
  | "percentRank"
  | "cumeDist"
  | "ntile"
  | "lag"
  | "lead"
  | "firstValue"
  | "lastValue"
  | "nthValue";

/** `dayOfWeek` counts from Monday, 1; weeks are those of ISO 8601. */
export type TimeUnit = "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute" | "second" | "dayOfWeek" | "dayOfYear";

/** The rows a window function looks at, relative to the row it stands in. */
export interface Frame {
  readonly unit: "rows" | "range" | "groups";
  readonly start: FrameBound;
  readonly end: FrameBound;
}
/** `unbounded`: from the first row at the start, to the last at the end. Distances are whole numbers. */
export type FrameBound = "unbounded" | "current" | { readonly preceding: number } | { readonly following: number };

import { QueryError } from "../kernel/errors.ts";
import type { Expression, PortableFunction, TimeUnit } from "./ast.ts";
import { type Expr, operand } from "./expr.ts";
import { type NumberLike, type Term, term } from "./term.ts";
import type { ValueOf } from "./values.ts";

type Text = Expr<string | null>;
type NullIn<E> = Extract<ValueOf<E>, null>;
type TextOf<E> = Term<string | NullIn<E>>;

function call<V>(name: PortableFunction, ...args: readonly unknown[]): Term<V> {
  return term({ kind: "call", name, args: args.map(operand) });
}

export function lower<E extends Text>(text: E): TextOf<E> {
  return call("lower", text);
}
export function upper<E extends Text>(text: E): TextOf<E> {
  return call("upper", text);
}
/** Characters, as the database counts them (an emoji is one). */
export function length<E extends Text>(text: E): Term<number | NullIn<E>> {
  return call("length", text);
}
/** Without spaces at both ends. */
export function trim<E extends Text>(text: E): TextOf<E> {
  return call("trim", text);
}
export function trimStart<E extends Text>(text: E): TextOf<E> {
  return call("trimStart", text);
}
export function trimEnd<E extends Text>(text: E): TextOf<E> {
  return call("trimEnd", text);
}
/** `count` characters from `start`, which is 1 for the first; to the end without `count`. */
export function substring<E extends Text>(text: E, start: number, count?: number): TextOf<E> {
  return call("substring", text, wholeNumber("start", start, 1), ...(count === undefined ? [] : [wholeNumber("count", count, 0)]));
}
/** Every occurrence of a text replaced by another. */
export function replace<E extends Text>(text: E, search: string | Text, by: string | Text): TextOf<E> {
  return call("replace", text, search, by);
}
/** Where a text begins inside another, 1 for the first character, 0 when it is not there. */
export function position<E extends Text>(text: E, search: string | Text): Term<number | NullIn<E>> {
  return call("position", text, search);
}
/** Texts one after the other; NULL when any is. Other types are written as text. */
export function concat<const O extends readonly unknown[]>(...parts: O): Term<string | NullIn<O[number]>> {
  return term({ kind: "concat", items: parts.map(operand) });
}

type Computed<E> = Term<Loose<ValueOf<E>>>;
/** Literal types and brands make no sense for what is computed. */
export type Loose<V> = V extends string ? string : V extends bigint ? bigint : V extends number ? number : V;
type Numeric = Expr<NumberLike | null>;

export function abs<E extends Numeric>(number: E): Computed<E> {
  return call("abs", number);
}
/** To so many digits after the point (0 by default), half away from zero. Decimals are exact; floats are as near as they can be. */
export function round<E extends Numeric>(number: E, digits = 0): Computed<E> {
  return call("round", number, wholeNumber("digits", digits, 0));
}
export function floor<E extends Numeric>(number: E): Computed<E> {
  return call("floor", number);
}
export function ceil<E extends Numeric>(number: E): Computed<E> {
  return call("ceil", number);
}
/** -1, 0 or 1. */
export function sign<E extends Numeric>(number: E): Term<number | NullIn<E>> {
  const zero = { kind: "constant", value: 0 } as const;
  const compare = (operator: "<" | ">" | "="): Expression => ({ kind: "compare", operator, left: number.node, right: zero });
  const constant = (value: number): Expression => ({ kind: "constant", value });
  return term({ kind: "case", conditions: [compare("<"), compare(">"), compare("=")], results: [constant(-1), constant(1), constant(0)] });
}
export function power(base: Numeric, exponent: NumberLike | Numeric): Term<number | null> {
  return call("power", base, exponent);
}
export function sqrt(number: Numeric): Term<number | null> {
  return call("sqrt", number);
}

const moments = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"] as const;
const units: readonly TimeUnit[] = [...moments, "dayOfWeek", "dayOfYear"];

/** A part of a moment as a whole number. Instants are read in UTC; weeks are those of ISO 8601, and Monday is day 1 of them. */
export function extract<E extends Expr<Date | string | null>>(unit: TimeUnit, moment: E): Term<number | NullIn<E>> {
  return term({ kind: "moment", form: "extract", unit: oneOf(units, unit), item: moment.node });
}
/** The moment at which the year, month, ... of a moment began (in UTC for instants). */
export function dateTrunc<V extends Date | string | null>(unit: (typeof moments)[number], moment: Expr<V>): Term<V> {
  return term({ kind: "moment", form: "truncate", unit: oneOf(moments, unit), item: moment.node });
}

function oneOf<U extends string>(known: readonly U[], unit: U): U {
  if (known.includes(unit)) return unit;
  throw new QueryError("QUERY.BAD_UNIT", `${JSON.stringify(unit)} is no part of a moment; there are ${known.join(", ")}`);
}

/** Whole numbers that belong to a query's structure. */
export function wholeNumber(what: string, value: number, least: number): Expr<number> {
  if (!Number.isSafeInteger(value) || value < least || value > 2_147_483_647)
    throw new QueryError("QUERY.BAD_ARGUMENT", `${what} must be a whole number, ${least} or more`);
  return term({ kind: "constant", value });
}

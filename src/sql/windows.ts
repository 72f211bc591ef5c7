import { QueryError } from "../kernel/errors.ts";
import type { Frame, FrameBound, Node, WindowFunction } from "./ast.ts";
import { type Expr, type Order, operand } from "./expr.ts";
import { wholeNumber } from "./functions.ts";
import { type Term, term } from "./term.ts";
import type { ValueOf, Wide } from "./values.ts";

/** The rows around a row: those with equal `partitionBy`, in an order, cut down to a frame. */
export interface Over {
  readonly partitionBy?: readonly Expr[];
  readonly orderBy?: readonly Order[];
  /** `{ rows: [{ preceding: 2 }, "current"] }`; `groups` counts sets of equal rows. */
  readonly frame?: FrameOf<"rows"> | FrameOf<"range"> | FrameOf<"groups">;
}
type FrameOf<U extends Frame["unit"]> = { readonly [K in U]: readonly [start: FrameBound, end: FrameBound] };

/** A function that needs a window. */
export interface Windowed<V> {
  over(window?: Over): Term<V>;
}

const frameUnits = ["rows", "range", "groups"] as const;

export function overCall(call: Node<"call">, { partitionBy = [], orderBy = [], frame }: Over): Node<"over"> {
  return {
    kind: "over",
    call,
    partitionBy: partitionBy.map(({ node }) => node),
    orderBy: orderBy.map(({ node }) => node),
    frame: frame && checkedFrame(frame as Readonly<Record<string, unknown>>),
  };
}

/** `call` over a window: the same as its method. */
export function over<V>(call: Windowed<V>, window?: Over): Term<V> {
  return call.over(window);
}

function checkedFrame(frame: Readonly<Record<string, unknown>>): Frame {
  const [unit, ...more] = Object.keys(frame);
  const known = frameUnits.find((name) => name === unit);
  const bounds = unit === undefined ? undefined : frame[unit];
  if (!known || more.length > 0 || !Array.isArray(bounds) || bounds.length !== 2)
    throw badFrame("a frame is { rows: [start, end] }, { range: ... } or { groups: ... }");
  return { unit: known, start: checkedBound(bounds[0]), end: checkedBound(bounds[1]) };
}

function checkedBound(bound: unknown): FrameBound {
  if (bound === "unbounded" || bound === "current") return bound;
  const [side, distance] = typeof bound === "object" && bound !== null ? (Object.entries(bound)[0] ?? []) : [];
  const isWhole = typeof distance === "number" && Number.isSafeInteger(distance) && distance >= 0;
  if (isWhole && side === "preceding") return { preceding: distance };
  if (isWhole && side === "following") return { following: distance };
  throw badFrame('a frame begins and ends at "unbounded", "current", { preceding: n } or { following: n }, n a whole number');
}

function badFrame(message: string): QueryError {
  return new QueryError("QUERY.BAD_FRAME", message);
}

function windowed<V>(name: WindowFunction, ...args: readonly unknown[]): Windowed<V> {
  const node: Node<"call"> = { kind: "call", name, args: args.map(operand) };
  return { over: (window = {}) => term(overCall(node, window)) };
}

/** 1, 2, 3, ... in the window's order. */
export function rowNumber(): Windowed<number> {
  return windowed("rowNumber");
}
/** As rowNumber, but equal rows have equal numbers, and numbers are left out after them. */
export function rank(): Windowed<number> {
  return windowed("rank");
}
/** As rank, without leaving numbers out. */
export function denseRank(): Windowed<number> {
  return windowed("denseRank");
}
/** (rank - 1) / (rows - 1). */
export function percentRank(): Windowed<number> {
  return windowed("percentRank");
}
/** The share of rows up to this one and its equals. */
export function cumeDist(): Windowed<number> {
  return windowed("cumeDist");
}
/** Which of so many parts of nearly equal size the row is in, from 1. */
export function ntile(parts: number): Windowed<number> {
  return windowed("ntile", wholeNumber("parts", parts, 1));
}
/** The value `distance` rows before; NULL, or the default, where there is no such row. */
export function lag<V, const D = null>(expression: Expr<V>, distance = 1, otherwise?: D): Windowed<V | Wide<ValueOf<D>>> {
  return neighbour("lag", expression, distance, otherwise);
}
/** The value `distance` rows after; NULL, or the default, where there is no such row. */
export function lead<V, const D = null>(expression: Expr<V>, distance = 1, otherwise?: D): Windowed<V | Wide<ValueOf<D>>> {
  return neighbour("lead", expression, distance, otherwise);
}
function neighbour<V>(name: "lag" | "lead", expression: Expr, distance: number, otherwise: unknown): Windowed<V> {
  return windowed(name, expression, wholeNumber("distance", distance, 0), ...(otherwise === undefined || otherwise === null ? [] : [otherwise]));
}
export function firstValue<V>(expression: Expr<V>): Windowed<V | null> {
  return windowed("firstValue", expression);
}
/** Of the frame, which by default ends at the current row. */
export function lastValue<V>(expression: Expr<V>): Windowed<V | null> {
  return windowed("lastValue", expression);
}
export function nthValue<V>(expression: Expr<V>, n: number): Windowed<V | null> {
  return windowed("nthValue", expression, wholeNumber("n", n, 1));
}

import type { AggregateFunction, Expression, Frame, FrameBound, Node, PortableFunction, WindowFunction } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { type Sides, writeValues } from "./sides.ts";
import { unsupported } from "./unsupported.ts";

/** Writes what stands behind a window function or aggregate: ` over (...)`, or nothing. */
export type Window = (w: Writer) => void;
/** Writes one call. Where the outcome is wrapped (cast, rounded), `window` goes inside, right behind the function itself. */
export type CallWriter = (n: Node<"call">, w: Writer, window: Window) => void;
/** Total over the portable functions: forget one and the dialect does not compile. */
export type Functions = { readonly [F in PortableFunction]: CallWriter };

/** For a call that has no window. */
export const noWindow: Window = () => undefined;

/** Where the databases' windows differ. */
export interface WindowForm {
  /** For messages, where frames cannot be counted in groups of equal rows; undefined where they can. */
  readonly withoutGroups?: string;
  /** What stands for a window of all rows in no order, where `over ()` cannot be trusted. */
  readonly everything?: string;
}

export function callRenderers(functions: Functions, sides: Sides, form: WindowForm = {}): Pick<Renderers, "call" | "over" | "nativeCall"> {
  return {
    call: (n, w) => functions[n.name](n, w, noWindow),
    over: (n, w) => {
      if (n.frame?.unit === "groups" && form.withoutGroups !== undefined)
        throw unsupported(form.withoutGroups, "window frames in groups", "count rows, or number the groups by denseRank() in an inner query");
      const isEmpty = n.partitionBy.length + n.orderBy.length === 0;
      functions[n.call.name](n.call, w, (inside) => writeWindow(n, inside, sides, isEmpty ? form.everything : undefined));
    },
    nativeCall: (n, w) => writeValues(n.args, w.write(`${n.name}(`), sides).write(")"),
  };
}

/** A function under another name, or the same. */
export function named(name: string, sides: Sides): CallWriter {
  return (n, w, window) => {
    writeValues(n.args, w.write(`${name}(`), sides).write(")");
    window(w);
  };
}

/** How a dialect takes the condition of an aggregate: a clause of its own, or a CASE around the argument. */
export type FilterForm = "clause" | "case";

/** `name(distinct x order by y) filter (where z) over (...)`. */
export function aggregate(name: string, sides: Sides, form: FilterForm): CallWriter {
  return (n, w, window) => {
    const { args, filter } = form === "case" ? withFilterInside(n) : n;
    w.write(`${name}(`, n.distinct ? "distinct " : "");
    if (args.length === 0) w.write("*");
    else writeValues(args, w, sides);
    if (n.orderBy && n.orderBy.length > 0) w.write(" order by ").list(", ", n.orderBy);
    w.write(")");
    if (filter) sides.condition(filter, w.write(" filter (where ")).write(")");
    window(w);
  };
}

/** The same aggregate over a CASE that is NULL where the condition does not hold, which aggregates pass over. */
export function withFilterInside(n: Node<"call">): Node<"call"> {
  if (!n.filter) return n;
  const [first = { kind: "constant", value: 1 } as const, ...rest] = n.args;
  const guarded: Expression = { kind: "case", conditions: [n.filter], results: [first], type: "type" in first ? first.type : undefined };
  return { ...n, args: [guarded, ...rest], filter: undefined };
}

/** Every argument of an aggregate put through a change of its text, such as a cast. */
export function overArgument(inner: CallWriter, change: (argument: Expression) => Expression): CallWriter {
  return (n, w, window) => inner({ ...n, args: n.args.map(change) }, w, window);
}

/** `before` and `after` around a function and its window: `cast(sum(x) over (...) as signed)`. */
export function around(before: string, inner: CallWriter, after: string): CallWriter {
  return (n, w, window) => {
    inner(n, w.write(before), window);
    w.write(after);
  };
}

type Common = Exclude<PortableFunction, "now" | "uuid" | "greatest" | "least" | "stringAgg" | "jsonAgg">;

/** Names and forms that most databases share. */
export function commonFunctions(sides: Sides, form: FilterForm): Pick<Functions, Common> {
  const plain = (name: string): CallWriter => named(name, sides);
  const over = (name: string): CallWriter => aggregate(name, sides, form);
  const aggregates: Pick<Functions, Exclude<AggregateFunction, "stringAgg" | "jsonAgg">> = {
    count: over("count"),
    sum: over("sum"),
    avg: over("avg"),
    min: over("min"),
    max: over("max"),
    every: (n, w, window) => over("min")({ ...n, args: n.args.map(asNumber) }, w, window),
    some: (n, w, window) => over("max")({ ...n, args: n.args.map(asNumber) }, w, window),
  };
  return { ...windowFunctions(plain), ...aggregates, ...scalarFunctions(plain) };
}

function scalarFunctions(plain: (name: string) => CallWriter): Pick<Functions, Exclude<Common, AggregateFunction | WindowFunction>> {
  return {
    lower: plain("lower"),
    upper: plain("upper"),
    length: plain("char_length"),
    trim: plain("trim"),
    trimStart: plain("ltrim"),
    trimEnd: plain("rtrim"),
    substring: plain("substr"),
    replace: plain("replace"),
    position: plain("instr"),
    abs: plain("abs"),
    round: plain("round"),
    floor: plain("floor"),
    ceil: plain("ceil"),
    power: plain("power"),
    sqrt: plain("sqrt"),
    coalesce: plain("coalesce"),
    nullif: plain("nullif"),
  };
}

/** 1, 0 or NULL, whatever the database has for booleans. */
function asNumber(item: Expression): Expression {
  const one: Expression = { kind: "constant", value: 1 };
  const zero: Expression = { kind: "constant", value: 0 };
  return { kind: "case", conditions: [item, { kind: "not", item }], results: [one, zero] };
}

function windowFunctions(plain: (name: string) => CallWriter): Pick<Functions, WindowFunction> {
  return {
    rowNumber: plain("row_number"),
    rank: plain("rank"),
    denseRank: plain("dense_rank"),
    percentRank: plain("percent_rank"),
    cumeDist: plain("cume_dist"),
    ntile: plain("ntile"),
    lag: plain("lag"),
    lead: plain("lead"),
    firstValue: plain("first_value"),
    lastValue: plain("last_value"),
    nthValue: plain("nth_value"),
  };
}

function writeWindow(n: Node<"over">, w: Writer, sides: Sides, everything: string | undefined): void {
  w.write(" over (", everything ?? "");
  if (n.partitionBy.length > 0) writeValues(n.partitionBy, w.write("partition by "), sides);
  if (n.orderBy.length > 0) w.write(n.partitionBy.length > 0 ? " order by " : "order by ").list(", ", n.orderBy);
  if (n.frame) w.write(`${n.partitionBy.length + n.orderBy.length > 0 || everything ? " " : ""}${frameText(n.frame)}`);
  w.write(")");
}

function frameText({ unit, start, end }: Frame): string {
  return `${unit} between ${boundText(start, "preceding")} and ${boundText(end, "following")}`;
}

/** Distances are whole numbers, checked where the frame is made. */
function boundText(bound: FrameBound, side: "preceding" | "following"): string {
  if (bound === "unbounded") return `unbounded ${side}`;
  if (bound === "current") return "current row";
  return "preceding" in bound ? `${bound.preceding} preceding` : `${bound.following} following`;
}

import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalType, LogicalTypeOf } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { boundText, jsonAggregate } from "../standard/documents.ts";
import { aggregate, type CallWriter, commonFunctions, type Functions, named, noWindow } from "../standard/functions.ts";
import { plainSides } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { writeRounded } from "./arithmetic.ts";
import { functionNames } from "./functions.ts";
import { jsonMember } from "./render-documents.ts";
import { isTextDecimal } from "./types.ts";

const sides = plainSides;
const common = commonFunctions(sides, "clause");
const plain = (name: string): CallWriter => named(name, sides);

/** Decimals have functions of their own; everything else goes the usual way. */
function byType(usual: CallWriter, decimal: (n: Node<"call">, type: LogicalTypeOf<"decimal">, w: Writer) => void): CallWriter {
  return (n, w, window) => (n.type?.kind === "decimal" ? decimal(n, n.type, w) : usual(n, w, window));
}

const decimalSum = aggregate(functionNames.sum, sides, "clause");
const rounding = (mode: "round" | "floor" | "ceil" | "abs"): CallWriter =>
  byType(plain(mode), (n, type, w) => writeRounded(n.args[0] as Expression, mode, type.scale, w));

function extreme(name: "min" | "max"): CallWriter {
  const ours = aggregate(functionNames[name], sides, "clause");
  const oursOver = aggregate(functionNames[`${name}Over`], sides, "clause");
  return (n, w, window) => (isTextDecimal(n.type) ? (window === noWindow ? ours : oursOver) : common[name])(n, w, window);
}

/** The greater or lesser of some values; NULL when any is NULL. */
function among(name: "max" | "min", operator: ">=" | "<="): CallWriter {
  const chosen = (items: readonly Expression[], type: LogicalType | undefined): Expression => {
    const [first, second, ...rest] = items as readonly [Expression, Expression?, ...Expression[]];
    if (!second) return first;
    const compare: Expression = { kind: "compare", operator, left: first, right: second };
    const either: Expression = { kind: "case", conditions: [compare, { kind: "not", item: compare }], results: [first, second], type };
    return chosen([either, ...rest], type);
  };
  return (n, w) => {
    if (isTextDecimal(n.type)) w.write(chosen(n.args, n.type));
    else plain(name)(n, w, () => undefined);
  };
}

export const functions: Functions = {
  ...common,
  now: (n, w) => w.write(nowOf(n.type)),
  uuid: (_, w) => w.write(randomUuid),
  lower: (n, w, window) => plain(w.literals ? "lower" : functionNames.lower)(n, w, window),
  upper: (n, w, window) => plain(w.literals ? "upper" : functionNames.upper)(n, w, window),
  length: plain("length"),
  abs: rounding("abs"),
  round: rounding("round"),
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  greatest: among("max", ">="),
  least: among("min", "<="),
  nullif: (n, w) => {
    const [left, right] = n.args as readonly [Expression, Expression];
    w.write({
      kind: "case",
      conditions: [{ kind: "compare", operator: "=", left, right }],
      results: [{ kind: "constant", value: null }],
      otherwise: left,
      type: n.type,
    });
  },
  sum: (n, w, window) => (n.type?.kind === "decimal" ? decimalSum : common.sum)(n, w, window),
  avg: (n, w, window) => {
    if (n.type?.kind !== "decimal") return common.avg(n, w, window);
    decimalSum(n, w.write(`${functionNames.calculate}('/', `), window);
    common.count(n, w.write(", "), window);
    return w.write(`, ${n.type.scale})`);
  },
  min: extreme("min"),
  max: extreme("max"),
  stringAgg: (n, w, window) => {
    if (n.distinct && n.separator !== ",") throw unsupported("SQLite", "a separator beside DISTINCT", "take the different values in an inner query");
    const [item] = n.args as readonly [Expression];
    w.write("group_concat(", n.distinct ? "distinct " : "");
    sides.value(item, w);
    if (!n.distinct) boundText(n.separator ?? ",", w.write(", "));
    if (n.orderBy && n.orderBy.length > 0) w.write(" order by ").list(", ", n.orderBy);
    w.write(")");
    if (n.filter) w.write(" filter (where ", n.filter, ")");
    return window(w);
  },
  jsonAgg: jsonAggregate("json_group_array", jsonMember, "clause"),
};

const randomUuid =
  "(lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || " +
  "substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))))";

/** The clock knows milliseconds; the text has the width that columns of the type have. */
function nowOf(type: LogicalType | undefined): string {
  if (type?.kind === "date") return "strftime('%Y-%m-%d', 'now')";
  const form = type?.kind === "time" ? "%H:%M:" : "%Y-%m-%d %H:%M:";
  const precision = type === undefined || (type.kind !== "instant" && type.kind !== "datetime" && type.kind !== "time") ? 3 : type.precision;
  if (precision === 0) return `strftime('${form}%S', 'now')`;
  const millis = `strftime('${form}%f', 'now')`;
  if (precision === 3) return millis;
  if (precision > 3) return `(${millis} || '${"0".repeat(precision - 3)}')`;
  return `substr(${millis}, 1, ${(type?.kind === "time" ? 9 : 20) + precision})`;
}

import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import { castType } from "./types.ts";

const { value } = plainSides;

/** 32-bit integers are widened first: the server would fail where a JavaScript number goes on. */
function wide(item: Expression, w: Writer): Writer {
  const type = typeOf(item);
  return value(item, w).write(type?.kind === "integer" && type.bits === 32 && item.kind !== "parameter" ? "::bigint" : "");
}

function divisor(item: Expression, w: Writer): Writer {
  return wide(item, w.write("nullif(")).write(", 0)");
}

export function writeArithmetic(n: Node<"arithmetic">, w: Writer): void {
  switch (n.operator) {
    case "/":
      if (n.type?.kind === "decimal") {
        value(n.left, w.write("round(")).write(" / ");
        divisor(n.right, w).write(`, ${n.type.scale})`);
      } else {
        value(n.left, w.write("(")).write("::double precision / ");
        divisor(n.right, w).write(")");
      }
      return;
    case "div":
    case "%":
      wide(n.left, w.write("(")).write(n.operator === "%" ? " % " : " / ");
      divisor(n.right, w).write(")");
      return;
    default:
      wide(n.left, w.write("(")).write(` ${n.operator} `);
      wide(n.right, w).write(")");
  }
}

export function writeCast(n: Node<"cast">, w: Writer): void {
  const from = typeOf(n.item);
  const { type } = n;
  if (type.kind === "integer" && (from?.kind === "float" || from?.kind === "decimal")) value(n.item, w.write("trunc(")).write(`)::${castType(type)}`);
  else if (type.kind === "decimal") value(n.item, w.write("round(")).write(`::numeric, ${type.scale})`);
  else if (from?.kind === "instant" && isLocal(type)) w.write("(", n.item, ` at time zone 'UTC')::${castType(type)}`);
  else if (type.kind === "instant" && (from?.kind === "datetime" || from?.kind === "date")) w.write("(", n.item, "::timestamp at time zone 'UTC')");
  else value(n.item, w.write("(")).write(`)::${castType(type)}`);
}

function isLocal(type: LogicalType): boolean {
  return type.kind === "date" || type.kind === "time" || type.kind === "datetime";
}

const units = {
  year: "year",
  quarter: "quarter",
  month: "month",
  week: "week",
  day: "day",
  hour: "hour",
  minute: "minute",
  second: "second",
  dayOfWeek: "isodow",
  dayOfYear: "doy",
} as const;

export function writeMoment(n: Node<"moment">, w: Writer): void {
  const kind = typeOf(n.item)?.kind;
  if (n.form === "extract") {
    const moment: readonly (string | Node)[] = kind === "instant" ? [n.item, " at time zone 'UTC'"] : [n.item];
    w.write(`floor(extract(${units[n.unit]} from `, ...moment, "))::bigint");
  } else if (kind === "instant") w.write(`date_trunc('${units[n.unit]}', `, n.item, ", 'UTC')");
  else w.write(`date_trunc('${units[n.unit]}', `, n.item, kind === "date" ? ")::date" : ")");
}

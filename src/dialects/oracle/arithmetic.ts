import type { Expression, Node, TimeUnit } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { testedSides, typeOf } from "../standard/sides.ts";
import { isLarge, nativeType } from "./types.ts";

const { value } = testedSides;

function divisor(item: Expression, w: Writer): Writer {
  return value(item, w.write("nullif(")).write(", 0)");
}

export function writeArithmetic(n: Node<"arithmetic">, w: Writer): void {
  switch (n.operator) {
    case "/":
      if (n.type?.kind === "decimal") {
        value(n.left, w.write("round(")).write(" / ");
        divisor(n.right, w).write(`, ${n.type.scale})`);
      } else {
        value(n.left, w.write("(cast(")).write(" as binary_double) / ");
        divisor(n.right, w).write(")");
      }
      return;
    case "div":
      value(n.left, w.write("trunc(")).write(" / ");
      divisor(n.right, w).write(")");
      return;
    case "%":
      value(n.left, w.write("mod(")).write(", ");
      divisor(n.right, w).write(")");
      return;
    default:
      value(n.left, w.write("(")).write(` ${n.operator} `);
      value(n.right, w).write(")");
  }
}

export function writeCast({ item, type }: Node<"cast">, w: Writer): void {
  const from = typeOf(item)?.kind;
  const cut = type.kind === "integer" && (from === "float" || from === "decimal");
  value(item, w.write(cut ? "cast(trunc(" : "cast(")).write(`${cut ? ")" : ""} as ${castType(type)})`);
}

/** Large objects are no target of a cast. */
function castType(type: LogicalType): string {
  if (type.kind === "text" && isLarge(type)) return "varchar2(4000)";
  if (type.kind === "bytes" && isLarge(type)) return "raw(2000)";
  return nativeType(type);
}

const masks: Readonly<Record<TimeUnit, string | undefined>> = {
  year: "YYYY",
  quarter: "Q",
  month: "MM",
  week: "IW",
  day: "DD",
  hour: "HH24",
  minute: "MI",
  second: undefined,
  dayOfWeek: undefined,
  dayOfYear: "DDD",
};

export function writeMoment({ form, unit, item, type }: Node<"moment">, w: Writer): void {
  if (form === "extract") {
    if (unit === "dayOfWeek") w.write("(trunc(", item, ") - trunc(", item, ", 'IW') + 1)");
    else if (unit === "second") w.write("to_number(to_char(", item, ", 'SS'))");
    else w.write("to_number(to_char(", item, `, '${masks[unit]}'))`);
    return;
  }
  const target = nativeType(type ?? { kind: "datetime", precision: 6, fixed: false });
  if (unit === "second") w.write("cast(cast(", item, ` as date) as ${target})`);
  else w.write("cast(trunc(", item, `, '${masks[unit]}') as ${target})`);
}

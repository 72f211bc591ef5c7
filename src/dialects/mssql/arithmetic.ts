import type { Expression, Node, TimeUnit } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { testedSides, typeOf } from "../standard/sides.ts";
import { columnCollation, nativeType } from "./types.ts";

const { value } = testedSides;

/** 32-bit integers are widened first: the server would fail where a JavaScript number goes on. */
function wide(item: Expression, w: Writer): Writer {
  const type = typeOf(item);
  return type?.kind === "integer" && type.bits === 32 ? value(item, w.write("cast(")).write(" as bigint)") : value(item, w);
}
function divisor(item: Expression, w: Writer): Writer {
  return wide(item, w.write("nullif(")).write(", 0)");
}

export function writeArithmetic(n: Node<"arithmetic">, w: Writer): void {
  switch (n.operator) {
    case "/":
      if (n.type?.kind === "decimal") {
        value(n.left, w.write("cast(")).write(" / ");
        divisor(n.right, w).write(` as ${nativeType(n.type)})`);
      } else {
        value(n.left, w.write("(cast(")).write(" as float) / ");
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

export function writeCast({ item, type }: Node<"cast">, w: Writer): void {
  const collation = columnCollation(type);
  value(item, w.write("cast(")).write(` as ${nativeType(type)})`, collation === undefined ? "" : ` collate ${collation}`);
}

const parts: Readonly<Record<Exclude<TimeUnit, "dayOfWeek">, string>> = {
  year: "year",
  quarter: "quarter",
  month: "month",
  week: "iso_week",
  day: "day",
  hour: "hour",
  minute: "minute",
  second: "second",
  dayOfYear: "dayofyear",
};
/** How many parts of a moment, from the year on, are kept. */
const kept: Readonly<Partial<Record<TimeUnit, number>>> = { year: 1, month: 2, day: 3, hour: 4, minute: 5, second: 6 };
const names = ["year", "month", "day", "hour", "minute", "second"] as const;

export function writeMoment({ form, unit, item, type }: Node<"moment">, w: Writer): void {
  if (form === "extract") {
    // Monday is 1 whatever the session's first day of the week is.
    if (unit === "dayOfWeek") w.write("((datepart(weekday, ", item, ") + @@datefirst + 5) % 7 + 1)");
    else w.write(`datepart(${parts[unit]}, `, item, ")");
    return;
  }
  const target = nativeType(type ?? momentType);
  const count = kept[unit];
  w.write("cast(");
  if (count === undefined && unit === "week") w.write("dateadd(day, -((datepart(weekday, ", item, ") + @@datefirst + 5) % 7), cast(", item, " as date))");
  else if (count === undefined) w.write("datefromparts(datepart(year, ", item, "), (datepart(quarter, ", item, ") - 1) * 3 + 1, 1)");
  else {
    w.write("datetime2fromparts(");
    for (const [i, name] of names.entries()) w.write(...(i < count ? [`datepart(${name}, `, item, "), "] : [i < 3 ? "1, " : "0, "]));
    w.write("0, 0)");
  }
  w.write(` as ${target})`);
}

const momentType: LogicalType = { kind: "datetime", precision: 6, fixed: false };

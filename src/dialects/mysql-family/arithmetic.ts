import { assertNever } from "../../kernel/never.ts";
import type { Expression, Node, TimeUnit } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import type { FamilyTraits } from "./traits.ts";

const { value } = plainSides;

/** In a write the servers make an error of a division by 0; a NULL as divisor is none. */
function divisor(item: Expression, w: Writer): Writer {
  return value(item, w.write("nullif(")).write(", 0)");
}

export function writeArithmetic(n: Node<"arithmetic">, w: Writer): void {
  switch (n.operator) {
    case "/":
      if (n.type?.kind === "decimal") {
        value(n.left, w.write("cast(")).write(" / ");
        divisor(n.right, w).write(` as decimal(65, ${n.type.scale}))`);
      } else {
        value(n.left, w.write("(cast(")).write(" as double) / ");
        divisor(n.right, w).write(")");
      }
      return;
    case "div":
    case "%":
      value(n.left, w.write("(")).write(` ${n.operator} `);
      divisor(n.right, w).write(")");
      return;
    default:
      value(n.left, w.write("(")).write(` ${n.operator} `);
      value(n.right, w).write(")");
  }
}

export function writeCast({ item, type }: Node<"cast">, w: Writer, traits: FamilyTraits): void {
  const from = typeOf(item)?.kind;
  if (type.kind === "integer" && (from === "float" || from === "decimal")) value(item, w.write("cast(truncate(")).write(", 0) as signed)");
  else if (type.kind === "json" && traits.jsonEquality === "function") value(item, w.write("json_compact(")).write(")");
  else value(item, w.write("cast(")).write(` as ${castType(type)})`, isText(type) ? ` collate ${traits.collation}` : "");
}

function isText(type: LogicalType): boolean {
  return castType(type).startsWith("char");
}

/** The word of a type in CAST, which is not the one in a column's definition. */
export function castType(type: LogicalType): string {
  switch (type.kind) {
    case "integer":
    case "boolean":
      return "signed";
    case "float":
      return "double";
    case "decimal":
      return `decimal(65, ${type.scale})`;
    case "instant":
    case "datetime":
      return `datetime(${type.precision})`;
    case "date":
      return "date";
    case "time":
      return `time(${type.precision})`;
    case "bytes":
      return "binary";
    case "json":
    case "array":
      return "json";
    case "text":
      return `char${type.max === undefined ? "" : `(${type.max})`} character set utf8mb4`;
    case "uuid":
    case "enum":
      return "char character set utf8mb4";
    default:
      return assertNever(type);
  }
}

const parts: Readonly<Record<TimeUnit, string>> = {
  year: "year",
  quarter: "quarter",
  month: "month",
  week: "weekofyear",
  day: "dayofmonth",
  hour: "hour",
  minute: "minute",
  second: "second",
  dayOfWeek: "weekday",
  dayOfYear: "dayofyear",
};
const formats: Readonly<Partial<Record<TimeUnit, string>>> = {
  year: "%Y-01-01",
  month: "%Y-%m-01",
  day: "%Y-%m-%d",
  hour: "%Y-%m-%d %H:00:00",
  minute: "%Y-%m-%d %H:%i:00",
  second: "%Y-%m-%d %H:%i:%s",
};

export function writeMoment({ form, unit, item, type }: Node<"moment">, w: Writer): void {
  if (form === "extract") {
    const call = (): Writer => w.write(`${parts[unit]}(`, item, ")");
    if (unit === "dayOfWeek") {
      w.write("(");
      call().write(" + 1)");
    } else call();
    return;
  }
  const end = ` as ${castType(type ?? { kind: "datetime", precision: 6, fixed: false })})`;
  const format = formats[unit];
  if (format !== undefined) w.write("cast(date_format(", item, `, '${format}')${end}`);
  else if (unit === "week") w.write("cast(date(", item, ") - interval weekday(", item, `) day${end}`);
  else w.write("cast(makedate(year(", item, "), 1) + interval (quarter(", item, `) - 1) * 3 month${end}`);
}

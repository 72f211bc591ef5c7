import { assertNever } from "../../kernel/never.ts";
import type { Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { typeOf } from "../standard/sides.ts";

/** Moments are texts of fixed width, so the parts of one are substrings, and where it began is its head with a new tail. */
export function writeMoment(n: Node<"moment">, w: Writer): void {
  if (n.form === "extract") writePart(n, w);
  else writeStart(n, w);
}

function writePart({ unit, item }: Node<"moment">, w: Writer): void {
  const number = (format: string, before = ""): Writer => w.write(`${before}cast(strftime('${format}', `, item, ") as integer)");
  switch (unit) {
    case "year":
      return void number("%Y");
    case "quarter":
      number("%m", "((");
      return void w.write(" + 2) / 3)");
    case "month":
      return void number("%m");
    case "week":
      return void w.write("((strftime('%j', date(", item, ", '-3 days', 'weekday 4')) - 1) / 7 + 1)");
    case "day":
      return void number("%d");
    case "hour":
      return void number("%H");
    case "minute":
      return void number("%M");
    case "second":
      return void number("%S");
    case "dayOfWeek":
      return void w.write("((strftime('%w', ", item, ") + 6) % 7 + 1)");
    case "dayOfYear":
      return void number("%j");
    default:
      assertNever(unit);
  }
}

const heads = { year: 4, month: 7, day: 10, hour: 13, minute: 16, second: 19 } as const;
const zero = "0000-01-01 00:00:00";

function writeStart(n: Node<"moment">, w: Writer): void {
  const { unit, item } = n;
  const type = n.type ?? typeOf(item);
  const tail = tailOf(type);
  if (unit === "week") w.write("(date(", item, `, '-6 days', 'weekday 1') || '${tail(10)}')`);
  else if (unit === "quarter")
    w.write("(substr(", item, ", 1, 5) || printf('%02d', (cast(substr(", item, `, 6, 2) as integer) - 1) / 3 * 3 + 1) || '${tail(7)}')`);
  else if (unit === "dayOfWeek" || unit === "dayOfYear") throw new TypeError(`planner fault: no moment begins with a ${unit}`);
  else w.write("(substr(", item, `, 1, ${heads[unit]}) || '${tail(heads[unit])}')`);
}

/** What follows the first so many characters of the first moment of a year, as wide as texts of the type are. */
function tailOf(type: LogicalType | undefined): (from: number) => string {
  if (type?.kind === "date") return (from) => zero.slice(from, 10);
  const precision = type?.kind === "instant" || type?.kind === "datetime" ? type.precision : 3;
  return (from) => zero.slice(from) + (precision === 0 ? "" : `.${"0".repeat(precision)}`);
}

import { ConfigurationError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { isSingles, standard, typeOf } from "../standard/render.ts";
import { functionNames } from "./functions.ts";
import { endOfPrefix, globOf, lowerCase } from "./like.ts";
import { isTextDecimal } from "./types.ts";

export const renderers: Renderers = {
  ...standard,
  proposed: (n, w) => w.write("excluded.").name(n.column),
  arrayRows: () => {
    throw new TypeError('planner fault: SQLite has no array parameters, bulkInsert is "values"');
  },
  compare: (n, w) => {
    const [left, right] = comparable(n.left, n.right, n.operator === "=" || n.operator === "<>");
    left(w);
    w.write(` ${n.operator} `);
    right(w);
  },
  between: (n, w) => {
    const [item, low] = comparable(n.item, n.low, false);
    const [, high] = comparable(n.item, n.high, false);
    item(w);
    w.write(" between ");
    low(w);
    w.write(" and ");
    high(w);
  },
  inList: (n, w) => {
    const type = typeOf(n.item) ?? (isSingles(n.list) ? undefined : n.list.type);
    if (isSingles(n.list)) {
      if (n.list.length === 0 || !isDocument(type)) {
        standard.inList(n, w);
        return;
      }
      wrapped(functionNames.json, n.item)(w);
      w.write(n.negated ? " not in (" : " in (");
      for (const [i, item] of n.list.entries()) {
        if (i > 0) w.write(", ");
        wrapped(functionNames.json, item)(w);
      }
      w.write(")");
      return;
    }
    if (isDocument(type)) wrapped(functionNames.json, n.item)(w);
    else w.write(n.item);
    w.write(n.negated ? " not in (select " : " in (select ", listElement(type, "value"), " from json_each(", n.list, "))");
  },
  inRows: (n, w) => {
    const elements = n.lists.map((list, i) => listElement(list.type, `j${i}.value`));
    w.write("(")
      .list(", ", n.items)
      .write(`) in (select ${elements.join(", ")} from `);
    for (const [i, list] of n.lists.entries()) w.write(i > 0 ? " join json_each(" : "json_each(", list, `) as j${i}`, i > 0 ? ` on j${i}.key = j0.key` : "");
    w.write(")");
  },
  like: (n, w) => writeLike(n, w),
  call: (n, w) => writeCall(n, w),
  ordering: (n, w) => {
    if (!isTextDecimal(typeOf(n.expression))) {
      standard.ordering(n, w);
      return;
    }
    wrapped(functionNames.decimalKey, n.expression)(w);
    w.write(` ${n.direction}`);
    if (n.nulls !== undefined) w.write(` nulls ${n.nulls}`);
  },
  paging: (n, w) => {
    if (n.limit) w.write(" limit ", n.limit);
    else if (n.offset) w.write(" limit -1"); // there is no offset without a limit
    if (n.offset) w.write(" offset ", n.offset);
  },
};

type Writing = (w: Writer) => void;

const plainly =
  (expression: Expression): Writing =>
  (w) =>
    void w.write(expression);

function wrapped(name: string, expression: Expression): Writing {
  return (w) => void w.write(`${own(name, w)}(`, expression, ")");
}

/** The name of a function of ours; DDL must not depend on them. */
function own(name: string, w: Writer): string {
  if (!w.literals) return name;
  throw new ConfigurationError(
    "DDL.NEEDS_OWN_FUNCTION",
    `SQLite can only do this with the function ${name}, which other programs do not have, so it must not stand in a table's definition: ` +
      "leave out this condition on a case-insensitive search, a JSON column or a decimal of more than 15 digits",
    { context: { function: name } },
  );
}

/** How the two sides of a comparison are written so that the comparison means what the type means. */
function comparable(left: Expression, right: Expression, equality: boolean): readonly [Writing, Writing] {
  const type = typeOf(left) ?? typeOf(right);
  if (isDocument(type)) return [wrapped(functionNames.json, left), wrapped(functionNames.json, right)];
  const rightType = typeOf(right);
  if (isTextDecimal(type) || isTextDecimal(rightType)) {
    // Values of one column's type are written alike: equal numbers are equal texts, and an index can be used.
    const alike =
      equality && type?.kind === "decimal" && rightType?.kind === "decimal" && type.scale === rightType.scale && type.precision === rightType.precision;
    return alike ? [plainly(left), plainly(right)] : [wrapped(functionNames.decimalKey, left), wrapped(functionNames.decimalKey, right)];
  }
  const digits = Math.max(digitsOf(typeOf(left)), digitsOf(rightType));
  return [atPrecision(left, digits, type), atPrecision(right, digits, rightType ?? type)];
}

function digitsOf(type: LogicalType | undefined): number {
  return type?.kind === "instant" || type?.kind === "datetime" || type?.kind === "time" ? type.precision : 0;
}

/** Fixed-width texts of different precision are brought to the same width. */
function atPrecision(expression: Expression, digits: number, type: LogicalType | undefined): Writing {
  if (expression.kind === "call" && expression.type === undefined && type !== undefined) return plainly({ ...expression, type });
  const given = digitsOf(typeOf(expression));
  const timed = typeOf(expression) !== undefined && (type?.kind === "instant" || type?.kind === "datetime" || type?.kind === "time");
  if (!timed || given === digits) return plainly(expression);
  return (w) => void w.write("(", expression, ` || '${given === 0 ? "." : ""}${"0".repeat(digits - given)}')`);
}

function isDocument(type: LogicalType | undefined): boolean {
  return type?.kind === "json" || type?.kind === "array";
}

function listElement(type: LogicalType | undefined, value: string): string {
  if (type?.kind === "bytes") return `unhex(${value})`;
  return type?.kind === "float" ? `${functionNames.real}(${value})` : value;
}

function writeLike(n: Node<"like">, w: Writer): void {
  const item = n.insensitive ? wrapped(functionNames.lower, n.item) : plainly(n.item);
  const fold = n.insensitive ? lowerCase : (text: string) => text;
  const pattern = (via: (text: string) => unknown): Writing => {
    const given = n.pattern.kind === "parameter" ? (n.pattern.via as ((value: string) => string) | undefined) : undefined;
    const change = (text: string) => via(fold(given ? given(text) : text));
    return (writer) => void (n.pattern.kind === "parameter" ? writer.parameter({ ...n.pattern, via: change }) : writer.value(n.pattern, change));
  };
  const text = pattern((value) => value);
  switch (n.form) {
    case "like":
      item(w);
      w.write(" glob ");
      pattern(globOf)(w);
      return;
    case "contains":
      sequence(w, "instr(", item, ", ", text, ") > 0");
      return;
    case "startsWith":
      sequence(w, "(substr(", item, ", 1, length(", text, ")) = ", text);
      // The same again as a range, which can use an index.
      if (!n.insensitive && n.item.kind === "column") {
        sequence(w, " and ", item, " collate binary >= ", text, " and ", item, " collate binary < ", pattern(endOfPrefix));
      }
      w.write(")");
      return;
    case "endsWith":
      sequence(w, "substr(", item, ", length(", item, ") - length(", text, ") + 1) = ", text);
      return;
  }
}

function sequence(w: Writer, ...parts: readonly (string | Writing)[]): void {
  for (const part of parts) {
    if (typeof part === "string") w.write(part);
    else part(w);
  }
}

const randomUuid =
  "(lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || " +
  "substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))))";

function writeCall(n: Node<"call">, w: Writer): void {
  switch (n.name) {
    case "now":
      w.write(nowOf(n.type));
      return;
    case "uuid":
      w.write(randomUuid);
      return;
    case "count":
      if (n.args.length === 0) w.write("count(*)");
      else standard.call(n, w);
      return;
    case "lower":
      w.write(w.literals ? "lower(" : `${functionNames.lower}(`)
        .list(", ", n.args)
        .write(")");
      return;
    default:
      standard.call(n, w);
  }
}

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

import { ConfigurationError } from "../../kernel/errors.ts";
import type { Expression, Node, Query } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { readsTable } from "../../sql/walk.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { conditionRenderers, isSingles, spreadRows } from "../standard/conditions.ts";
import { callRenderers } from "../standard/functions.ts";
import { computedRenderers, deleteByExistence, isQuery, leafRenderers, writeRenderers } from "../standard/render.ts";
import { type SelectForm, selectRenderers } from "../standard/select.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { writeArithmetic, writeCast } from "./arithmetic.ts";
import { functionNames } from "./functions.ts";
import { endOfPrefix, globOf, lowerCase } from "./like.ts";
import { writeMoment } from "./moments.ts";
import { documents } from "./render-documents.ts";
import { functions } from "./render-functions.ts";
import { isTextDecimal } from "./types.ts";

const sides = plainSides;
const conditions = conditionRenderers(sides);
const form: SelectForm = {
  sides,
  database: "SQLite",
  noSource: "",
  recursive: "recursive ",
  writesInWith: false,
  nestedWith: true,
  distinctOn: false,
  lateral: "none",
  fullJoin: true,
  allForms: false,
  except: "except",
  as: " as ",
};
const reading = selectRenderers(form);
const writes = writeRenderers(sides);

export const renderers: Renderers = {
  ...leafRenderers,
  ...conditions,
  ...computedRenderers(sides),
  ...callRenderers(functions, sides),
  ...reading,
  ...writes,
  ...documents,
  insert: (n, w) => writes.insert(n.conflict && isQuery(n.source) ? { ...n, source: withWhere(n.source) } : n, w),
  update: (n, w) => writes.update(atOnce(n), w),
  delete: (n, w) => writes.delete(deleteByExistence(n), w),
  proposed: (n, w) => w.write("excluded.").name(n.column),
  arrayRows: () => {
    throw new TypeError('planner fault: SQLite has no array parameters, bulkInsert is "values"');
  },
  arithmetic: writeArithmetic,
  cast: writeCast,
  moment: writeMoment,
  compare: (n, w) => {
    const [left, right] = comparable(n.left, n.right, n.operator === "=" || n.operator === "<>");
    left(w);
    w.write(` ${n.operator} `);
    right(w);
  },
  rowCompare: (n, w) => {
    // Row values are compared as they are stored, which is not enough for decimals kept as text, JSON and times of different width.
    const special = [...n.left, ...n.right].some((item) => isDocument(typeOf(item)) || isTextDecimal(typeOf(item)) || digitsOf(typeOf(item)) > 0);
    if (special) w.write(spreadRows(n));
    else conditions.rowCompare(n, w);
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
        conditions.inList(n, w);
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
    else sides.value(n.item, w);
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
  ordering: (n, w) => {
    if (!isTextDecimal(typeOf(n.expression))) {
      reading.ordering(n, w);
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
  lock: () => {
    throw unsupported("SQLite", "row locks", "write inside db.transaction(): it has the whole file to itself from its first statement");
  },
};

/** A query that ends with WHERE or later: after a source, ON CONFLICT would be taken for the ON of a join. */
function withWhere(query: Query): Query {
  const where: Expression = { kind: "constant", value: true };
  if (query.kind === "select") return query.where ? query : { ...query, where };
  const all: Node<"projection"> = { kind: "projection", expression: { kind: "raw", text: "*" } };
  return { kind: "select", projections: [all], from: { kind: "derived", query, alias: "rows" }, where, orderBy: [] };
}

/**
 * Row by row, a query in a new value would read the rows as they are changed so far. With another source, be it a row of nothing, all new values are
 * found first.
 */
function atOnce(n: Node<"update">): Node<"update"> {
  if (n.from || !n.assignments.some(({ value }) => readsTable(value, n.table))) return n;
  const nothing: Node<"select"> = { kind: "select", projections: [{ kind: "projection", expression: { kind: "constant", value: 1 } }], orderBy: [] };
  const alias = (n.table.alias ?? n.table.name).toLowerCase() === "once" ? "at_once" : "once";
  return { ...n, from: [{ kind: "join", form: "inner", source: { kind: "derived", query: nothing, alias } }] };
}

type Writing = (w: Writer) => void;

const plainly =
  (expression: Expression): Writing =>
  (w) =>
    void sides.value(expression, w);

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

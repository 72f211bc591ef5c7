import { QueryError } from "../kernel/errors.ts";
import { isExpr } from "../sql/handle.ts";
import { type BoundColumn, type BoundTable, unknownColumn } from "./bound-table.ts";
import { scanMembers } from "./filter-members.ts";
import { scanRelation } from "./filter-relation.ts";
import { badFilter, describeValue, isPlainObject } from "./filter-values.ts";
import { findOperator, type Operator, operatorWords } from "./operators.ts";
import { scanPredicate } from "./predicate.ts";
import type { Scan } from "./scan.ts";

/**
 * First pass over a filter dictionary, made on every call: checks it, writes its structure (never its values) into the key, and pushes the
 * values, encoded, in the order in which `buildFilter` will number them.
 */
export function scanFilter(table: BoundTable, where: unknown, scan: Scan): void {
  if (isExpr(where)) {
    scanPredicate(table, where, scan, scanFilter);
    return;
  }
  if (!isPlainObject(where)) throw badFilter(table, `a filter must be an object of columns or a condition, not ${describeValue(where)}`);
  scan.key += "{";
  for (const word in where) {
    if (!Object.hasOwn(where, word)) continue;
    const value = where[word];
    if (word === "and" || word === "or") scanAll(table, word, value, scan);
    else if (word === "not") {
      scan.key += "!";
      scanFilter(table, present(table, word, value), scan);
    } else scanColumn(table, word, value, scan);
  }
  scan.key += "}";
}

function scanAll(table: BoundTable, word: string, items: unknown, scan: Scan): void {
  if (!Array.isArray(items)) throw badFilter(table, `"${word}" takes a list of filters, not ${describeValue(items)}`);
  scan.key += word === "and" ? "&(" : "|(";
  for (const item of items) scanFilter(table, present(table, word, item), scan);
  scan.key += ")";
}

function scanColumn(table: BoundTable, property: string, value: unknown, scan: Scan): void {
  const column = table.find(property);
  if (!column) {
    const relation = table.relation(property);
    if (!relation) throw unknownColumn(table, property);
    scanRelation(relation, value, scan, scanFilter);
    return;
  }
  if (value === null) scan.key += `${column.index}0`;
  else if (isPlainObject(value)) {
    scan.key += `${column.index}[`;
    for (const word in value) if (Object.hasOwn(value, word)) scanOperator(table, column, word, value[word], scan);
    scan.key += "]";
  } else if (column.isStructured && value !== undefined) {
    throw badFilter(table, `"${column.label}" holds structured values: write { eq: value } to compare the whole value`);
  } else {
    scan.key += `${column.index}=`;
    scan.args.push(filterValue(table, column, value));
  }
}

function scanOperator(table: BoundTable, column: BoundColumn, word: string, value: unknown, scan: Scan): void {
  const operator = findOperator(word);
  if (!operator) {
    throw new QueryError("QUERY.UNKNOWN_OPERATOR", `"${column.label}" is compared with the unknown operator "${word}"; there are ${operatorWords.join(", ")}`, {
      context: { table: table.def.name, column: column.def.property, operator: word },
    });
  }
  if (value === undefined) throw undefinedValue(table, `${column.label} ${word}`);
  checkOperator(table, column, word, operator);
  scan.key += `${word}`;
  switch (operator.form) {
    case "compare":
      if (value === null) {
        if (operator.operator !== "=" && operator.operator !== "<>")
          throw badFilter(table, `"${column.label}" cannot be compared with null by "${word}"; use eq, ne or isNull`);
        scan.key += "0";
      } else scan.args.push(filterValue(table, column, value));
      break;
    case "isNull":
      if (typeof value !== "boolean") throw badFilter(table, `"${column.label}" isNull takes true or false, not ${describeValue(value)}`);
      scan.key += value ? "1" : "0";
      break;
    case "between": {
      if (!Array.isArray(value) || value.length !== 2) throw badFilter(table, `"${column.label}" between takes [low, high], not ${describeValue(value)}`);
      for (const bound of value) scan.args.push(filterValue(table, column, bound));
      break;
    }
    case "like":
      if (typeof value !== "string") throw badFilter(table, `"${column.label}" ${word} takes a string, not ${describeValue(value)}`);
      checkText(table, column, value);
      scan.args.push(value);
      break;
    case "in":
      scanList(table, column, word, value, scan);
      break;
  }
  scan.key += ",";
}

/** Adds to the key: n when null is among the members, then how the list travels: `-` empty, a number of placeholders, or `*` one parameter. */
function scanList(table: BoundTable, column: BoundColumn, word: string, value: unknown, scan: Scan): void {
  if (!Array.isArray(value)) throw badFilter(table, `"${column.label}" ${word} takes a list, not ${describeValue(value)}`);
  const logical: unknown[] = [];
  for (const member of value) if (member !== null) logical.push(filterLogical(table, column, member));
  scanMembers(column, logical, logical.length < value.length, table.dialect.capabilities.shortList, scan);
}

function checkOperator(table: BoundTable, column: BoundColumn, word: string, operator: Operator): void {
  const isEquality = operator.form === "isNull" || (operator.form === "compare" && (operator.operator === "=" || operator.operator === "<>"));
  if (column.isStructured && !isEquality)
    throw badFilter(table, `"${column.label}" holds structured values, which "${word}" cannot compare; use eq, ne or isNull`);
  if (operator.form === "like" && !column.isText) throw badFilter(table, `"${word}" compares text, and "${column.label}" holds ${column.def.type.kind}`);
}

function checkText(table: BoundTable, column: BoundColumn, text: string): void {
  if (text.includes("\0") || !text.isWellFormed())
    throw badFilter(table, `the text compared with "${column.label}" holds a NUL or half a surrogate pair, which no column can hold`);
}

function filterValue(table: BoundTable, column: BoundColumn, value: unknown): unknown {
  return column.wire(filterLogical(table, column, value));
}
function filterLogical(table: BoundTable, column: BoundColumn, value: unknown): unknown {
  if (value === undefined) throw undefinedValue(table, column.label);
  if (value === null) throw badFilter(table, `null cannot be compared here with "${column.label}"; use isNull`);
  return column.def.values.encodeFilter(value);
}

function present(table: BoundTable, word: string, value: unknown): unknown {
  if (value === undefined) throw undefinedValue(table, word);
  return value;
}
function undefinedValue(table: BoundTable, where: string): QueryError {
  return new QueryError("QUERY.UNDEFINED_VALUE", `"${where}" is undefined: leave the key out to compare nothing, or use null for IS NULL`, {
    context: { table: table.def.name },
  });
}

import type { Expression, Node } from "../sql/ast.ts";
import { isExpr } from "../sql/handle.ts";
import type { BoundColumn } from "./bound-table.ts";
import { type BuildScope, membership, parameter } from "./filter-members.ts";
import { buildRelation } from "./filter-relation.ts";
import { scanFilter } from "./filter-scan.ts";
import { isPlainObject } from "./filter-values.ts";
import { findOperator } from "./operators.ts";
import { buildPredicate } from "./predicate.ts";

/** Second pass over a filter that `scanFilter` has accepted, made once per structure. Undefined when it says nothing. */
export function buildFilter(where: unknown, scope: BuildScope): Expression | undefined {
  if (isExpr(where)) return buildPredicate(where, scope, scanFilter, buildFilter);
  const items: Expression[] = [];
  for (const [word, value] of Object.entries(where as Readonly<Record<string, unknown>>)) {
    if (word === "and" || word === "or") {
      items.push({ kind: "logical", operator: word, items: (value as readonly unknown[]).map((item) => buildFilter(item, scope) ?? always) });
    } else if (word === "not") items.push({ kind: "not", item: buildFilter(value, scope) ?? always });
    else {
      const relation = scope.table.find(word) ? undefined : scope.table.relation(word);
      items.push(...(relation ? buildRelation(relation, value, scope, buildFilter) : columnFilter(scope.table.column(word), value, scope)));
    }
  }
  if (items.length === 0) return undefined;
  return items.length === 1 ? items[0] : { kind: "logical", operator: "and", items };
}

const always: Expression = { kind: "constant", value: true };

function columnFilter(column: BoundColumn, value: unknown, scope: BuildScope): Expression[] {
  const item = column.node(scope.alias);
  if (value === null) return [{ kind: "isNull", item, negated: false }];
  if (!isPlainObject(value)) return [{ kind: "compare", operator: "=", left: item, right: parameter(column, scope) }];
  return Object.entries(value).map(([word, operand]) => comparison(column, item, word, operand, scope));
}

function comparison(column: BoundColumn, item: Node<"column">, word: string, operand: unknown, scope: BuildScope): Expression {
  const operator = findOperator(word);
  switch (operator?.form) {
    case "compare":
      if (operand === null) return { kind: "isNull", item, negated: operator.operator === "<>" };
      return { kind: "compare", operator: operator.operator, left: item, right: parameter(column, scope) };
    case "isNull":
      return { kind: "isNull", item, negated: operand === false };
    case "between":
      return { kind: "between", item, low: parameter(column, scope), high: parameter(column, scope) };
    case "like":
      return { kind: "like", item, pattern: parameter(column, scope), form: operator.like, insensitive: operator.insensitive };
    case "in": {
      const members = operand as readonly unknown[];
      const count = members.filter((member) => member !== null).length;
      return membership(column, item, count, count < members.length, operator.negated, scope);
    }
    default:
      throw new TypeError(`the filter changed between its two passes: ${word}`);
  }
}

import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import { type Domain, domainBeside, typeDomain } from "./domain.ts";
import type { Resolver } from "./resolver.ts";
import type { Resolved, Scope } from "./scope.ts";
import { boolean, checkSameFamily, familyOf, text } from "./types.ts";

const truth = typeDomain(boolean, "a condition");

type Conditions = Node<
  "compare" | "rowCompare" | "logical" | "not" | "isNull" | "inList" | "inQuery" | "between" | "like" | "exists" | "truth" | "match" | "inRows"
>;

export function resolveCondition(node: Conditions, scope: Scope, r: Resolver): Resolved {
  return { node: conditionOf(node, scope, r), domain: truth };
}

function conditionOf(node: Conditions, scope: Scope, r: Resolver): Expression {
  switch (node.kind) {
    case "compare":
      return { ...node, ...pair(node.left, node.right, node.operator, scope, r) };
    case "rowCompare": {
      const pairs = node.left.map((left, i) => pair(left, node.right[i] as Expression, node.operator, scope, r));
      return { ...node, left: pairs.map(({ left }) => left), right: pairs.map(({ right }) => right) };
    }
    case "logical":
      return { ...node, items: node.items.map((item) => r.condition(item, scope)) };
    case "not":
    case "truth":
      return { ...node, item: r.condition(node.item, scope) };
    case "isNull":
      return { ...node, item: r.expression(node.item, scope).node };
    case "inList":
      return listCondition(node, scope, r);
    case "inQuery": {
      const item = r.expression(node.item, scope);
      const query = r.query(node.query, scope);
      checkSameFamily(item.domain, onlyColumn(query.columns, "in()"), "in()");
      return { ...node, item: item.node, query: query.node };
    }
    case "between": {
      const item = r.expression(node.item, scope);
      const bound = (end: Expression) => beside(end, item, scope, r, "between()").node;
      return { ...node, item: item.node, low: bound(node.low), high: bound(node.high) };
    }
    case "like":
      return likeCondition(node, scope, r);
    case "exists":
      return { ...node, query: r.query(node.query, scope).node };
    case "match": {
      const items = node.items.map((item) => textOnly(r.expression(item, scope), "match()").node);
      return { ...node, items, query: pattern(node.query, r) };
    }
    case "inRows":
      return node;
  }
}

/** The domain of the only column of a query inside an expression. */
export function onlyColumn(columns: ReadonlyMap<string, { readonly domain: Domain }>, what: string): Domain {
  const [first, ...more] = columns.values();
  if (first && more.length === 0) return first.domain;
  throw new QueryError("QUERY.BAD_PROJECTION", `${what} takes a query of one column; this one has ${columns.size}`);
}

type Operator = Node<"compare">["operator"];

/** Two sides of a comparison. A value takes its type from the other side. */
function pair(left: Expression, right: Expression, operator: Operator, scope: Scope, r: Resolver): { readonly left: Expression; readonly right: Expression } {
  if (left.kind === "parameter" && right.kind !== "parameter") {
    const other = r.expression(right, scope);
    return { left: beside(left, other, scope, r, "a comparison").node, right: checkOrder(other, operator).node };
  }
  if (isNull(left) || isNull(right)) throw new QueryError("QUERY.BAD_FILTER", "a comparison with null is never true; use isNull() or isNotNull()");
  // The clock shows the time in the form of the column beside it.
  if (left.kind === "call" && left.name === "now" && right.kind !== "parameter") {
    const other = r.expression(right, scope);
    return { left: r.expression(left, scope, other.domain).node, right: other.node };
  }
  const first = r.expression(left, scope);
  return { left: checkOrder(first, operator).node, right: beside(right, first, scope, r, "a comparison").node };
}

function isNull(node: Expression): boolean {
  return node.kind === "constant" && node.value === null;
}

function checkOrder(item: Resolved, operator: Operator): Resolved {
  const family = item.domain.type && familyOf(item.domain.type);
  if (operator !== "=" && operator !== "<>" && (family === "document" || family === "list"))
    throw new QueryError("QUERY.TYPES_DIFFER", `${item.domain.label} holds structured values, which have no order; compare a member of it, or use eq and ne`);
  return item;
}

function beside(node: Expression, other: Resolved, scope: Scope, r: Resolver, what: string): Resolved {
  if (node.kind === "parameter") {
    const domain = domainBeside(other.domain, r.slot(node).sample, "a value");
    return { node: r.parameter(node, domain, other.node.kind !== "column"), domain };
  }
  const resolved = r.expression(node, scope, other.domain);
  checkSameFamily(other.domain, resolved.domain, what);
  return resolved;
}

function listCondition(node: Node<"inList">, scope: Scope, r: Resolver): Expression {
  const item = r.expression(node.item, scope);
  const typed = (parameter: Node<"parameter">): Node<"parameter"> =>
    r.parameter(parameter, domainBeside(item.domain, r.slot(parameter).sample, "a member"), item.node.kind !== "column");
  const list = "kind" in node.list ? typed(node.list) : node.list.map((member) => typed(member as Node<"parameter">)); // values were numbered
  return { ...node, item: item.node, list };
}

function likeCondition(node: Node<"like">, scope: Scope, r: Resolver): Expression {
  return { ...node, item: textOnly(r.expression(node.item, scope), "a text comparison").node, pattern: pattern(node.pattern, r) };
}

const words: Domain = typeDomain(text, "a text to compare with");

/** Bound as it is: a column's own type says nothing about patterns. */
function pattern(node: Node<"parameter" | "value">, r: Resolver): Node<"parameter"> {
  return r.parameter(node as Node<"parameter">, words, false); // values were numbered
}

function textOnly(item: Resolved, what: string): Resolved {
  const { type, label } = item.domain;
  if (type && familyOf(type) !== "text" && type.kind !== "uuid")
    throw new QueryError("QUERY.TYPES_DIFFER", `${what} needs text, and ${label} holds ${type.kind}`);
  return item;
}

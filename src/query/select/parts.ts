import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import { type Expr, isExpr, isOrder, type Order, type Predicate } from "../../sql/expr.ts";
import { checkAlias } from "./source.ts";

/** What a query projects: expressions by the names they have in rows. */
export type Projections = Readonly<Record<string, Expr>>;
/** A row of a query. */
export type RowOf<P> = { -readonly [K in keyof P]: P[K] extends Expr<infer V> ? V : never };

export function projectionsOf(projections: unknown): Node<"projection">[] {
  if (typeof projections !== "object" || projections === null) throw badProjection("a query projects an object of expressions");
  const made = Object.entries(projections).map(([alias, expression]): Node<"projection"> => {
    if (alias === "__proto__") throw badProjection('a row cannot have a property "__proto__"');
    checkAlias(alias);
    if (!isExpr(expression)) throw badProjection(`"${alias}" is no expression; for a value write literal(...)`);
    return { kind: "projection", expression: expression.node, alias };
  });
  if (made.length === 0) throw badProjection("a query needs at least one projection");
  return made;
}

export function conditionOf(condition: unknown, what: string): Expression {
  if (isExpr(condition)) return condition.node;
  throw new QueryError("QUERY.BAD_FILTER", `${what} takes a condition such as Flavor.c.rating.gte(4)`);
}

export function ordersOf(orders: unknown): Node<"ordering">[] {
  if (!Array.isArray(orders)) throw badOrder();
  return orders.map((order: unknown) => {
    if (isOrder(order)) return order.node;
    if (isExpr(order)) return { kind: "ordering", expression: order.node, direction: "asc" };
    throw badOrder();
  });
}

export function expressionsOf(expressions: unknown, what: string): Expression[] {
  if (!Array.isArray(expressions) || !expressions.every(isExpr)) throw new QueryError("QUERY.BAD_EXPRESSION", `${what} takes a list of expressions`);
  return expressions.map(({ node }) => node);
}

/** A number of rows: fixed, or a placeholder of a prepared query. */
export function countOf(what: string, count: number | Expr<unknown> | undefined): Expression | undefined {
  if (count === undefined) return undefined;
  if (isExpr(count)) return count.node;
  if (Number.isSafeInteger(count) && count >= 0) return { kind: "value", value: count };
  throw new QueryError("QUERY.BAD_OPTION", `${what} must be a whole number, 0 or more`);
}

export function pagingOf(limit: Expression | undefined, offset: Expression | undefined, ordered: boolean): Node<"paging"> | undefined {
  return limit || offset ? { kind: "paging", limit, offset, ordered } : undefined;
}

/** All conditions, as one. */
export function allOf(conditions: readonly Expression[]): Expression | undefined {
  return conditions.length > 1 ? { kind: "logical", operator: "and", items: conditions } : conditions[0];
}

/** A callback's outcome, or what was given in its place. */
export function given<S, T>(value: T | ((sources: S) => T), sources: S): T {
  return typeof value === "function" ? (value as (sources: S) => T)(sources) : value;
}

export type ConditionFor<S> = Predicate | ((sources: S) => Predicate);
export type OrdersFor<S> = readonly (Order | Expr)[] | ((sources: S) => readonly (Order | Expr)[]);

function badProjection(message: string): QueryError {
  return new QueryError("QUERY.BAD_PROJECTION", message);
}
function badOrder(): QueryError {
  return new QueryError("QUERY.BAD_ORDER", "orderBy takes a list of expressions with .asc() or .desc()");
}

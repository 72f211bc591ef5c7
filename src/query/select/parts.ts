import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import { type Expr, isExpr, isOrder, type Order, type Predicate } from "../../sql/expr.ts";
import { canBeAlias, checkAlias, type OptionalOf } from "./source.ts";

/** What a query projects: expressions by the names they have in rows. */
export type Projections = Readonly<Record<string, Expr>>;
/** The same with objects in rows, as deep as wanted. */
export interface NestedProjections {
  readonly [name: string]: Expr | NestedProjections;
}
/** A row of a query. */
export type RowOf<P> = RowAmong<P, never>;
/** `N`: the optional source whose row is there. */
type RowAmong<P, N> = { -readonly [K in keyof P]: P[K] extends Expr<infer V> ? ValueAmong<P[K], V, N> : ObjectAmong<P[K], N> };
type ValueAmong<E, V, N> = [OptionalOf<E>] extends [never]
  ? V
  : OptionalOf<E> extends { readonly from: infer S; readonly value: infer W }
    ? [S] extends [N]
      ? W
      : V
    : V;
/** An object of columns of one optional source is null where that has no row. */
type ObjectAmong<P, N> = [OnlySource<P>] extends [never]
  ? RowAmong<P, never>
  : [OnlySource<P>] extends [N]
    ? RowAmong<P, N>
    : RowAmong<P, OnlySource<P>> | null;
type OnlySource<P> = SourcesIn<P> extends infer S ? ([S] extends [string] ? (IsUnion<S> extends true ? never : S) : never) : never;
/** Aliases of optional sources, and false for anything else. */
type SourcesIn<P> = P extends Expr
  ? [OptionalOf<P>] extends [{ readonly from: infer S }]
    ? [OptionalOf<P>] extends [never]
      ? false
      : S
    : false
  : { readonly [K in keyof P]: SourcesIn<P[K]> }[keyof P];
type IsUnion<S, All = S> = true extends (S extends unknown ? ([All] extends [S] ? false : true) : never) ? true : false;

export function projectionsOf(projections: unknown): Node<"projection">[] {
  return membersOf(projections).map(([alias, expression]) => {
    checkAlias(alias);
    if (!isExpr(expression)) throw badProjection(`"${alias}" is no expression; for a value write literal(...)`);
    return { kind: "projection", expression: expression.node, alias };
  });
}

/** Objects are taken apart: their values get aliases of their own, and say by a path where they stand. */
export function nestedProjectionsOf(projections: unknown): Node<"projection">[] {
  const members = membersOf(projections);
  const taken = new Set(members.map(([alias]) => alias));
  return members.flatMap(([name, member]) => (isObject(member) ? objectParts(member, [name], taken) : projectionsOf({ [name]: member })));
}

function objectParts(object: object, path: readonly string[], taken: Set<string>): Node<"projection">[] {
  return membersOf(object).flatMap(([name, member]) => {
    const inner = [...path, name];
    if (isObject(member)) return objectParts(member, inner, taken);
    if (!isExpr(member)) throw badProjection(`"${inner.join(".")}" is no expression; for a value write literal(...)`);
    return { kind: "projection", expression: member.node, alias: freeAlias(inner.join("."), taken), path: inner };
  });
}

function freeAlias(wanted: string, taken: Set<string>): string {
  let alias = wanted;
  for (let n = taken.size; taken.has(alias) || !canBeAlias(alias); n++) alias = `c${n}`;
  taken.add(alias);
  return alias;
}

function isObject(member: unknown): member is object {
  return typeof member === "object" && member !== null && !Array.isArray(member) && !isExpr(member);
}

function membersOf(projections: unknown): [name: string, member: unknown][] {
  if (typeof projections !== "object" || projections === null) throw badProjection("a query projects an object of expressions");
  const members = Object.entries(projections);
  if (members.length === 0) throw badProjection("a query needs at least one projection, in each object of a row");
  if (Object.hasOwn(projections, "__proto__")) throw badProjection('a row cannot have a property "__proto__"');
  return members;
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

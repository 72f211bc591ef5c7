import { QueryError } from "../kernel/errors.ts";
import type { CompareOperator, Expression } from "./ast.ts";
import { type Expr, operand, or, type Predicate, predicate, type Rows } from "./expr.ts";
import { type Term, term } from "./term.ts";

/** True when the query gives any row. */
export function exists(rows: Rows): Predicate {
  return predicate({ kind: "exists", query: rows.query, negated: false });
}
export function notExists(rows: Rows): Predicate {
  return predicate({ kind: "exists", query: rows.query, negated: true });
}

/** The value of a query of one column; NULL when it gives no row. More rows than one are an error of most databases: limit it. */
export function subquery<R extends object>(rows: Rows<R>): Term<R[keyof R] | null> {
  return term({ kind: "subquery", query: rows.query });
}

type Members<T extends readonly Expr[]> = { readonly [I in keyof T]: T[I] extends Expr<infer V> ? Exclude<V, null | undefined> | Expr<V | null> : never };

/** Several expressions compared as one, from the left: `tuple(a, b).lt([1, 2])` is true where a < 1, or a = 1 and b < 2. */
export interface Tuple<T extends readonly Expr[]> {
  eq(values: Members<T>): Predicate;
  ne(values: Members<T>): Predicate;
  lt(values: Members<T>): Predicate;
  lte(values: Members<T>): Predicate;
  gt(values: Members<T>): Predicate;
  gte(values: Members<T>): Predicate;
  in(rows: readonly Members<T>[]): Predicate;
}

export function tuple<const T extends readonly [Expr, ...Expr[]]>(...items: T): Tuple<T> {
  const left = items.map(({ node }) => node);
  const compare = (operator: CompareOperator, values: readonly unknown[]): Predicate =>
    predicate({ kind: "rowCompare", operator, left, right: sameLength(left, values) });
  return {
    eq: (values) => compare("=", values),
    ne: (values) => compare("<>", values),
    lt: (values) => compare("<", values),
    lte: (values) => compare("<=", values),
    gt: (values) => compare(">", values),
    gte: (values) => compare(">=", values),
    in: (rows) => {
      if (!Array.isArray(rows)) throw new QueryError("QUERY.BAD_ARGUMENT", "in() of a tuple takes a list of lists of values");
      return or(...rows.map((values) => compare("=", values)));
    },
  };
}

function sameLength(left: readonly Expression[], values: readonly unknown[]): readonly Expression[] {
  if (Array.isArray(values) && values.length === left.length) return values.map(operand);
  throw new QueryError("QUERY.BAD_ARGUMENT", `a tuple of ${left.length} is compared with a list of ${left.length} values`);
}

/** Rows in which a full-text search finds all the words, in databases that have it. */
export function match(columns: Expr<string | null> | readonly Expr<string | null>[], words: string): Predicate {
  const items = (Array.isArray(columns) ? columns : [columns]) as readonly Expr[];
  return predicate({ kind: "match", items: items.map(({ node }) => node), query: { kind: "value", value: words } });
}

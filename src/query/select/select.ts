import { QueryError } from "../../kernel/errors.ts";
import type { Node, Query, SetOperator } from "../../sql/ast.ts";
import { type Expr, type Rows, rowsBrand } from "../../sql/expr.ts";
import { type LockOption, readLock } from "../lock.ts";
import { countOf, given, type OrdersFor, ordersOf, pagingOf } from "./parts.ts";
import { bareColumns, type ColumnsOf } from "./source.ts";

/** Name of the derived table that a set operation becomes where its rows are ordered, limited or given out. */
const whole = "rows";
/** The same columns, of types that go together. */
type Same<R> = { readonly [K in keyof R]: unknown };
/** Rows of either of two queries. */
export type Joined<R, Q> = Q extends Rows<infer O> ? { [K in keyof R]: R[K] | O[K & keyof O] } : never;

/** A query whose rows have a type. Every method gives a new one; `db.query(select)` runs it. */
export class Select<R extends object> implements Rows<R> {
  declare readonly $row?: R;
  readonly query: Query;
  readonly [rowsBrand]: readonly string[];

  /** `columns`: properties of a row, in order. */
  constructor(query: Query, columns: readonly string[]) {
    this.query = query;
    this[rowsBrand] = columns;
  }

  /** The rows of both, each different row once. */
  union<Q extends Rows<Same<R>>>(other: Q): Select<Joined<R, Q>> {
    return this.#combined("union", false, other);
  }
  unionAll<Q extends Rows<Same<R>>>(other: Q): Select<Joined<R, Q>> {
    return this.#combined("union", true, other);
  }
  intersect(other: Rows<Same<R>>): Select<R> {
    return this.#combined("intersect", false, other);
  }
  intersectAll(other: Rows<Same<R>>): Select<R> {
    return this.#combined("intersect", true, other);
  }
  /** The rows of this query that the other does not give. */
  except(other: Rows<Same<R>>): Select<R> {
    return this.#combined("except", false, other);
  }
  exceptAll(other: Rows<Same<R>>): Select<R> {
    return this.#combined("except", true, other);
  }

  /** Orders the rows as they come out, by their columns. */
  orderBy(order: OrdersFor<ColumnsOf<Rows<R>>>): Select<R> {
    const columns = bareColumns(this[rowsBrand]) as ColumnsOf<Rows<R>>;
    const outer = this.#outer((query) => query.orderBy.length > 0 || query.paging !== undefined);
    return this.#with({ ...outer, orderBy: ordersOf(given(order, columns)) });
  }
  /** Rows at most. */
  limit(count: number | Expr): Select<R> {
    const outer = this.query.kind === "select" && this.query.paging?.limit === undefined ? this.query : this.#outer(() => true);
    return this.#with({ ...outer, paging: pagingOf(countOf("limit", count), outer.paging?.offset, outer.orderBy.length > 0) });
  }
  /** Rows to skip. */
  offset(count: number | Expr): Select<R> {
    const outer = this.query.kind === "select" && this.query.paging === undefined ? this.query : this.#outer((query) => query.paging?.offset !== undefined);
    return this.#with({ ...outer, paging: pagingOf(outer.paging?.limit, countOf("offset", count), outer.orderBy.length > 0) });
  }
  /** Locks the rows of the query's only table until the transaction ends; queries of several sources lock by `from(...).lock(...)`. */
  lock(option: LockOption): Select<R> {
    if (this.query.kind !== "select") throw new QueryError("QUERY.BAD_OPTION", "rows of a set operation cannot be locked; lock them in queries of their own");
    return this.#with({ ...this.query, lock: readLock(option) });
  }

  /** A query around this one, or this one if it is such a query and has room for more. */
  #outer(isFull: (query: Node<"select">) => boolean): Node<"select"> {
    if (this.query.kind === "select" && this.query.from?.kind === "derived" && this.query.from.alias === whole && !isFull(this.query)) return this.query;
    return rowsAround(this.query, this[rowsBrand]);
  }
  #with(query: Query): Select<R> {
    return new Select(query, this[rowsBrand]);
  }
  #combined<T extends object>(operator: SetOperator, all: boolean, other: Rows): Select<T> {
    return new Select<T>({ kind: "setOperation", operator, all, left: this.query, right: other.query }, this[rowsBrand]);
  }
}

/** All rows of a query, through a query of its columns alone. */
export function rowsAround(query: Query, columns: readonly string[]): Node<"select"> {
  return {
    kind: "select",
    projections: columns.map((name) => ({ kind: "projection", expression: { kind: "column", table: whole, name }, alias: name })),
    from: { kind: "derived", query, alias: whole },
    orderBy: [],
  };
}

import { isModel } from "../../model/describe.ts";
import type { AnyTableOptions } from "../../model/options.ts";
import type { AnyTable } from "../../model/table-class.ts";
import type { Expression, JoinForm, Node, Source } from "../../sql/ast.ts";
import type { Expr, Order, Predicate } from "../../sql/expr.ts";
import { type LockOfOption, queryLock } from "../lock.ts";
import { NestedSelect, type Selected } from "./nested-select.ts";
import {
  allOf,
  type ConditionFor,
  conditionOf,
  countOf,
  expressionsOf,
  given,
  type NestedProjections,
  nestedProjectionsOf,
  type OrdersFor,
  ordersOf,
  pagingOf,
} from "./parts.ts";
import { Select } from "./select.ts";
import { type ColumnsOf, type MaybeMissing, type NamedQuery, type SourceLike, type Sources, sourceOf } from "./source.ts";

type With<S, N extends string, C> = S & { readonly [K in N]: C };
type Outer<S> = { readonly [K in keyof S]: MaybeMissing<S[K], K & string> };
type Expressions<S> = readonly Expr[] | ((sources: S) => readonly Expr[]);

interface Parts {
  readonly with: readonly Node<"cte">[];
  readonly from: Source | undefined;
  readonly joins: readonly Node<"join">[];
  readonly where: readonly Expression[];
  readonly groupBy: readonly Expression[];
  readonly having: readonly Expression[];
  readonly orderBy: readonly Node<"ordering">[];
  readonly distinct: boolean;
  readonly distinctOn: readonly Expression[];
  readonly limit: Expression | undefined;
  readonly offset: Expression | undefined;
  readonly lock: LockOfOption | undefined;
}

/**
 * A query under construction: sources with aliases, then conditions, then `select`. Every method gives a new one. Callbacks get the columns of all
 * sources by alias; those of outer joins may be NULL.
 */
export class From<S extends Sources> {
  readonly #sources: S;
  readonly #parts: Parts;
  /** A column of the key of each table, by alias. */
  readonly #keys: ReadonlyMap<string, string>;

  constructor(sources: S, parts: Parts, keys: ReadonlyMap<string, string>) {
    this.#sources = sources;
    this.#parts = parts;
    this.#keys = keys;
  }

  innerJoin<J extends SourceLike, const N extends string>(source: J, alias: N, on: ConditionFor<With<S, N, ColumnsOf<J>>>): From<With<S, N, ColumnsOf<J>>> {
    return this.#join("inner", source, alias, on);
  }
  leftJoin<J extends SourceLike, const N extends string>(
    source: J,
    alias: N,
    on: ConditionFor<With<S, N, ColumnsOf<J>>>,
  ): From<With<S, N, MaybeMissing<ColumnsOf<J>, N>>> {
    return this.#join("left", source, alias, on);
  }
  rightJoin<J extends SourceLike, const N extends string>(
    source: J,
    alias: N,
    on: ConditionFor<With<S, N, ColumnsOf<J>>>,
  ): From<With<Outer<S>, N, ColumnsOf<J>>> {
    return this.#join("right", source, alias, on);
  }
  fullJoin<J extends SourceLike, const N extends string>(
    source: J,
    alias: N,
    on: ConditionFor<With<S, N, ColumnsOf<J>>>,
  ): From<With<Outer<S>, N, MaybeMissing<ColumnsOf<J>, N>>> {
    return this.#join("full", source, alias, on);
  }
  crossJoin<J extends SourceLike, const N extends string>(source: J, alias: N): From<With<S, N, ColumnsOf<J>>> {
    return this.#join("cross", source, alias, undefined);
  }
  /** Joins, for each row so far, the rows of a query that may refer to it. */
  innerJoinLateral<R extends object, const N extends string>(query: (sources: S) => Select<R>, alias: N): From<With<S, N, ColumnsOf<Select<R>>>> {
    return this.#join("inner", query(this.#sources), alias, "lateral");
  }
  /** The same, keeping rows for which the query gives nothing. */
  leftJoinLateral<R extends object, const N extends string>(
    query: (sources: S) => Select<R>,
    alias: N,
  ): From<With<S, N, MaybeMissing<ColumnsOf<Select<R>>, N>>> {
    return this.#join("left", query(this.#sources), alias, "lateral");
  }

  /** Names queries that inner ones read from. Those that are joined themselves need not be named. */
  with(...queries: readonly NamedQuery[]): From<S> {
    return this.#but({ with: [...this.#parts.with, ...queries.map(({ cte }) => cte)] });
  }
  /** Several calls must all hold. */
  where(condition: ConditionFor<S>): From<S> {
    return this.#but({ where: [...this.#parts.where, conditionOf(given(condition, this.#sources), "where")] });
  }
  groupBy(expressions: Expressions<S>): From<S> {
    return this.#but({ groupBy: [...this.#parts.groupBy, ...expressionsOf(given(expressions, this.#sources), "groupBy")] });
  }
  having(condition: ConditionFor<S>): From<S> {
    return this.#but({ having: [...this.#parts.having, conditionOf(given(condition, this.#sources), "having")] });
  }
  orderBy(order: OrdersFor<S>): From<S> {
    return this.#but({ orderBy: [...this.#parts.orderBy, ...ordersOf(given(order, this.#sources))] });
  }
  /** Each different row once. */
  distinct(): From<S> {
    return this.#but({ distinct: true });
  }
  /** The first row, in the order, of those that agree in some expressions. */
  distinctOn(expressions: Expressions<S>): From<S> {
    return this.#but({ distinctOn: expressionsOf(given(expressions, this.#sources), "distinctOn") });
  }
  /** Rows at most. */
  limit(count: number | Expr): From<S> {
    return this.#but({ limit: countOf("limit", count) });
  }
  /** Rows to skip. */
  offset(count: number | Expr): From<S> {
    return this.#but({ offset: countOf("offset", count) });
  }
  /** Locks the rows until the transaction ends. Throws QueryError at the call that runs it where the database has no such lock. */
  lock(option: LockOfOption): From<S> {
    return this.#but({ lock: option });
  }

  /**
   * Says what rows hold: expressions by name, or objects of them. A whole source is spread, or an object: `({ f, s }) => ({ ...f, supplier: s })`. An
   * object of columns of one optional source is null where that has no row.
   */
  select<const P extends NestedProjections>(projections: P | ((sources: S) => P)): Selected<P> {
    const { with: ctes, distinct, distinctOn, where, groupBy, having, limit, offset, lock, ...rest } = this.#parts;
    const made = nestedProjectionsOf(given(projections, this.#sources));
    const query: Node<"select"> = {
      kind: "select",
      ...rest,
      with: ctes.length > 0 ? ctes : undefined,
      distinct: distinct || undefined,
      distinctOn: distinctOn.length > 0 ? distinctOn : undefined,
      projections: made,
      joins: rest.joins.length > 0 ? rest.joins : undefined,
      where: allOf(where),
      groupBy: groupBy.length > 0 ? groupBy : undefined,
      having: allOf(having),
      paging: pagingOf(limit, offset, rest.orderBy.length > 0),
      lock: lock && queryLock(lock, this.#keys),
    };
    const isNested = made.some(({ path }) => path !== undefined);
    const columns = made.map(({ alias = "" }) => alias);
    return (isNested ? new NestedSelect(query) : new Select(query, columns)) as unknown as Selected<P>; // as its projections are
  }

  #but(changes: Partial<Parts>): From<S> {
    return new From(this.#sources, { ...this.#parts, ...changes }, this.#keys);
  }

  #join<T extends Sources>(form: JoinForm, source: unknown, alias: string, on: unknown): From<T> {
    const lateral = on === "lateral";
    const made = sourceOf(source, alias, lateral);
    const sources = { ...this.#sources, [alias]: made.columns } as unknown as T; // what the callers' types say
    const condition: Expression | undefined = lateral
      ? { kind: "constant", value: true }
      : on === undefined
        ? undefined
        : conditionOf(given(on as ConditionFor<T>, sources), "a join");
    const join: Node<"join"> = { kind: "join", form, source: made.node, on: condition };
    const parts = { ...this.#parts, joins: [...this.#parts.joins, join], with: [...this.#parts.with, ...made.ctes] };
    return new From(sources, parts, keysWith(this.#keys, source, alias));
  }
}

function keysWith(keys: ReadonlyMap<string, string>, source: unknown, alias: string): ReadonlyMap<string, string> {
  if (!isModel(source)) return keys;
  const { pk } = source.options as AnyTableOptions;
  return new Map(keys).set(alias, (typeof pk === "string" ? pk : pk[0]) as string);
}

const nothing: Parts = {
  with: [],
  from: undefined,
  joins: [],
  where: [],
  groupBy: [],
  having: [],
  orderBy: [],
  distinct: false,
  distinctOn: [],
  limit: undefined,
  offset: undefined,
  lock: undefined,
};

/** Begins a query: `from(Flavor, "f").leftJoin(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id)).select(({ f, s }) => ({ name: f.name, by: s.name }))`. */
export function from<T extends SourceLike, const N extends string>(source: T, alias: N): From<{ readonly [K in N]: ColumnsOf<T> }> {
  const { node, columns, ctes } = sourceOf(source, alias);
  const sources = { [alias]: columns } as { readonly [K in N]: ColumnsOf<T> };
  return new From(sources, { ...nothing, from: node, with: ctes }, keysWith(new Map(), source, alias));
}

/** What a query of one table may say besides its projections. */
export interface SelectOptions {
  readonly where?: Predicate;
  readonly groupBy?: readonly Expr[];
  readonly having?: Predicate;
  readonly orderBy?: readonly (Order | Expr)[];
  readonly distinct?: boolean;
  readonly limit?: number | Expr;
  readonly offset?: number | Expr;
  readonly lock?: LockOfOption;
}

/** A query of one table in one call, with its columns as `Flavor.c` has them. */
export function selectQuery<T extends AnyTable, const P extends NestedProjections>(model: T, projections: P, options: SelectOptions = {}): Selected<P> {
  let query = from(model, model.tableName);
  if (options.where) query = query.where(options.where);
  if (options.groupBy) query = query.groupBy(options.groupBy);
  if (options.having) query = query.having(options.having);
  if (options.orderBy) query = query.orderBy(options.orderBy);
  if (options.distinct) query = query.distinct();
  if (options.limit !== undefined) query = query.limit(options.limit);
  if (options.offset !== undefined) query = query.offset(options.offset);
  if (options.lock) query = query.lock(options.lock);
  return query.select(projections);
}

/** A query without a source: one row of expressions. */
export function selectRow<const P extends NestedProjections>(projections: P): Selected<P> {
  return new From({}, nothing, new Map()).select(projections);
}

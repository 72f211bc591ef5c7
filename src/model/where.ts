import type { Predicate } from "../sql/handle.ts";
import type { CardinalityOf, RelationsOf, TargetOf } from "./relation.ts";
import type { AnyTable, Column, Sql } from "./table-class.ts";

interface Comparison<V> {
  readonly eq?: V;
  readonly ne?: V;
  readonly lt?: NonNullable<V>;
  readonly le?: NonNullable<V>;
  readonly lte?: NonNullable<V>;
  readonly gt?: NonNullable<V>;
  readonly ge?: NonNullable<V>;
  readonly gte?: NonNullable<V>;
  readonly in?: readonly V[];
  readonly notIn?: readonly V[];
  /** Both ends belong to it. */
  readonly between?: readonly [low: NonNullable<V>, high: NonNullable<V>];
  readonly isNull?: boolean;
}
interface TextComparison<V> extends Comparison<V> {
  readonly like?: string;
  readonly ilike?: string;
  readonly contains?: string;
  readonly icontains?: string;
  readonly startsWith?: string;
  readonly istartsWith?: string;
  readonly endsWith?: string;
  readonly iendsWith?: string;
}
/** Whole structured values are compared for equality only. */
interface StructuredComparison<V> {
  readonly eq?: V;
  readonly ne?: V;
  readonly isNull?: boolean;
}
type IsPlain<V> = NonNullable<V> extends string | number | bigint | boolean | Date | Uint8Array ? true : false;

/** What a column may be compared with: a value, or operators. Columns with structured values take operators or null only. */
export type ColumnFilter<V> = [NonNullable<V>] extends [string]
  ? V | TextComparison<V>
  : IsPlain<V> extends true
    ? V | Comparison<V>
    : StructuredComparison<V> | Extract<V, null>;

export interface Words<T extends AnyTable> {
  readonly and?: readonly Where<T>[];
  readonly or?: readonly Where<T>[];
  readonly not?: Where<T>;
}
/** One row at most: it is such, or it is not (which holds when there is none, too). null: there is none. */
interface ToOneFilter<T extends AnyTable> {
  readonly is?: Where<T> | Predicate | null;
  readonly isNot?: Where<T> | Predicate | null;
}
/** A condition that is unknown for a row, because of a NULL, is not met by it. */
interface ToManyFilter<T extends AnyTable> {
  readonly some?: Where<T> | Predicate;
  readonly none?: Where<T> | Predicate;
  /** Holds when there are no rows. */
  readonly every?: Where<T> | Predicate;
}
/** What may be asked of a relation. */
type RelationFilter<R> = CardinalityOf<R> extends "many" ? ToManyFilter<TargetOf<R>> : ToOneFilter<TargetOf<R>>;
/** A filter as a dictionary: `{ rating: { gte: 4 }, or: [{ name: "x" }, { supplierId: null }], tags: { some: { label: "new" } } }`. */
export type Where<T extends AnyTable> = { readonly [K in Column<T>]?: ColumnFilter<Sql<T["$row"][K]>> } & {
  readonly [K in keyof RelationsOf<T>]?: RelationFilter<RelationsOf<T>[K]>;
} & Words<T>;

/**
 * Keys that are given and may hold undefined. Optional keys may be absent, which is no mistake, and without `exactOptionalPropertyTypes` nobody can
 * tell the two apart.
 */
export type UndefinedKeys<V> = { [K in keyof V]-?: undefined extends V[K] ? (object extends Pick<V, K> ? never : K) : never }[keyof V] & string;

/**
 * Refuses what TypeScript lets pass in an inferred argument: misspelt keys beside right ones, and undefined. The error of undefined is one of the whole
 * object: a property that had to be undefined and an error as well would be `never`, and its message lost.
 */
export type CheckedWhere<T extends AnyTable, W> = W extends Predicate
  ? unknown
  : [UndefinedKeys<W>] extends [never]
    ? {
        readonly [K in keyof W]: K extends "and" | "or"
          ? CheckedAll<T, W[K]>
          : K extends "not"
            ? CheckedWhere<T, W[K]>
            : K extends Column<T>
              ? CheckedOperators<W[K], ColumnFilter<Sql<T["$row"][K]>>>
              : K extends keyof RelationsOf<T>
                ? CheckedRelation<RelationsOf<T>[K], W[K]>
                : { error: `"${T["tableName"]}" has no column or relation "${K & string}"` };
      }
    : { error: `"${UndefinedKeys<W>}" is undefined: leave it out, or use null for IS NULL` };
type CheckedRelation<R, F> = [UndefinedKeys<F>] extends [never]
  ? {
      readonly [O in keyof F]: O extends keyof RelationFilter<R>
        ? F[O] extends null
          ? unknown
          : CheckedWhere<TargetOf<R>, F[O]>
        : { error: `unknown word "${O & string}"; there are ${keyof RelationFilter<R> & string}` };
    }
  : { error: `"${UndefinedKeys<F>}" is undefined: leave it out, or write {} for any row` };
/** A mapped type keeps a tuple a tuple only over a naked type parameter; over `W[K]` it would map `length` and `map` too. */
type CheckedAll<T extends AnyTable, A> = { readonly [I in keyof A]: CheckedWhere<T, A[I]> };
type CheckedOperators<F, Allowed> = F extends Date | Uint8Array | readonly unknown[] | string | number | bigint | boolean | null | undefined
  ? unknown
  : [UndefinedKeys<F>] extends [never]
    ? { readonly [O in keyof F]: O extends OperatorsOf<Allowed> ? unknown : { error: `unknown operator "${O & string}"` } }
    : { error: `"${UndefinedKeys<F>}" is undefined` };
type OperatorsOf<F> = F extends { readonly isNull?: boolean } ? keyof F : never;

/** A column to order by; a minus in front is descending. */
export type OrderKey<T extends AnyTable> = Column<T> | `-${Column<T>}`;

import type { CardinalityOf, InverseLink, Relation, RelationsOf, TargetOf } from "../../model/relation.ts";
import type { AnyTable, Column } from "../../model/table-class.ts";
import type { CheckedWhere, OrderKey, Where } from "../../model/where.ts";
import type { Order, Predicate } from "../../sql/handle.ts";
import type { LoadStrategy, PathLoad, RelationLoad } from "./load-options.ts";

/** Options of one relation in `load`. */
export interface NestedOptions<T extends AnyTable> {
  /** By default the fastest that is correct. */
  readonly strategy?: LoadStrategy;
  readonly where?: Where<T> | Predicate;
  /** Collections only. */
  readonly orderBy?: readonly (OrderKey<T> | Order)[];
  /** Rows per parent at most; collections only. */
  readonly limit?: number;
  /** Rows to skip per parent; collections only. */
  readonly offset?: number;
  /** Parents per query of a select-in load. */
  readonly batch?: number;
  /** Only these columns; keys that loading needs are fetched, not given back. */
  readonly select?: readonly Column<T>[];
  readonly load?: LoadArg<T>;
  readonly counts?: CountsArg<T>;
}
/** `{ flavors: true, supplier: { load: { ... } } }`, or paths as data: `["flavors.tags", selectinload("supplier")]`. */
export type LoadArg<T extends AnyTable> =
  | { readonly [K in keyof RelationsOf<T>]?: true | NestedOptions<TargetOf<RelationsOf<T>[K]>> | RelationLoad }
  | readonly (string | PathLoad)[];
/** `{ flavors: true }` or `{ flavors: { where: ... } }`: numbers of related rows, under `counts`. */
export type CountsArg<T extends AnyTable> = {
  readonly [K in keyof RelationsOf<T>]?: true | { readonly where: Where<TargetOf<RelationsOf<T>[K]>> | Predicate };
};

// From what was written to a tree of options.
type Head<E> = E extends PathLoad<infer P, unknown> ? FirstStep<P> : FirstStep<E>;
type FirstStep<P> = string extends P ? never : P extends `${infer A}.${string}` ? A : P;
/** What is left of the paths that begin with H. */
type Rest<E, H extends string> = E extends PathLoad<`${H}.${infer P}`, infer O> ? PathLoad<P, O> : E extends `${H}.${infer P}` ? P : never;
type OptionsAt<E, H extends string> = E extends PathLoad<H, infer O> ? O : never;
type OrNothing<X> = [X] extends [never] ? unknown : X;
type TreeOf<E> = {
  readonly [H in Head<E> & string]: object & OrNothing<OptionsAt<E, H>> & ([Rest<E, H>] extends [never] ? unknown : { readonly load: TreeOf<Rest<E, H>> });
};
type Tree<L> = L extends readonly (infer E)[] ? TreeOf<E> : L;
type LoadIn<O> = O extends { readonly load: infer L } ? Tree<L> : object;
type Options<V> = V extends RelationLoad<infer O> ? O : V;

// From the tree to rows.
type Base<T extends AnyTable, O> = O extends { readonly select: readonly (infer K)[] } ? Pick<T["$row"], K & keyof T["$row"]> : InstanceType<T>;
type Disabled = { readonly strategy: "lazy" | "noload" | "raise" };
/** A filter may leave out the one row there is. */
type Attached<C, O, V> = C extends "many" ? V[] : C extends "maybe" ? V | null : O extends { readonly where: unknown } ? V | null : V;
/** The relations that a tree adds to rows. */
export type Relations<T extends AnyTable, L> = {
  [K in keyof L & keyof RelationsOf<T> as Options<L[K]> extends Disabled ? never : K]: Attached<
    CardinalityOf<RelationsOf<T>[K]>,
    Options<L[K]>,
    Loaded<TargetOf<RelationsOf<T>[K]>, Options<L[K]>>
  >;
};
/** What `load()` adds to rows. */
export type LoadedRelations<T extends AnyTable, L> = Relations<T, Tree<L>>;
/** Rows in hand once relations are loaded onto them: what they held of these before is replaced. */
export type LoadedOnto<R, A> = [keyof R & keyof A] extends [never] ? R & A : Omit<R, keyof A> & A;
type Counted<O> = O extends { readonly counts: infer C } ? { counts: { -readonly [K in keyof C]: number } } : unknown;

/** All relations to a depth, never back through the one that led there. */
export type ToDepth<T extends AnyTable, D, From = never> = D extends keyof Less
  ? {
      [K in keyof RelationsOf<T> as LeadsBack<RelationsOf<T>[K], From> extends true ? never : K]: Attached<
        CardinalityOf<RelationsOf<T>[K]>,
        unknown,
        InstanceType<TargetOf<RelationsOf<T>[K]>> & ToDepth<TargetOf<RelationsOf<T>[K]>, Less[D], { relation: RelationsOf<T>[K]; source: T }>
      >;
    }
  : unknown;
interface Less {
  1: 0;
  2: 1;
  3: 2;
}
type LeadsBack<R, From> = [From] extends [{ relation: infer F; source: infer S }]
  ? [TargetOf<R>] extends [S]
    ? R extends Relation<AnyTable, CardinalityOf<R>, InverseLink<F>>
      ? true
      : false
    : false
  : false;
type Deep<T extends AnyTable, O> = O extends { readonly depth: infer D } ? ToDepth<T, D> : unknown;

/** The row that a read with these options gives. */
export type Loaded<T extends AnyTable, O> = [keyof LoadIn<O>] extends [never]
  ? Base<T, O> & Counted<O> & Deep<T, O>
  : Base<T, O> & Counted<O> & Relations<T, LoadIn<O>>;

// Guards: inferred arguments get no check of their own from the compiler. What does not fit the constraint is inferred as the constraint itself; the
// compiler then says all there is to say, and a guard would only hide it.
type IsConstraint<O, Known> = [Known] extends [O] ? (keyof O extends keyof Known ? true : false) : false;

/** Refuses options that are not there, at every level, and says which. */
export type Checked<T extends AnyTable, O, Known> =
  IsConstraint<O, Known> extends true
    ? unknown
    : {
        readonly [K in keyof O]: K extends keyof Known ? CheckedOption<T, K, O[K]> : { error: `unknown option "${K & string}"` };
      };
type CheckedOption<T extends AnyTable, K, V> = K extends "select"
  ? CheckedSelect<T, V>
  : K extends "orderBy"
    ? CheckedOrder<T, V>
    : K extends "load"
      ? CheckedLoad<T, V>
      : K extends "where"
        ? CheckedWhere<T, V>
        : K extends "counts"
          ? CheckedCounts<T, V>
          : unknown;
type CheckedSelect<T extends AnyTable, S> = {
  readonly [I in keyof S]: S[I] extends Column<T> ? S[I] : { error: `"${T["tableName"]}" has no column "${S[I] & string}"` };
};
type CheckedOrder<T extends AnyTable, S> = {
  readonly [I in keyof S]: S[I] extends OrderKey<T> | Order ? S[I] : { error: `"${T["tableName"]}" has no column to order by "${S[I] & string}"` };
};
type CheckedCounts<T extends AnyTable, C> =
  IsConstraint<C, CountsArg<T>> extends true
    ? unknown
    : {
        readonly [K in keyof C]: K extends keyof RelationsOf<T>
          ? C[K] extends { readonly where: infer W }
            ? { readonly where: CheckedWhere<TargetOf<RelationsOf<T>[K]>, W> }
            : unknown
          : { error: NoRelation<T, K> };
      };
export type CheckedLoad<T extends AnyTable, L> = [LoadArg<T>] extends [L]
  ? unknown
  : L extends readonly unknown[]
    ? { readonly [I in keyof L]: CheckedPath<T, L[I]> }
    : { readonly [K in keyof L]: K extends keyof RelationsOf<T> ? CheckedRelationLoad<TargetOf<RelationsOf<T>[K]>, L[K]> : { error: NoRelation<T, K> } };
type CheckedRelationLoad<T extends AnyTable, V> = V extends true
  ? true
  : V extends RelationLoad<infer O>
    ? RelationLoad<Fits<T, O>>
    : Checked<T, V, NestedOptions<T>>;
/** A helper does not know its table, so what it holds is checked where it is used. */
type Fits<T extends AnyTable, O> = Checked<T, O, NestedOptions<T>> &
  (O extends NestedOptions<T> ? unknown : { error: `these options do not fit "${T["tableName"]}"` });
type CheckedPath<T extends AnyTable, E> =
  E extends PathLoad<infer P, infer O>
    ? EndOf<T, P> extends infer X
      ? X extends AnyTable
        ? PathLoad<P, Fits<X, O>>
        : X
      : never
    : EndOf<T, E> extends { error: string }
      ? EndOf<T, E>
      : E;
/** The model at the end of a path; paths known at run time only are checked there. */
type EndOf<T extends AnyTable, P> = string extends P
  ? AnyTable
  : P extends `${infer A}.${infer B}`
    ? A extends keyof RelationsOf<T>
      ? EndOf<TargetOf<RelationsOf<T>[A]>, B>
      : { error: NoRelation<T, A> }
    : P extends keyof RelationsOf<T>
      ? TargetOf<RelationsOf<T>[P]>
      : { error: NoRelation<T, P> };
/** Text alone, not an object with a name of its own: compilers would show the name. */
type NoRelation<T extends AnyTable, P> = `"${T["tableName"]}" has no relation "${P & string}"`;

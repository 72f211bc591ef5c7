import type { Cardinality } from "../model/definition.ts";
import type { CardinalityOf, Relation, RelationsOf, TargetOf } from "../model/relation.ts";
import type { AnyTable } from "../model/table-class.ts";
import type { Result } from "../query/result.ts";

type Part<S extends string> = S extends `${infer A}, ${infer B}` ? A | Part<B> : S;
/** Columns that hold the key of another table by a declared relation. */
type ForeignKeyColumns<T extends AnyTable> = {
  [K in keyof RelationsOf<T>]: RelationsOf<T>[K] extends Relation<AnyTable, Cardinality, `up:${infer C}`> ? Part<C> : never;
}[keyof RelationsOf<T>];

type Optional<V, K> = Omit<V, K & keyof V> & Partial<Pick<V, K & keyof V>>;
type ColumnsOf<T extends AnyTable> = Optional<T["$insert"], ForeignKeyColumns<T>>;
/** Mapped once more for its name: messages show that. */
type NewColumns<T extends AnyTable> = { [K in keyof ColumnsOf<T>]: ColumnsOf<T>[K] };
type NewRelations<T extends AnyTable> = {
  [K in keyof RelationsOf<T>]?: CardinalityOf<RelationsOf<T>[K]> extends "many"
    ? NewOrKnown<TargetOf<RelationsOf<T>[K]>>[]
    : NewOrKnown<TargetOf<RelationsOf<T>[K]>> | null;
};
type NewOrKnown<T extends AnyTable> = NewRow<T> | T["$row"];
/** A new row: columns as for insert, and related rows, new or known. A foreign key may be left out where its relation is given. */
export type NewRow<T extends AnyTable> = NewColumns<T> & NewRelations<T>;

/** Refuses properties that a row does not have, and those of related rows: inferred arguments get no such check from the compiler. */
export type CheckedRow<T extends AnyTable, R> =
  NewRow<T> extends R
    ? unknown
    : {
        readonly [K in keyof R]: K extends keyof InstanceType<T>
          ? unknown
          : K extends keyof RelationsOf<T>
            ? CheckedRelated<TargetOf<RelationsOf<T>[K]>, R[K]>
            : { error: `"${T["tableName"]}" has no column or relation "${K & string}"` };
      };
type CheckedRelated<T extends AnyTable, V> = V extends readonly unknown[] ? CheckedRows<T, V> : CheckedRow<T, V>;
type CheckedRows<T extends AnyTable, V> = { readonly [I in keyof V]: CheckedRow<T, V[I]> };

/** A row from elsewhere, or as much of it as is to be copied, with related rows. */
export type MergedRow<T extends AnyTable> = Partial<T["$row"]> & {
  readonly [K in keyof RelationsOf<T>]?: CardinalityOf<RelationsOf<T>[K]> extends "many"
    ? readonly MergedRow<TargetOf<RelationsOf<T>[K]>>[]
    : MergedRow<TargetOf<RelationsOf<T>[K]>> | null;
} & object;

/** Refuses objects that are no row, though they may lead to one. */
export type OneRow<R> =
  R extends PromiseLike<unknown>
    ? { error: "this is the promise of a row: await it first" }
    : R extends readonly unknown[] | Result<unknown>
      ? { error: "these are several rows: give them one by one" }
      : R extends AnyTable
        ? { error: "this is a model: give a row of it" }
        : unknown;

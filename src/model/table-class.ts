import type * as z from "zod";
import type { Handle } from "../sql/handle.ts";
import type { TableOptions } from "./options.ts";

type In<S extends z.ZodObject> = z.input<S>;
type Out<S extends z.ZodObject> = z.output<S>;
export type Names<S extends z.ZodObject> = keyof S["shape"] & string;
type Simple<T> = { [K in keyof T]: T[K] };
type MayBeLeftOut<I, K extends keyof I> = undefined extends I[K] ? true : false;
type OutAt<S extends z.ZodObject, K extends Names<S>> = Exclude<Out<S>[K & keyof Out<S>], undefined>;
type NullIfOptional<S extends z.ZodObject, K extends Names<S>> = undefined extends Out<S>[K & keyof Out<S>] ? null : never;

/** Application values; a key may be left out (or undefined) when Zod accepts undefined or the database fills it. null clears any column that may be absent. */
type InsertOf<S extends z.ZodObject, G> = Simple<
  { [K in Names<S> as K extends G ? never : MayBeLeftOut<In<S>, K & keyof In<S>> extends true ? never : K]: OutAt<S, K> } & {
    [K in Names<S> as K extends G ? K : MayBeLeftOut<In<S>, K & keyof In<S>> extends true ? K : never]?: OutAt<S, K> | NullIfOptional<S, K> | undefined;
  }
>;
type ChangesOf<S extends z.ZodObject, PK> = {
  readonly [K in Names<S> as K extends (PK extends readonly (infer P)[] ? P : PK) ? never : K]?: OutAt<S, K> | NullIfOptional<S, K>;
};

/** undefined (absent) becomes null in expressions. */
export type Sql<V> = undefined extends V ? Exclude<V, undefined> | null : V;
type Handles<S extends z.ZodObject> = { readonly [K in Names<S>]: Handle<Sql<Out<S>[K & keyof Out<S>]>, K> };

export type KeyNames<S extends z.ZodObject> = Names<S> | readonly [Names<S>, ...Names<S>[]];
type KeyOf<S extends z.ZodObject, PK> = PK extends readonly (infer K extends Names<S>)[] ? { readonly [P in K]: OutAt<S, P> } : OutAt<S, PK & Names<S>>;

/** The static side of a model. Members beginning with `$` are types only: no value is ever stored in them. */
export interface TableClass<N extends string, S extends z.ZodObject, PK, G extends string> {
  /** Parses wire values (`z.input`) and holds the outcome. Throws ZodError. */
  new (values: In<S>): Out<S>;
  readonly tableName: N;
  /** The very schema given to `table()`. */
  readonly schema: S;
  /** The columns as expressions: `Flavor.c.rating.gte(4)`. */
  readonly c: Handles<S>;
  readonly options: TableOptions<Names<S>, PK, G>;
  readonly "~standard": S["~standard"];
  readonly $row: Out<S>;
  readonly $insert: InsertOf<S, G>;
  readonly $changes: ChangesOf<S, PK>;
  readonly $key: KeyOf<S, PK>;
  readonly $pk: PK;
}

/** Any model, seen without its columns. Kept this shallow so that a class may appear in its own relations. */
export interface AnyTable {
  new (values: never): object;
  readonly tableName: string;
  readonly schema: z.ZodObject;
  readonly c: object;
  readonly options: object;
  readonly $row: object;
  readonly $insert: object;
  readonly $changes: object;
  readonly $key: unknown;
  readonly $pk: unknown;
}

/** Properties of a model's columns. */
export type Column<T extends AnyTable> = keyof T["$row"] & string;

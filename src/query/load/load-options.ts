import { QueryError } from "../../kernel/errors.ts";
import type { OrderItem } from "../order.ts";

/** How a relation is loaded. `lazy` and `noload` leave it unloaded: nothing is ever loaded on access. `raise` makes access an error. */
export type LoadStrategy = "auto" | "joined" | "selectin" | "lazy" | "noload" | "raise";

/** What may be said of one relation at run time; the public types are stricter. */
export interface RelationLoadOptions {
  readonly strategy?: LoadStrategy | undefined;
  readonly where?: unknown;
  readonly orderBy?: readonly OrderItem[] | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  /** Parents per query of a select-in load. */
  readonly batch?: number | undefined;
  readonly select?: readonly string[] | undefined;
  readonly counts?: Readonly<Record<string, unknown>> | undefined;
  readonly load?: unknown;
}

const brand: unique symbol = Symbol.for("ormdantic.load") as never;

/** A strategy with its options, for the value of a relation in `load: { ... }`. Carries its options in its type. */
export class RelationLoad<O = unknown> {
  readonly [brand] = true;
  readonly options: O & RelationLoadOptions;
  constructor(options: O & RelationLoadOptions) {
    this.options = options;
  }
}

/** A path with a strategy and options for its last relation, for `load: [ ... ]`. Every step before it is loaded as well. */
export class PathLoad<P extends string = string, O = unknown> {
  readonly [brand] = true;
  readonly path: P;
  readonly options: O & RelationLoadOptions;

  constructor(path: P, options: O & RelationLoadOptions) {
    this.path = path;
    this.options = options;
  }

  /** Only rows that match. */
  filter<const W extends object>(where: W): PathLoad<P, O & { readonly where: W }> {
    return new PathLoad<P, O & { readonly where: W }>(this.path, { ...this.options, where });
  }
  /** Orders the collection: `"name"`, `"-rating"`. */
  sortedBy<const C extends readonly OrderItem[]>(...orderBy: C): PathLoad<P, O & { readonly orderBy: C }> {
    return new PathLoad<P, O & { readonly orderBy: C }>(this.path, { ...this.options, orderBy });
  }
  /** Parents per query, for select-in loads. */
  batched(batch: number): PathLoad<P, O> {
    return new PathLoad(this.path, { ...this.options, batch });
  }
  /** Rows per parent at most. */
  limit(limit: number): PathLoad<P, O> {
    return new PathLoad(this.path, { ...this.options, limit });
  }
}

export function isRelationLoad(value: unknown): value is RelationLoad<RelationLoadOptions> {
  return typeof value === "object" && value !== null && brand in value && !("path" in value);
}
export function isPathLoad(value: unknown): value is PathLoad<string, RelationLoadOptions> {
  return typeof value === "object" && value !== null && brand in value && "path" in value;
}

/** A helper of one strategy: with a path for `load: [ ... ]`, else for the value of a relation in `load: { ... }`. */
interface Helper {
  <const P extends string>(path: P): PathLoad<P, object>;
  (): RelationLoad<object>;
  <const O extends RelationLoadOptions>(options: O): RelationLoad<O>;
}
/** A helper of a strategy that loads nothing, and therefore takes no options. */
interface DisablingHelper<S extends LoadStrategy> {
  <const P extends string>(path: P): PathLoad<P, { readonly strategy: S }>;
  (): RelationLoad<{ readonly strategy: S }>;
}

function helper(strategy: LoadStrategy): (argument?: string | RelationLoadOptions) => RelationLoad | PathLoad {
  return (argument = {}) => (typeof argument === "string" ? new PathLoad(argument, { strategy }) : new RelationLoad({ ...argument, strategy }));
}

/** Joins the relation into the query of its parents. */
export const joinedload = helper("joined") as Helper;
/** Loads the relation of all parents by a query of its own: one per `batch` parents. */
export const selectinload = helper("selectin") as Helper;
/** Leaves the relation unloaded; the same as `noload`, since nothing is loaded on access. */
export const lazyload = helper("lazy") as DisablingHelper<"lazy">;
export const noload = helper("noload") as DisablingHelper<"noload">;
/** Leaves the relation unloaded, and makes access to it a RelationshipLoadingError. */
export const raiseload = helper("raise") as DisablingHelper<"raise">;

/** A path with a strategy of your choice; by default the fastest that is correct. */
export function load<const P extends string>(path: P, strategy: "auto" | "joined" | "selectin" = "auto"): PathLoad<P, object> {
  return new PathLoad(path, { strategy });
}

export function badLoad(message: string): QueryError {
  return new QueryError("QUERY.BAD_LOAD", message);
}

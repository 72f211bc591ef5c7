import type { CallOptions } from "../engine/executor.ts";
import type { LinkNames, RelationsOf, TargetOf } from "../model/relation.ts";
import type { AnyTable } from "../model/table-class.ts";
import type { CheckedWhere, OrderKey, UndefinedKeys, Where } from "../model/where.ts";
import type { Order, Predicate } from "../sql/handle.ts";
import type { Checked, CheckedLoad, CountsArg, LoadArg, Loaded, LoadedOnto, LoadedRelations } from "./load/load-types.ts";
import type { LockOption } from "./lock.ts";
import type { Page, Result } from "./result.ts";
import type { NestedProjections, RowOf } from "./select/parts.ts";
import type { Runnable } from "./select/runnable.ts";
import type { SelectFilter, TableSelectOptions } from "./select/table-select.ts";

type Column<T extends AnyTable> = keyof T["$row"] & string;

/** Options of every read. */
export interface ReadOptions<T extends AnyTable> extends CallOptions {
  /** `"name"`, `"-name"` (descending), or a column with `.asc()` / `.desc()`. NULLs come first ascending, last descending. */
  readonly orderBy?: readonly (OrderKey<T> | Order)[];
  /** Only these columns; rows are then plain objects without the model's members. */
  readonly select?: readonly Column<T>[];
  /** Relations to load with the rows; nothing is ever loaded on access. */
  readonly load?: LoadArg<T>;
  /** Instead of `load`: all relations, and theirs, to this depth. As a literal 1, 2 or 3 it types them. */
  readonly depth?: number;
  /** Adds `counts`: numbers of related rows, without loading them. */
  readonly counts?: CountsArg<T>;
  /**
   * Keeps others from changing the rows ("update"), or from changing but not from sharing them ("share"), until the transaction ends. Rows of joined
   * relations are not meant, though MariaDB locks them too. Throws QueryError where the database has no such lock.
   */
  readonly lock?: LockOption;
  /** Reads every value through the column's Zod schema; what does not fit is a HydrationError. */
  readonly validate?: boolean;
}
export interface FindManyOptions<T extends AnyTable> extends ReadOptions<T> {
  /** Rows at most. */
  readonly limit?: number;
  /** Rows to skip. */
  readonly offset?: number;
  /** Also counts all rows that match (a second query). */
  readonly withTotal?: boolean;
}
export interface StreamOptions<T extends AnyTable> extends ReadOptions<T> {
  readonly limit?: number;
  readonly offset?: number;
  /** Rows fetched at a time; 500 by default. */
  readonly batch?: number;
}
/** One way at a time: `first` and `after`, or `last` and `before`. 20 rows by default. */
export interface FindPageOptions<T extends AnyTable> extends ReadOptions<T> {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
}
export interface InsertManyOptions extends CallOptions {
  /** Rows per statement at most; by default what is fastest on the database. */
  readonly batchSize?: number;
}
export interface UpsertOptions<T extends AnyTable> extends CallOptions {
  /** Columns of a unique key; the primary key by default. */
  readonly conflict?: readonly Column<T>[];
  /** Columns to update when the row is there; all the caller wrote by default. */
  readonly update?: readonly Column<T>[];
}
export interface UpsertManyOptions<T extends AnyTable> extends UpsertOptions<T>, InsertManyOptions {}
export interface WhereWriteOptions extends CallOptions {
  /** Says that a write without a filter is meant. */
  readonly allowAll?: boolean;
}

/** Refuses columns that are not there, the key's, and undefined, which only `exactOptionalPropertyTypes` would. */
type CheckedChanges<T extends AnyTable, C> = [UndefinedKeys<C>] extends [never]
  ? { readonly [K in keyof C]: K extends keyof T["$changes"] ? unknown : { error: `"${T["tableName"]}" has no column "${K & string}" that can be changed` } }
  : { error: `"${UndefinedKeys<C>}" is undefined: leave it out to keep its value, or use null` };
type Filter<T extends AnyTable> = Where<T> | Predicate;
/** A row, or as much of it as tells which one it is. */
type KeyRow<T extends AnyTable> = T["$pk"] extends readonly unknown[] ? T["$key"] & object : { readonly [K in T["$pk"] & string]: T["$key"] };

/** Reads and writes of one table. Every call takes part in the transaction of its async context, if there is one. */
export interface Table<T extends AnyTable> {
  /** The row of a key, or the first one that matches (by `orderBy`, else by primary key); null when there is none. */
  findOne<const W extends Filter<T> = never, const O extends ReadOptions<T> = object>(
    keyOrWhere: T["$key"] | (W & CheckedWhere<T, NoInfer<W>>),
    options?: O & Checked<T, O, ReadOptions<T>>,
  ): Promise<Loaded<T, O> | null>;
  /** All rows that match, or a window of them. Limited reads without `orderBy` are ordered by primary key. */
  findMany<const W extends Filter<T> = object, const O extends FindManyOptions<T> = object>(
    where?: W & CheckedWhere<T, NoInfer<W>>,
    options?: O & Checked<T, O, FindManyOptions<T>>,
  ): Promise<Result<Loaded<T, O>>>;
  /** Keyset pagination. Throws QueryError for a cursor of another filter or order. */
  findPage<const W extends Filter<T> = object, const O extends FindPageOptions<T> = object>(
    where?: W & CheckedWhere<T, NoInfer<W>>,
    options?: O & Checked<T, O, FindPageOptions<T>>,
  ): Promise<Page<Loaded<T, O>>>;
  /** Rows one by one in bounded memory; leaving the loop gives the connection back. */
  stream<const W extends Filter<T> = object, const O extends StreamOptions<T> = object>(
    where?: W & CheckedWhere<T, NoInfer<W>>,
    options?: O & Checked<T, O, StreamOptions<T>>,
  ): AsyncIterableIterator<Loaded<T, O>>;
  /** Loads relations onto rows in hand, in place; the same rows with a narrower type. */
  load<R extends T["$row"], const L extends LoadArg<T>>(
    rows: readonly R[] | Result<R>,
    load: L & CheckedLoad<T, NoInfer<L>>,
    options?: CallOptions,
  ): Promise<LoadedOnto<R, LoadedRelations<T, L>>[]>;
  /** Links rows of a many-to-many relation; links that are there stay. All or none. */
  link<const K extends LinkNames<T>>(row: KeyRow<T>, relation: K, rows: readonly KeyRow<TargetOf<RelationsOf<T>[K]>>[], options?: CallOptions): Promise<void>;
  /** Takes links away; those that are not there are passed over. Answers how many were there. */
  unlink<const K extends LinkNames<T>>(
    row: KeyRow<T>,
    relation: K,
    rows: readonly KeyRow<TargetOf<RelationsOf<T>[K]>>[],
    options?: CallOptions,
  ): Promise<number>;
  /** Makes these rows, and no others, the linked ones. All or none. */
  setLinks<const K extends LinkNames<T>>(
    row: KeyRow<T>,
    relation: K,
    rows: readonly KeyRow<TargetOf<RelationsOf<T>[K]>>[],
    options?: CallOptions,
  ): Promise<void>;
  /**
   * A query of expressions over this table: `select({ rating: Flavor.c.rating, n: count() }, { groupBy: [Flavor.c.rating] }).all()`. Nothing is sent
   * before a method of the outcome is called.
   */
  select<const P extends NestedProjections, const W extends SelectFilter<T> = object>(
    projections: P | ((columns: T["c"]) => P),
    options?: TableSelectOptions<T, W>,
  ): Runnable<RowOf<P>>;
  count<const W extends Filter<T> = object>(where?: W & CheckedWhere<T, NoInfer<W>>, options?: CallOptions): Promise<number>;
  exists<const W extends Filter<T> = object>(where?: W & CheckedWhere<T, NoInfer<W>>, options?: CallOptions): Promise<boolean>;
  /** Validates, writes, gives back the row as stored. Throws ValidationError before any SQL. */
  insert(values: T["$insert"], options?: CallOptions): Promise<InstanceType<T>>;
  /** All rows or none; they come back in input order. */
  insertMany(values: readonly T["$insert"][], options?: InsertManyOptions): Promise<InstanceType<T>[]>;
  /** Changes the given columns. Throws NotFoundError when the row is not there, StaleDataError when its version is another. */
  update<C extends T["$changes"]>(key: T["$key"], changes: C & CheckedChanges<T, NoInfer<C>>, options?: CallOptions): Promise<InstanceType<T>>;
  /** Writes the columns present in the row; the key (and the version, if declared) tells which row. */
  update(row: T["$row"]): Promise<InstanceType<T>>;
  /** Inserts, or updates the columns the caller wrote. */
  upsert(values: T["$insert"], options?: UpsertOptions<T>): Promise<InstanceType<T>>;
  upsertMany(values: readonly T["$insert"][], options?: UpsertManyOptions<T>): Promise<InstanceType<T>[]>;
  /** Rows changed. Without a filter `allowAll: true` is needed. */
  updateWhere<const W extends Filter<T>, C extends T["$changes"]>(
    where: W & CheckedWhere<T, NoInfer<W>>,
    changes: C & CheckedChanges<T, NoInfer<C>>,
    options?: WhereWriteOptions,
  ): Promise<number>;
  /** Rows deleted. Without a filter `allowAll: true` is needed. */
  deleteWhere<const W extends Filter<T>>(where: W & CheckedWhere<T, NoInfer<W>>, options?: WhereWriteOptions): Promise<number>;
  /** True when the row was there. */
  delete(key: T["$key"], options?: CallOptions): Promise<boolean>;
}

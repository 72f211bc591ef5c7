import type { CallOptions } from "../engine/executor.ts";
import type { Transaction } from "../engine/transaction.ts";
import type { TransactionCallOptions } from "../engine/transaction-options.ts";
import type { AnyTable } from "../model/table-class.ts";
import type { CheckedWhere, Where } from "../model/where.ts";
import type { PathLoad } from "../query/load/load-options.ts";
import type { Checked, Loaded } from "../query/load/load-types.ts";
import type { LockOption } from "../query/lock.ts";
import type { Result } from "../query/result.ts";
import type { FindManyOptions, ReadOptions, StreamOptions } from "../query/table-types.ts";
import type { Predicate } from "../sql/expr.ts";
import type { CheckedRow, MergedRow, NewRow, OneRow } from "./row-types.ts";

/** Options of the transaction of a session around a function. */
export type SessionOptions = TransactionCallOptions;

/** Options of the transactions of a session that is ended by hand. Each is its own, and has no function to run again. */
export type OpenSessionOptions = Omit<TransactionCallOptions, "retry" | "tx">;

type AnyFunction = (...words: never) => unknown;
/** What the last overload of `db.session()` is given. Compilers speak of that one, so it says what is wrong with functions, too. */
export type SessionArgument = OpenSessionOptions | AnyFunction;
export type CheckedSessionArgument<O> = SessionArgument extends O
  ? OpenSessionOptions
  : O extends AnyFunction
    ? { error: "the function of a session must be async" }
    : { readonly [K in keyof O]: K extends keyof OpenSessionOptions ? unknown : { error: `a session ended by hand has no option "${K & string}"` } };

/** Options of `refresh()`, which does not know the model of a row: names in `load` are checked when it runs. */
export interface RefreshOptions extends Omit<CallOptions, "tx"> {
  readonly lock?: LockOption;
  readonly load?: Readonly<Record<string, object | true>> | readonly (string | PathLoad)[];
}

type Given<T extends AnyTable, R> = InstanceType<T> & Omit<R, keyof InstanceType<T>>;
type Filter<T extends AnyTable> = Where<T> | Predicate;
type KeyOptions<T extends AnyTable> = Pick<ReadOptions<T>, "load" | "lock" | "signal" | "timeout">;
type OneOptions<T extends AnyTable> = Omit<ReadOptions<T>, "tx">;
type ManyOptions<T extends AnyTable> = Omit<FindManyOptions<T>, "tx" | "withTotal">;
type StreamedOptions<T extends AnyTable> = Omit<StreamOptions<T>, "tx" | "offset">;

/**
 * A unit of work: rows that are read or added here are one object for each row of the database, and what is changed on them is written together by
 * `flush()`, in an order that foreign keys allow, in one transaction that begins when it is first needed. Nothing is read or written but when a method
 * says so. Disposing of a session rolls back what was not committed.
 */
export interface Session extends AsyncDisposable {
  /** False once closed; any call but `close()` is a TransactionError then. */
  readonly isOpen: boolean;
  readonly state: SessionState;
  /** True when a flush would write something. */
  readonly hasChanges: boolean;

  /** Stages a new row, with what its relations hold (cascade `save`); the same object, with generated values once it is flushed. */
  add<T extends AnyTable, R extends NewRow<T>>(model: T, row: R & CheckedRow<T, NoInfer<R>>): Given<T, R>;
  addAll<T extends AnyTable, R extends NewRow<T>>(model: T, rows: readonly (R & CheckedRow<T, NoInfer<R>>)[]): readonly Given<T, R>[];
  /** Stages the row to be deleted, with what cascades `delete`. */
  delete<R extends object>(row: R & OneRow<R>): void;
  /** Forgets a row and its pending changes (cascade `expunge`). */
  expunge<R extends object>(row: R & OneRow<R>): void;
  /** Its pending changes are gone, and the next read fills its values anew. */
  expire<R extends object>(row: R & OneRow<R>): void;
  /** True for rows of this session. */
  has<R extends object>(row: R & OneRow<R>): boolean;

  /** The row of a key: the session's own if it has it, else read; with `load` or `lock` always read. null when there is none, or it is being deleted. */
  get<T extends AnyTable, const O extends KeyOptions<T> = object>(
    model: T,
    key: T["$key"],
    options?: O & Checked<T, O, KeyOptions<T>>,
  ): Promise<Loaded<T, O> | null>;
  /** The row of a key if the session has it; never reads. */
  getCached<T extends AnyTable>(model: T, key: T["$key"]): InstanceType<T> | undefined;
  /**
   * As Table.findOne, with the session's objects, which keep their values. Staged changes are not seen before a flush. Rows with `select` are not kept.
   * With `lock` columns without a pending change take what was read: nobody else can change it now.
   */
  findOne<T extends AnyTable, const W extends Filter<T> = never, const O extends OneOptions<T> = object>(
    model: T,
    keyOrWhere: T["$key"] | (W & CheckedWhere<T, NoInfer<W>>),
    options?: O & Checked<T, O, OneOptions<T>>,
  ): Promise<Loaded<T, O> | null>;
  findMany<T extends AnyTable, const W extends Filter<T> = object, const O extends ManyOptions<T> = object>(
    model: T,
    where?: W & CheckedWhere<T, NoInfer<W>>,
    options?: O & Checked<T, O, ManyOptions<T>>,
  ): Promise<Result<Loaded<T, O>>>;
  /** Rows one by one, read in windows of `batch`; the session keeps them. */
  stream<T extends AnyTable, const W extends Filter<T> = object, const O extends StreamedOptions<T> = object>(
    model: T,
    where?: W & CheckedWhere<T, NoInfer<W>>,
    options?: O & Checked<T, O, StreamedOptions<T>>,
  ): AsyncIterableIterator<Loaded<T, O>>;
  /** Reads the row's values again, and `load`, over pending changes (cascade `refresh`). Throws NotFoundError. */
  refresh<R extends object>(row: R & OneRow<R>, options?: RefreshOptions): Promise<R>;
  /** Copies a row from elsewhere onto the session's own object, which is read or made new (cascade `merge`). */
  merge<T extends AnyTable>(model: T, row: MergedRow<T>): Promise<InstanceType<T>>;

  /** Writes what is staged and changed. Afterwards the rows hold what is stored. When it fails, only `rollback()` may follow. */
  flush(): Promise<void>;
  /** `flush()`, then commits; the session goes on, with a new transaction when one is needed. */
  commit(): Promise<void>;
  /** Undoes everything since the last commit, in the database and in the session; values the user has set stay on the rows. */
  rollback(): Promise<void>;
  /** Runs `body` under a savepoint: when it throws, database and session are as they were before it. */
  savepoint<T>(body: () => Promise<T>, name?: string): Promise<T>;
  /** The transaction, begun if need be, for calls that are to join it: `db.table(Flavor).count({}, { tx })`. */
  transaction(): Promise<Transaction>;
  /** Rolls back what was not committed, and ends. */
  close(): Promise<void>;
}

/** What a session holds, for looking at. */
export interface SessionState {
  readonly new: readonly object[];
  /** Stored rows whose columns differ from what is stored. */
  readonly dirty: readonly object[];
  readonly deleted: readonly object[];
}

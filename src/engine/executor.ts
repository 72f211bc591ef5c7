import type { Dialect } from "../dialect/dialect.ts";
import type { NativeOutcome, PreparedQuery, QueryOutcome } from "../dialect/driver.ts";
import type { MaybePromise } from "../kernel/chain.ts";
import type { Operation } from "./event-types.ts";
import type { EventHub } from "./events.ts";

/** What may be said with every call. */
export interface CallOptions {
  /** Stops waiting, and the statement where the server can; rejects with CancelledError. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds this statement may take; rejects with TimeoutError. */
  readonly timeout?: number | undefined;
  /** Runs in this transaction rather than in the one of the async context. */
  readonly tx?: TransactionHandle | undefined;
}

/** An open transaction as calls refer to it. */
export interface TransactionHandle {
  readonly isOpen: boolean;
}

/** One statement's place in the world: what events and traces say of it. */
export interface Call extends CallOptions {
  readonly operation: Operation;
  readonly table: string | undefined;
  readonly batchRows?: number | undefined;
  /** Reads that belong together carry the same one: where there are replicas, they see the same server. */
  readonly together?: Together | undefined;
}

/** What reads that belong together agree on. */
export interface Together {
  server?: object | undefined;
}

/**
 * Runs queries: in the transaction of the async context if there is one, else on a connection of the pool. Errors come out classified.
 * Every path gives its connection back.
 */
export interface Executor {
  readonly dialect: Dialect;
  readonly events: EventHub;
  run(query: PreparedQuery, parameters: readonly unknown[], call: Call): MaybePromise<QueryOutcome>;
  stream(query: PreparedQuery, parameters: readonly unknown[], call: Call, batch: number): AsyncIterable<unknown[]>;
  /** Direct SQL: neither prepared nor hydrated, on a connection that may write. */
  execute(sql: string, parameters: readonly unknown[], call: Call): Promise<NativeOutcome>;
  /** Connects, if that has not happened yet. */
  connect(): Promise<void>;
  /** True where a stream keeps the only connection other statements could use: in transactions, and in databases with one connection (known once connected). */
  sharesConnection(options: CallOptions): boolean;
  /** The call for reads of which each goes on where the one before it ended: where there are several servers, they read from the same one. */
  together(call: Call): Call;
  /** True inside a transaction of the async context (or of `call.tx`). */
  inTransaction(options: CallOptions): boolean;
  /**
   * Runs `body` atomically: in the transaction at hand (as it is, no savepoint), else in a new one. All its statements see the same connection
   * through the async context.
   */
  atomically<T>(options: CallOptions, body: () => Promise<T>): Promise<T>;
}

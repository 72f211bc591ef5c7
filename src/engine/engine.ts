import type { Dialect } from "../dialect/dialect.ts";
import type { Connection, Driver, NativeOutcome, PreparedQuery, QueryOutcome } from "../dialect/driver.ts";
import { isPromise, type MaybePromise } from "../kernel/chain.ts";
import { ConfigurationError, ConnectionError, TransactionError } from "../kernel/errors.ts";
import { attempt } from "./attempt.ts";
import { committingWork } from "./committing-work.ts";
import { type Trace, traceBase, traced, transactionChannel } from "./diagnostics.ts";
import { EventHub } from "./events.ts";
import type { Call, CallOptions, Executor, TransactionHandle } from "./executor.ts";
import { Faults } from "./faults.ts";
import { type HeldConnection, holding } from "./held.ts";
import type { Lane, LaneStats } from "./lane.ts";
import type { Lanes } from "./lanes.ts";
import { Observer, type ObserverOptions } from "./observer.ts";
import { type PoolOptions, poolOptions } from "./pool-options.ts";
import { redactor } from "./redact.ts";
import { checkReplicas } from "./replicas/replica-options.ts";
import type { ServerDiagnostics } from "./replicas/replicas.ts";
import { Scope } from "./scope.ts";
import { Servers } from "./servers.ts";
import { Stop } from "./stop.ts";
import { streamOn } from "./streaming.ts";
import { Transaction } from "./transaction.ts";
import { TransactionEvents } from "./transaction-events.ts";
import { checkInnerOptions, checkTransactionOptions, type TransactionCallOptions } from "./transaction-options.ts";
import { type Borrowed, Transactions } from "./transactions.ts";
import type { Use } from "./turns.ts";
import type { DatabaseUrl } from "./url.ts";
import { type Answer, NativeWork, PreparedWork, type Work } from "./work.ts";

export interface EngineOptions extends ObserverOptions {
  readonly dialect: Dialect;
  readonly url: DatabaseUrl;
  /** Wins over what the URL says. */
  readonly pool?: Partial<PoolOptions> | undefined;
  /** Instead of one of the dialect's own drivers. */
  readonly driver?: Driver | undefined;
  /** Servers that follow the one of `url`. */
  readonly replicas?: readonly DatabaseUrl[] | undefined;
  /** See ReplicaOptions. */
  readonly replicaLag?: number | undefined;
  readonly events?: EventHub | undefined;
}

/** A transaction begun by hand. */
export interface OpenTransaction {
  readonly tx: Transaction;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Runs statements on one database. Makes no connection before the first of them. */
export class Engine implements Executor {
  readonly dialect: Dialect;
  readonly events: EventHub;
  readonly #pool: PoolOptions;
  readonly #faults: Faults;
  readonly #observer: Observer;
  readonly #transactions: Transactions;
  readonly #traceBase: Trace;
  readonly #servers: Servers;

  /** Throws ConfigurationError for options that cannot work; does no I/O. */
  constructor(options: EngineOptions) {
    const { dialect, url } = options;
    this.dialect = dialect;
    this.events = options.events ?? new EventHub();
    this.#pool = poolOptions({ ...url.pool, ...options.pool });
    if (dialect.defaultPort === undefined && url.options.host !== undefined) {
      throw new ConfigurationError(
        "CONFIGURATION.BAD_URL",
        `the URL of a database file has three slashes before its path: ${url.scheme}:///path (four before an absolute one)`,
      );
    }
    dialect.checkOptions?.(url.options);
    const replicas = options.replicas ?? [];
    const maxLag = checkReplicas(dialect, url, replicas, options.replicaLag);
    this.#faults = new Faults(dialect, redactor([url, ...replicas].flatMap(({ secrets }) => secrets)));
    this.#traceBase = traceBase(dialect, url);
    this.#observer = new Observer(dialect, this.events, this.#traceBase, options);
    this.#servers = new Servers(
      { dialect, url, replicas, maxLag, pool: this.#pool, poolWishes: options.pool, driver: options.driver, faults: this.#faults },
      this.#observer,
    );
    this.#transactions = new Transactions(
      {
        dialect,
        faults: this.#faults,
        events: new TransactionEvents(this.events, dialect.name),
        patience: this.#pool.acquireTimeout,
        statementTimeout: this.#pool.statementTimeout,
        committed: () => this.#servers.writes?.note(),
        borrow: (readOnly, stop) => this.#borrow(readOnly, stop),
      },
      this,
    );
  }

  run(query: PreparedQuery, parameters: readonly unknown[], call: Call): MaybePromise<QueryOutcome> {
    const scope = this.#scopeOf(call);
    const { lanes, replicas } = this.#servers;
    const lane = scope ?? (query.readOnly ? lanes?.readers : lanes?.writers);
    const plain = call.signal === undefined && call.timeout === undefined && this.#pool.statementTimeout === 0 && !this.#observer.active;
    const here = replicas === undefined || scope !== undefined || !query.readOnly;
    if (lane === undefined || lane.stop !== undefined || !plain || !here) return this.#perform(scope, new PreparedWork(query, parameters), call);
    const connection = lane.tryTake("statement");
    if (connection === undefined) {
      const work = new PreparedWork(query, parameters);
      const shared = scope === undefined && query.isShort ? lanes?.shared : undefined;
      if (shared === undefined) return this.#perform(scope, work, call);
      return shared.run(query, parameters, call).catch((error: unknown) => this.#repeat(error, work, call));
    }
    let answer: MaybePromise<QueryOutcome>;
    try {
      answer = connection.run(query, parameters);
    } catch (error) {
      answer = Promise.reject(error);
    }
    if (answer instanceof Promise) return this.#settle(answer, lane, connection, new PreparedWork(query, parameters), call);
    lane.give(connection);
    return answer;
  }

  /** Direct SQL: neither prepared nor hydrated, on a connection that may write. Parameters are plain JavaScript values. */
  execute(sql: string, parameters: readonly unknown[], call: Call): Promise<NativeOutcome> {
    const scope = this.#scopeOf(call);
    const { transaction } = this.dialect;
    const work =
      scope !== undefined && transaction.commitsBefore?.(sql) === true
        ? committingWork(sql, parameters, scope, transaction.begin(scope.unit.options))
        : new NativeWork(sql, parameters);
    return this.#perform(scope, work, call);
  }

  stream(query: PreparedQuery, parameters: readonly unknown[], call: Call, batch: number): AsyncIterable<unknown[]> {
    const scope = this.#scopeOf(call);
    const work = new PreparedWork(query, parameters);
    let first = scope === undefined && work.readOnly;
    const acquire = async (stop: Stop | undefined): Promise<{ lane: Lane; connection: Connection }> => {
      const replica = first ? await this.#servers.replicaFor(call, stop) : undefined;
      // What begins anew, since the first try found nobody, goes to the primary.
      first = false;
      try {
        return await this.#acquire(scope, work.readOnly, "stream", stop, replica?.lanes);
      } finally {
        if (replica !== undefined) replica.reads--;
      }
    };
    const host = { faults: this.#faults, observer: this.#observer, acquire };
    return streamOn(host, { query, work, call, batch, inTransaction: scope !== undefined, outer: scope?.stop });
  }

  together(call: Call): Call {
    return this.#servers.writes === undefined || call.together !== undefined ? call : { ...call, together: {} };
  }

  /** Runs `body` so that its reads, outside of transactions, need to see no writes but its own and those around it: see Ormdantic.readYourWrites. */
  apart<T>(body: () => Promise<T>): Promise<T> {
    return this.#servers.writes?.apart(body) ?? body();
  }

  inTransaction(options: CallOptions): boolean {
    return this.#scopeOf(options) !== undefined;
  }

  /** True where a stream keeps the only connection that other statements could use: in transactions and in one-connection databases. */
  sharesConnection(options: CallOptions): boolean {
    return this.inTransaction(options) || this.#servers.lanes?.single === true;
  }

  async atomically<T>(options: CallOptions, body: () => Promise<T>): Promise<T> {
    const scope = this.#scopeOf(options);
    if (scope === undefined) return this.transaction(body, { signal: options.signal, timeout: options.timeout });
    return scope === this.#transactions.current() ? body() : this.#transactions.within(scope, body);
  }

  /**
   * Runs `body` in a transaction that every call inside it joins by itself; commits when it succeeds, rolls back when it throws. Inside another
   * one it is a savepoint. Throws TransactionError for options the database does not have, before any I/O.
   */
  async transaction<T>(body: (tx: Transaction) => Promise<T>, options: TransactionCallOptions = {}): Promise<T> {
    const wanted = checkTransactionOptions(options, this.dialect.capabilities);
    const outer = this.#scopeOf(options);
    if (outer !== undefined) {
      checkInnerOptions(wanted, outer.unit.options);
      return this.#transactions.nested(outer, body, options, undefined);
    }
    const run = (): Promise<T> => this.#transactions.outermost(body, wanted, options);
    return transactionChannel.hasSubscribers ? await traced(transactionChannel, { ...this.#traceBase }, run) : await run();
  }

  /** Begins a transaction that ends when told to. It is not joined by itself: pass its `tx`. Throws TransactionError inside another one. */
  async begin(options: TransactionCallOptions = {}): Promise<OpenTransaction> {
    const wanted = checkTransactionOptions(options, this.dialect.capabilities);
    if (wanted.retry > 0) {
      throw new TransactionError(
        "TRANSACTION.UNSUPPORTED_OPTION",
        "a transaction begun by hand has no function to run again; use transaction(), or leave retry out",
      );
    }
    if (options.tx !== undefined) {
      throw new TransactionError(
        "TRANSACTION.UNSUPPORTED_OPTION",
        "a transaction begun by hand is one of its own; use tx.savepoint() of the other, or leave tx out",
      );
    }
    const stop = Stop.of({ signal: options.signal, timeout: options.timeout });
    try {
      const scope = await this.#transactions.begin(wanted, stop);
      const end = async (how: () => Promise<void>): Promise<void> => {
        scope.assertOpen();
        await how().finally(() => stop?.dispose());
      };
      return {
        tx: new Transaction(scope, this.#transactions),
        commit: () => end(() => this.#transactions.finish(scope)),
        rollback: () => end(() => this.#transactions.rollback(scope, undefined)),
      };
    } catch (error) {
      stop?.dispose();
      throw error;
    }
  }

  /** Runs `body` with a connection of its own, outside any transaction. Throws TransactionError inside one. */
  async holding<T>(body: (held: HeldConnection) => Promise<T>): Promise<T> {
    try {
      return await holding(await this.#borrow(false, undefined), this.#faults, this.#pool.acquireTimeout, body);
    } finally {
      this.#servers.writes?.note();
    }
  }

  /** Connects, if that has not happened yet; throws ConnectionError, PermissionError or ConfigurationError. */
  async connect(): Promise<void> {
    const { home, connection } = await this.#servers.acquire(true, "statement", undefined);
    home.give(connection);
  }

  /** One round trip to the server; throws ConnectionError when it does not answer. */
  async ping(options: CallOptions = {}): Promise<void> {
    const stop = Stop.of(options, undefined, this.#pool.statementTimeout);
    try {
      const { lane, connection } = await this.#acquire(this.#scopeOf(options), true, "statement", stop);
      let alive = false;
      try {
        const answer = connection.ping();
        alive = stop !== undefined && isPromise(answer) ? await stop.race(answer) : await answer;
      } catch (error) {
        throw this.#faults.translate(error);
      } finally {
        lane.give(connection, !alive);
      }
      if (!alive) throw new ConnectionError("CONNECTION.LOST", "the database does not answer", { retryable: true });
    } finally {
      stop?.dispose();
    }
  }

  /** Waits for what is running (`closeTimeout` at most), then closes all connections. May be called again. */
  close(): Promise<void> {
    return this.#servers.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Undefined before the first connection. */
  stats(): (LaneStats & { readonly driver: string }) | undefined {
    return this.#servers.stats();
  }

  /** The primary first. Undefined before the first connection, and where there are no replicas. */
  servers(): readonly ServerDiagnostics[] | undefined {
    return this.#servers.replicas?.diagnostics();
  }

  /** The transaction a call belongs to. Inside an inner scope of the transaction it names, the inner one. */
  #scopeOf(options: CallOptions): Scope | undefined {
    const handle: TransactionHandle | undefined = options.tx;
    return handle === undefined ? this.#transactions.current() : this.#transactions.innermost(Transaction.scopeOf(handle, this));
  }

  async #borrow(readOnly: boolean, stop: Stop | undefined): Promise<Borrowed> {
    if (this.#transactions.current() !== undefined) {
      const message =
        "a second connection was asked for inside a transaction: use savepoint() or an inner transaction(), or do it outside the transaction's function";
      throw new TransactionError("TRANSACTION.SECOND_CONNECTION", message);
    }
    const taken = await this.#servers.acquire(readOnly, "transaction", stop);
    const { lanes } = this.#servers;
    return { ...taken, reader: readOnly && lanes !== undefined && lanes.readers !== lanes.writers };
  }

  async #acquire(scope: Scope | undefined, readOnly: boolean, use: Use, stop: Stop | undefined, from?: Lanes): Promise<{ lane: Lane; connection: Connection }> {
    if (scope !== undefined) return { lane: scope, connection: scope.tryTake(use) ?? (await scope.take(use, stop)) };
    stop?.check();
    const { home, connection } = await this.#servers.acquire(readOnly, use, stop, from);
    return { lane: home, connection };
  }

  /** The way of everything that may have to wait, be watched or be stopped. */
  async #perform<T extends Answer>(scope: Scope | undefined, work: Work<T>, call: Call): Promise<T> {
    const stop = Stop.of(call, scope?.stop, this.#pool.statementTimeout);
    try {
      stop?.check();
      if (!this.#observer.active) return await this.#onConnection(scope, work, call, stop);
      return await this.#observer.around(work, call, (mark) => {
        return this.#onConnection(scope, work, call, stop, () => {
          mark.started = performance.now();
        });
      });
    } finally {
      if (scope === undefined && !work.readOnly) this.#servers.writes?.note();
      stop?.dispose();
    }
  }

  async #onConnection<T extends Answer>(scope: Scope | undefined, work: Work<T>, call: Call, stop: Stop | undefined, begin?: () => void): Promise<T> {
    const repeatable = scope === undefined && work.readOnly;
    const replica = repeatable ? await this.#servers.replicaFor(call, stop) : undefined;
    if (replica !== undefined) {
      try {
        return await this.#once(scope, work, call, stop, begin, replica.lanes);
      } catch (error) {
        if (stop?.error !== undefined || !this.#servers.failsOver(error, replica, call)) throw error;
      } finally {
        replica.reads--;
      }
    }
    try {
      return await this.#once(scope, work, call, stop, begin);
    } catch (error) {
      // What changes nothing may run a second time when its connection turns out to be dead; all else may have done its work.
      if (!repeatable || stop?.error !== undefined || !isLost(error)) throw error;
    }
    return this.#once(scope, work, call, stop, begin);
  }

  async #once<T extends Answer>(
    scope: Scope | undefined,
    work: Work<T>,
    call: Call,
    stop: Stop | undefined,
    begin: (() => void) | undefined,
    from?: Lanes,
  ): Promise<T> {
    const { lane, connection } = await this.#acquire(scope, work.readOnly, "statement", stop, from);
    begin?.();
    try {
      return await attempt(this.#faults, lane, connection, work, call, stop, this.#pool.acquireTimeout);
    } finally {
      lane.give(connection, stop?.doubtful);
    }
  }

  /** Waits for the first try that `run` made. */
  async #settle(first: Promise<QueryOutcome>, lane: Lane, connection: Connection, work: PreparedWork, call: Call): Promise<QueryOutcome> {
    let failed: unknown;
    try {
      return await first;
    } catch (error) {
      if (this.#faults.isBusy(error)) return await attempt(this.#faults, lane, connection, work, call, undefined, this.#pool.acquireTimeout);
      const fault = this.#faults.translate(error, { sql: work.sql, parameters: work.parameters, table: call.table });
      if (fault !== error) lane.noteError(fault);
      if (lane instanceof Scope) throw fault;
      failed = fault;
    } finally {
      lane.give(connection);
      if (!work.readOnly && !(lane instanceof Scope)) this.#servers.writes?.note();
    }
    return this.#repeat(failed, work, call);
  }

  /** Runs a read again whose connection was dead. */
  async #repeat(error: unknown, work: PreparedWork, call: Call): Promise<QueryOutcome> {
    if (!work.readOnly || !isLost(error)) throw error;
    return this.#perform(undefined, work, call);
  }
}

function isLost(error: unknown): boolean {
  return error instanceof ConnectionError && error.code === "CONNECTION.LOST";
}

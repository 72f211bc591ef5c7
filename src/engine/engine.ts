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
import { closeLanes, type Lanes, openLanes, statsOf } from "./lanes.ts";
import { loadDriver } from "./load-driver.ts";
import { Observer, type ObserverOptions } from "./observer.ts";
import { closed } from "./pool.ts";
import { type PoolOptions, poolOptions } from "./pool-options.ts";
import { redactor } from "./redact.ts";
import { Scope } from "./scope.ts";
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
  readonly #url: DatabaseUrl;
  readonly #pool: PoolOptions;
  readonly #givenDriver: Driver | undefined;
  readonly #faults: Faults;
  readonly #observer: Observer;
  readonly #transactions: Transactions;
  readonly #traceBase: Trace;
  #lanes: Lanes | undefined;
  #opening: Promise<Lanes> | undefined;
  #closing: Promise<void> | undefined;

  /** Throws ConfigurationError for options that cannot work; does no I/O. */
  constructor(options: EngineOptions) {
    const { dialect, url } = options;
    this.dialect = dialect;
    this.events = options.events ?? new EventHub();
    this.#url = url;
    this.#pool = poolOptions({ ...url.pool, ...options.pool });
    this.#givenDriver = options.driver;
    if (dialect.defaultPort === undefined && url.options.host !== undefined) {
      throw new ConfigurationError(
        "CONFIGURATION.BAD_URL",
        `the URL of a database file has three slashes before its path: ${url.scheme}:///path (four before an absolute one)`,
      );
    }
    dialect.checkOptions?.(url.options);
    this.#faults = new Faults(dialect, redactor(url.secrets));
    this.#traceBase = traceBase(dialect, url);
    this.#observer = new Observer(dialect, this.events, this.#traceBase, options);
    this.#transactions = new Transactions(
      {
        dialect,
        faults: this.#faults,
        events: new TransactionEvents(this.events, dialect.name),
        patience: this.#pool.acquireTimeout,
        statementTimeout: this.#pool.statementTimeout,
        committed: () => undefined,
        borrow: (readOnly, stop) => this.#borrow(readOnly, stop),
      },
      this,
    );
  }

  run(query: PreparedQuery, parameters: readonly unknown[], call: Call): MaybePromise<QueryOutcome> {
    const scope = this.#scopeOf(call);
    const lane = scope ?? (query.readOnly ? this.#lanes?.readers : this.#lanes?.writers);
    const plain = call.signal === undefined && call.timeout === undefined && this.#pool.statementTimeout === 0 && !this.#observer.active;
    if (lane === undefined || lane.stop !== undefined || !plain) return this.#perform(scope, new PreparedWork(query, parameters), call);
    const connection = lane.tryTake("statement");
    if (connection === undefined) return this.#perform(scope, new PreparedWork(query, parameters), call);
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
    const host = { faults: this.#faults, observer: this.#observer, acquire: (stop: Stop | undefined) => this.#acquire(scope, work.readOnly, "stream", stop) };
    return streamOn(host, { query, work, call, batch, inTransaction: scope !== undefined, outer: scope?.stop });
  }

  inTransaction(options: CallOptions): boolean {
    return this.#scopeOf(options) !== undefined;
  }

  /** True where a stream keeps the only connection that other statements could use: in transactions and in one-connection databases. */
  sharesConnection(options: CallOptions): boolean {
    return this.inTransaction(options) || this.#lanes?.single === true;
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
    return holding(await this.#borrow(false, undefined), this.#faults, this.#pool.acquireTimeout, body);
  }

  /** Connects, if that has not happened yet; throws ConnectionError, PermissionError or ConfigurationError. */
  async connect(): Promise<void> {
    const { home, connection } = await this.#acquireFrom(await this.#open(), true, "statement", undefined);
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
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Undefined before the first connection. */
  stats(): (LaneStats & { readonly driver: string }) | undefined {
    return this.#lanes === undefined ? undefined : { ...statsOf(this.#lanes), driver: this.#lanes.driver };
  }

  async #close(): Promise<void> {
    const lanes = await this.#opening?.catch(() => undefined);
    if (lanes !== undefined) await closeLanes(lanes);
  }

  /** The transaction a call belongs to. Inside an inner scope of the transaction it names, the inner one. */
  #scopeOf(options: CallOptions): Scope | undefined {
    const current = this.#transactions.current();
    const handle: TransactionHandle | undefined = options.tx;
    if (handle === undefined) return current;
    const given = Transaction.scopeOf(handle, this);
    return current?.isWithin(given) === true ? current : given;
  }

  async #open(): Promise<Lanes> {
    if (this.#closing !== undefined) throw closed();
    if (this.#lanes !== undefined) return this.#lanes;
    this.#opening ??= this.#firstOpen();
    try {
      return await this.#opening;
    } catch (error) {
      // The next call may fare better.
      this.#opening = undefined;
      throw error;
    }
  }

  async #firstOpen(): Promise<Lanes> {
    const driver = this.#givenDriver ?? (await loadDriver(this.dialect, this.#url.driver));
    const { options, scheme } = this.#url;
    const address = options.host === undefined ? (options.database ?? scheme) : `${options.host}:${options.port ?? this.dialect.defaultPort ?? ""}`;
    const lanes = openLanes({ dialect: this.dialect, driver, target: options, pool: this.#pool, faults: this.#faults, address });
    try {
      // The writer comes first: a reader cannot make the file.
      if (lanes.readers !== lanes.writers) await lanes.writers.open();
    } catch (error) {
      await closeLanes(lanes);
      throw error;
    }
    this.#lanes = lanes;
    return lanes;
  }

  async #borrow(readOnly: boolean, stop: Stop | undefined): Promise<Borrowed> {
    if (this.#transactions.current() !== undefined) {
      const message =
        "a second connection was asked for inside a transaction: use savepoint() or an inner transaction(), or do it outside the transaction's function";
      throw new TransactionError("TRANSACTION.SECOND_CONNECTION", message);
    }
    const lanes = await (stop === undefined ? this.#open() : stop.race(this.#open()));
    return { ...(await this.#acquireFrom(lanes, readOnly, "transaction", stop)), reader: readOnly && lanes.readers !== lanes.writers };
  }

  async #acquireFrom(lanes: Lanes, readOnly: boolean, use: Use, stop: Stop | undefined): Promise<{ home: Lanes["writers"]; connection: Connection }> {
    const home = readOnly ? lanes.readers : lanes.writers;
    const connection = await this.#observer.acquiring(async () => home.tryTake(use) ?? home.take(use, stop));
    return { home, connection };
  }

  async #acquire(scope: Scope | undefined, readOnly: boolean, use: Use, stop: Stop | undefined): Promise<{ lane: Lane; connection: Connection }> {
    if (scope !== undefined) return { lane: scope, connection: scope.tryTake(use) ?? (await scope.take(use, stop)) };
    stop?.check();
    const { home, connection } = await this.#acquireFrom(await (stop === undefined ? this.#open() : stop.race(this.#open())), readOnly, use, stop);
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
      stop?.dispose();
    }
  }

  async #onConnection<T extends Answer>(scope: Scope | undefined, work: Work<T>, call: Call, stop: Stop | undefined, begin?: () => void): Promise<T> {
    // A statement that changes nothing may run a second time when its connection turns out to be dead; all others may have done their work.
    for (let again = scope === undefined && work.readOnly; ; again = false) {
      const { lane, connection } = await this.#acquire(scope, work.readOnly, "statement", stop);
      begin?.();
      try {
        return await attempt(this.#faults, lane, connection, work, call, stop, this.#pool.acquireTimeout);
      } catch (error) {
        if (!again || connection.usable || !(error instanceof ConnectionError)) throw error;
      } finally {
        lane.give(connection, stop?.doubtful);
      }
    }
  }

  /** Waits for the first try that `run` made. */
  async #settle(first: Promise<QueryOutcome>, lane: Lane, connection: Connection, work: PreparedWork, call: Call): Promise<QueryOutcome> {
    try {
      return await first;
    } catch (error) {
      if (this.#faults.isBusy(error)) return await attempt(this.#faults, lane, connection, work, call, undefined, this.#pool.acquireTimeout);
      const fault = this.#faults.translate(error, { sql: work.sql, parameters: work.parameters, table: call.table });
      if (fault !== error) lane.noteError(fault);
      if (connection.usable || lane instanceof Scope || !work.readOnly || !(fault instanceof ConnectionError)) throw fault;
    } finally {
      lane.give(connection);
    }
    return this.#perform(undefined, work, call);
  }
}

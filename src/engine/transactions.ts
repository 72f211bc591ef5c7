import { AsyncLocalStorage } from "node:async_hooks";
import type { Dialect, TransactionOptions } from "../dialect/dialect.ts";
import type { Connection } from "../dialect/driver.ts";
import { OrmdanticError, TransactionError, TransactionOutcomeUnknownError } from "../kernel/errors.ts";
import type { Faults } from "./faults.ts";
import type { OwnerLane } from "./lane.ts";
import { patiently } from "./patience.ts";
import { Scope, type Unit } from "./scope.ts";
import { Stop, type StopOptions } from "./stop.ts";
import { type Nesting, Transaction } from "./transaction.ts";
import type { TransactionEvents } from "./transaction-events.ts";

/** What transactions need of the engine. */
export interface TransactionHost {
  readonly dialect: Dialect;
  readonly faults: Faults;
  readonly events: TransactionEvents;
  /** The pool's `acquireTimeout`. */
  readonly patience: number;
  /** The lane a new transaction takes its connection from, and that connection. */
  borrow(readOnly: boolean, stop: Stop | undefined): Promise<{ readonly home: OwnerLane; readonly connection: Connection }>;
}

/** Begins and ends transactions and savepoints. Every way out gives the connection back. */
export class Transactions implements Nesting {
  readonly #host: TransactionHost;
  readonly #owner: object;
  readonly #context = new AsyncLocalStorage<Scope>();

  /** `owner` tells transactions of one engine from those of others. */
  constructor(host: TransactionHost, owner: object) {
    this.#host = host;
    this.#owner = owner;
  }

  /** The innermost scope of the async context; it may have ended already. */
  current(): Scope | undefined {
    return this.#context.getStore();
  }

  /** Runs `body` with `scope` as its async context. */
  within<T>(scope: Scope, body: () => Promise<T>): Promise<T> {
    return this.#context.run(scope, body);
  }

  /** A whole transaction: commits what `body` did, or rolls back and throws its error. */
  async outermost<T>(body: (tx: Transaction) => Promise<T>, options: TransactionOptions, limits: StopOptions): Promise<T> {
    const stop = Stop.of(limits);
    try {
      const scope = await this.begin(options, stop);
      let result: T;
      try {
        result = await this.#bodyOf(scope, body, () => this.#host.events.before("commit"));
        stop?.check();
      } catch (error) {
        await this.rollback(scope, error);
        throw error;
      }
      await this.commit(scope);
      return result;
    } finally {
      stop?.dispose();
    }
  }

  async begin(options: TransactionOptions, stop: Stop | undefined): Promise<Scope> {
    const { dialect, events, faults, patience } = this.#host;
    await events.before("begin", undefined, options);
    const started = performance.now();
    const { home, connection } = await this.#host.borrow(options.readOnly === true, stop);
    try {
      for (const sql of dialect.transaction.begin(options)) await this.#control(connection, sql, stop);
    } catch (error) {
      // How far it came is unknown.
      home.give(connection, true);
      const fault = faults.translate(error);
      await events.after("begin", started, undefined, { error: fault });
      throw fault;
    }
    const errorAborts = dialect.transaction.errorAborts === true;
    const unit: Unit = {
      owner: this.#owner,
      connection,
      home,
      options,
      patience,
      errorAborts,
      savepoints: new Set(),
      serial: 0,
      failed: undefined,
      givenUp: false,
    };
    const scope = new Scope(unit, undefined, undefined, stop);
    try {
      await this.within(scope, () => events.after("begin", started));
    } catch (error) {
      await this.rollback(scope, error);
      throw error;
    }
    return scope;
  }

  /** Throws TransactionError when the transaction cannot be kept; it is rolled back then. */
  async commit(scope: Scope): Promise<void> {
    await scope.end("finish");
    const { doomed } = scope;
    if (doomed) {
      const error = cannotKeep(doomed);
      await this.#rollbackEnded(scope, error);
      throw error;
    }
    const started = performance.now();
    const { connection, home } = scope.unit;
    let broken = false;
    try {
      await this.#control(connection, this.#host.dialect.transaction.commit, undefined);
    } catch (native) {
      const error = this.#commitFault(native, connection);
      broken = !(await this.#undo(scope, error));
      home.give(connection, broken);
      await this.#host.events.after("commit", started, undefined, { error });
      throw error;
    }
    home.give(connection);
    await this.#host.events.after("commit", started);
  }

  /** Never throws: `cause` is the error to hear of, and learns of a rollback that failed (`context.rollbackFailure`). */
  async rollback(scope: Scope, cause: unknown): Promise<void> {
    await scope.end("refuse");
    await this.#rollbackEnded(scope, cause);
  }

  /** A savepoint in `outer`. */
  async nested<T>(outer: Scope, body: (tx: Transaction) => Promise<T>, limits: StopOptions, name: string | undefined): Promise<T> {
    const { unit } = outer;
    if (name !== undefined && unit.savepoints.has(name)) throw new TransactionError("TRANSACTION.BAD_SAVEPOINT", `the savepoint "${name}" is open already`);
    const stop = Stop.of(limits, outer.stop);
    const savepoint = name ?? freshName(unit);
    unit.savepoints.add(savepoint);
    try {
      await this.#host.events.before("savepoint", savepoint);
      const connection = await outer.take("transaction", stop);
      try {
        return await this.#nestedHolding(new Scope(unit, outer, savepoint, stop), body, savepoint);
      } finally {
        outer.give(connection);
      }
    } finally {
      unit.savepoints.delete(savepoint);
      stop?.dispose();
    }
  }

  /** The outer scope's turn is held. */
  async #nestedHolding<T>(scope: Scope, body: (tx: Transaction) => Promise<T>, savepoint: string): Promise<T> {
    const { dialect, events } = this.#host;
    await this.#step("savepoint", scope, savepoint, dialect.transaction.savepoint(savepoint));
    let result: T;
    try {
      await this.within(scope, () => events.after("savepoint", performance.now(), savepoint));
      result = await this.#bodyOf(scope, body, async () => undefined);
      await scope.end("finish");
      scope.stop?.check();
      if (scope.doomed) throw cannotKeep(scope.doomed);
    } catch (error) {
      await scope.end("refuse");
      await this.#undoSavepoint(scope, savepoint, error);
      throw error;
    }
    const release = dialect.transaction.release(savepoint);
    if (release !== undefined) {
      await events.before("release_savepoint", savepoint);
      const started = performance.now();
      await this.#step("release_savepoint", scope, savepoint, release);
      await events.after("release_savepoint", started, savepoint);
    }
    return result;
  }

  async #bodyOf<T>(scope: Scope, body: (tx: Transaction) => Promise<T>, last: () => Promise<void>): Promise<T> {
    const running = this.within(scope, async () => {
      const result = await body(new Transaction(scope, this));
      await last();
      return result;
    });
    return scope.stop === undefined ? await running : await scope.stop.race(running);
  }

  async #undoSavepoint(scope: Scope, savepoint: string, cause: unknown): Promise<void> {
    const { unit } = scope;
    // What has failed as a whole may have lost its savepoints.
    if (unit.failed !== undefined || unit.givenUp || !unit.connection.usable) return;
    const { events, dialect, faults } = this.#host;
    const started = performance.now();
    try {
      await events.before("rollback_to_savepoint", savepoint);
      await this.#control(unit.connection, dialect.transaction.rollbackTo(savepoint), undefined);
      const release = dialect.transaction.release(savepoint);
      if (release !== undefined) await this.#control(unit.connection, release, undefined);
      await events.after("rollback_to_savepoint", started, savepoint);
    } catch (native) {
      const error = faults.translate(native);
      unit.failed ??= error;
      tell(cause, error);
      await events.after("rollback_to_savepoint", started, savepoint, { error });
    }
  }

  async #rollbackEnded(scope: Scope, cause: unknown): Promise<void> {
    const { events } = this.#host;
    const started = performance.now();
    const { connection, home } = scope.unit;
    let failure: unknown;
    try {
      await events.before("rollback");
    } catch (error) {
      failure = error;
      tell(cause, error);
    }
    const clean = await this.#undo(scope, cause);
    home.give(connection, !clean);
    await events
      .after("rollback", started, undefined, clean && failure === undefined ? undefined : { error: failure ?? cause })
      .catch((error) => tell(cause, error));
  }

  /** ROLLBACK; false when the connection cannot be used any more. */
  async #undo(scope: Scope, cause: unknown): Promise<boolean> {
    const { connection } = scope.unit;
    if (!connection.usable || scope.unit.givenUp) return false;
    try {
      await this.#control(connection, this.#host.dialect.transaction.rollback, undefined);
      return connection.usable;
    } catch (native) {
      tell(cause, this.#host.faults.translate(native));
      return false;
    }
  }

  /** One control statement inside a transaction; its failure belongs to the whole. */
  async #step(operation: "savepoint" | "release_savepoint", scope: Scope, savepoint: string, sql: string): Promise<void> {
    const started = performance.now();
    try {
      await this.#control(scope.unit.connection, sql, undefined);
    } catch (native) {
      const error = this.#host.faults.translate(native, { sql });
      scope.parent?.noteError(error);
      await this.#host.events.after(operation, started, savepoint, { error });
      throw error;
    }
  }

  async #control(connection: Connection, sql: string, stop: Stop | undefined): Promise<void> {
    const { faults, patience } = this.#host;
    await patiently(
      async () => connection.execute(sql, []),
      (error) => faults.isBusy(error),
      patience,
      stop,
    );
  }

  #commitFault(native: unknown, connection: Connection): OrmdanticError {
    const { faults } = this.#host;
    if (connection.usable && !faults.isLost(native)) return faults.translate(native);
    const message = "the connection was lost during COMMIT: nobody knows whether the changes are stored; look before you write them again";
    return new TransactionOutcomeUnknownError("TRANSACTION.OUTCOME_UNKNOWN", message, { cause: native });
  }
}

function freshName(unit: Unit): string {
  do unit.serial++;
  while (unit.savepoints.has(`sp_${unit.serial}`));
  return `sp_${unit.serial}`;
}

function cannotKeep(cause: OrmdanticError): TransactionError {
  const message =
    "the changes were rolled back: a statement failed inside, and its error was caught instead of ending the transaction; wrap such statements in savepoint()";
  return new TransactionError("TRANSACTION.ABORTED", message, { cause, retryable: cause.retryable });
}

/** Notes a failed rollback with the error that made it necessary. */
function tell(cause: unknown, failure: unknown): void {
  if (!(cause instanceof OrmdanticError) || Object.isFrozen(cause.context)) return;
  Object.assign(cause.context, { rollbackFailure: failure instanceof Error ? failure.message : String(failure) });
}

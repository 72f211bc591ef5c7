import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "../dialect/driver.ts";
import { OrmdanticError, TransactionError, TransactionOutcomeUnknownError } from "../kernel/errors.ts";
import { Boundaries, type BoundariesHost } from "./boundaries.ts";
import type { OwnerLane } from "./lane.ts";
import { retrying } from "./retry.ts";
import { Scope, type Unit } from "./scope.ts";
import { Stop, type StopOptions } from "./stop.ts";
import { type Nesting, Transaction } from "./transaction.ts";
import type { TransactionEvents } from "./transaction-events.ts";
import type { UnitOptions } from "./transaction-options.ts";

/** A connection for a transaction, and where it goes back to. */
export interface Borrowed {
  readonly home: OwnerLane;
  readonly connection: Connection;
  /** It was opened for reading only. */
  readonly reader: boolean;
}

/** What transactions need of the engine. */
export interface TransactionHost extends BoundariesHost {
  readonly events: TransactionEvents;
  borrow(readOnly: boolean, stop: Stop | undefined): Promise<Borrowed>;
  /** Is told of every COMMIT that may have changed something. */
  committed(): void;
}

/** Begins and ends transactions and savepoints. Every way out gives the connection back. */
export class Transactions implements Nesting {
  readonly #host: TransactionHost;
  readonly #boundaries: Boundaries;
  readonly #owner: object;
  readonly #context = new AsyncLocalStorage<Scope>();

  /** `owner` tells transactions of one engine from those of others. */
  constructor(host: TransactionHost, owner: object) {
    this.#host = host;
    this.#boundaries = new Boundaries(host);
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

  /** A whole transaction: commits what `body` did, or rolls back and throws its error; run again as `options.retry` allows. */
  async outermost<T>(body: (tx: Transaction) => Promise<T>, options: UnitOptions, limits: StopOptions): Promise<T> {
    const stop = Stop.of(limits);
    try {
      return await retrying(options.retry, stop, (attempt) => this.#once(body, options, stop, attempt));
    } finally {
      stop?.dispose();
    }
  }

  async #once<T>(body: (tx: Transaction) => Promise<T>, options: UnitOptions, stop: Stop | undefined, attempt: number): Promise<T> {
    const scope = await this.begin(options, stop, attempt);
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
  }

  async begin(options: UnitOptions, stop: Stop | undefined, attempt = 1): Promise<Scope> {
    const { dialect, events, patience } = this.#host;
    await events.before("begin", undefined, options);
    const started = performance.now();
    const { home, connection, reader } = await this.#begun(options, stop, started);
    const unit: Unit = {
      owner: this.#owner,
      connection,
      home,
      options,
      attempt,
      restore: dialect.transaction.restore?.(options, reader) ?? [],
      patience,
      errorAborts: dialect.transaction.errorAborts === true,
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

  /** A connection on which BEGIN has succeeded. Nothing has happened before: one that turns out to be dead is replaced once. */
  async #begun(options: UnitOptions, stop: Stop | undefined, started: number): Promise<Borrowed> {
    const { dialect, events, faults } = this.#host;
    for (let again = true; ; again = false) {
      const borrowed = await this.#host.borrow(options.readOnly === true, stop);
      try {
        for (const sql of dialect.transaction.begin(options)) await this.#boundaries.send(borrowed.connection, sql, stop);
        return borrowed;
      } catch (error) {
        // How far it came is unknown.
        borrowed.home.give(borrowed.connection, true);
        if (again && stop?.error === undefined && faults.isLost(error)) continue;
        const fault = faults.translate(error);
        await events.after("begin", started, undefined, { error: fault });
        throw fault;
      }
    }
  }

  /** `commit`, with what comes before it; rolls back when a handler throws, or the time is over. */
  async finish(scope: Scope): Promise<void> {
    try {
      scope.stop?.check();
      await this.within(scope, () => this.#host.events.before("commit"));
      scope.stop?.check();
    } catch (error) {
      await this.rollback(scope, error);
      throw error;
    }
    await this.commit(scope);
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
    const { connection, home, options } = scope.unit;
    try {
      await this.#boundaries.commit(scope.unit, scope.stop);
    } catch (error) {
      const clean = !(error instanceof TransactionOutcomeUnknownError) && (await this.#undo(scope, error));
      home.give(connection, !clean);
      // Where nobody knows the outcome neither kind of hook would be right.
      if (error instanceof TransactionOutcomeUnknownError) this.#host.committed();
      await this.#host.events.after("commit", started, undefined, { error });
      if (!(error instanceof TransactionOutcomeUnknownError)) await this.#runRollbackHooks(scope, error);
      throw error;
    }
    home.give(connection, scope.unit.restore.length > 0 && !(await this.#boundaries.restore(scope.unit)));
    if (options.readOnly !== true) this.#host.committed();
    const failures: unknown[] = [];
    await this.#host.events.after("commit", started).catch((error: unknown) => failures.push(error));
    failures.push(...((await scope.givenHooks?.run("commit")) ?? []));
    if (failures.length > 0) throw hookFailed(failures);
  }

  /** Never throws: `cause` is the error to hear of, and learns of a rollback that failed (`context.rollbackFailure`). */
  async rollback(scope: Scope, cause: unknown): Promise<void> {
    await scope.end("refuse");
    await this.#rollbackEnded(scope, cause);
  }

  /** `given`, or the innermost scope of it in which this runs: that one holds the outer ones' turns. */
  innermost(given: Scope): Scope {
    const current = this.current();
    return current?.isWithin(given) ? current : given;
  }

  /** A savepoint in the innermost scope of `given`. */
  async nested<T>(given: Scope, body: (tx: Transaction) => Promise<T>, limits: StopOptions, name: string | undefined): Promise<T> {
    const outer = this.innermost(given);
    const { unit } = outer;
    if (name !== undefined && unit.savepoints.has(name)) throw new TransactionError("TRANSACTION.BAD_SAVEPOINT", `the savepoint "${name}" is open already`);
    const stop = Stop.of(limits, outer.stop);
    const savepoint = name ?? freshName(unit);
    unit.savepoints.add(savepoint);
    try {
      await this.#host.events.before("savepoint", savepoint);
      const connection = await outer.take("transaction", stop);
      const scope = new Scope(unit, outer, savepoint, stop);
      let result: T;
      try {
        result = await this.#nestedHolding(scope, body, savepoint);
      } catch (error) {
        outer.give(connection);
        // Only now may hooks use the transaction around them.
        await this.#runRollbackHooks(scope, error);
        throw error;
      }
      if (scope.givenHooks !== undefined) outer.adopt(scope.givenHooks);
      outer.give(connection);
      return result;
    } finally {
      unit.savepoints.delete(savepoint);
      stop?.dispose();
    }
  }

  /** The outer scope's turn is held. */
  async #nestedHolding<T>(scope: Scope, body: (tx: Transaction) => Promise<T>, savepoint: string): Promise<T> {
    const { dialect, events } = this.#host;
    const release = dialect.transaction.release(savepoint);
    await this.#step("savepoint", scope, savepoint, dialect.transaction.savepoint(savepoint));
    let result: T;
    try {
      await this.within(scope, () => events.after("savepoint", performance.now(), savepoint));
      result = await this.#bodyOf(scope, body, async () => undefined);
      await scope.end("finish");
      scope.stop?.check();
      if (scope.doomed) throw cannotKeep(scope.doomed);
      if (release !== undefined) await events.before("release_savepoint", savepoint);
    } catch (error) {
      await scope.end("refuse");
      await this.#undoSavepoint(scope, savepoint, error);
      throw error;
    }
    if (release !== undefined) {
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
      await this.#boundaries.send(unit.connection, dialect.transaction.rollbackTo(savepoint));
      const release = dialect.transaction.release(savepoint);
      if (release !== undefined) await this.#boundaries.send(unit.connection, release);
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
    await this.#runRollbackHooks(scope, cause);
  }

  /** ROLLBACK; false when the connection cannot be used any more. */
  async #undo(scope: Scope, cause: unknown): Promise<boolean> {
    const { unit } = scope;
    if (!unit.connection.usable || unit.givenUp) return false;
    try {
      await this.#boundaries.rollback(unit);
      return await this.#boundaries.restore(unit);
    } catch (failure) {
      tell(cause, failure);
      return false;
    }
  }

  async #runRollbackHooks(scope: Scope, cause: unknown): Promise<void> {
    const [failure] = (await scope.givenHooks?.run("rollback")) ?? [];
    if (failure !== undefined) tell(cause, failure, "hookFailure");
  }

  /** One control statement inside a transaction; its failure belongs to the whole. */
  async #step(operation: "savepoint" | "release_savepoint", scope: Scope, savepoint: string, sql: string): Promise<void> {
    const started = performance.now();
    try {
      await this.#boundaries.send(scope.unit.connection, sql);
    } catch (native) {
      const error = this.#host.faults.translate(native, { sql });
      scope.parent?.noteError(error);
      await this.#host.events.after(operation, started, savepoint, { error });
      throw error;
    }
  }
}

function freshName(unit: Unit): string {
  do unit.serial++;
  while (unit.savepoints.has(`sp_${unit.serial}`));
  return `sp_${unit.serial}`;
}

function cannotKeep(cause: OrmdanticError): OrmdanticError {
  if (cause.code === "TRANSACTION.CONNECTION_LOST") return cause;
  const message =
    "the changes were rolled back: a statement failed inside, and its error was caught instead of ending the transaction; wrap such statements in savepoint()";
  return new TransactionError("TRANSACTION.ABORTED", message, { cause, retryable: cause.retryable });
}

function hookFailed(failures: readonly unknown[]): TransactionError {
  const [first] = failures;
  const message = `the changes are stored, but ${failures.length === 1 ? "a function that was" : `${failures.length} functions that were`} to run after the commit failed: ${first instanceof Error ? first.message : String(first)}`;
  return new TransactionError("TRANSACTION.HOOK_FAILED", message, { cause: first });
}

/** Notes with the error that undid a transaction what failed while undoing it. */
function tell(cause: unknown, failure: unknown, as: "rollbackFailure" | "hookFailure" = "rollbackFailure"): void {
  if (!(cause instanceof OrmdanticError) || Object.isFrozen(cause.context)) return;
  Object.assign(cause.context, { [as]: failure instanceof Error ? failure.message : String(failure) });
}

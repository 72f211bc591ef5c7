import { ConfigurationError, TransactionError } from "../kernel/errors.ts";
import type { TransactionHandle } from "./executor.ts";
import type { Hook } from "./hooks.ts";
import type { Scope } from "./scope.ts";

const SAVEPOINT_NAME = /^[A-Za-z][A-Za-z0-9_]{0,29}$/;

/** Opens savepoints in a scope. */
export interface Nesting {
  innermost(given: Scope): Scope;
  nested<T>(outer: Scope, body: (tx: Transaction) => Promise<T>, options: object, name: string | undefined): Promise<T>;
}

/**
 * An open transaction, as its function gets it. Handles used in the function need not be told of it; `{ tx }` does so explicitly. Inside a savepoint the
 * handles of the scopes around it stand for the savepoint: statements, inner savepoints and hooks belong to the innermost one they are called in.
 */
export class Transaction implements TransactionHandle {
  readonly #scope: Scope;
  readonly #nesting: Nesting;

  constructor(scope: Scope, nesting: Nesting) {
    this.#scope = scope;
    this.#nesting = nesting;
  }

  /** False as soon as the function has come to its end: nothing can be run any more. */
  get isOpen(): boolean {
    return this.#scope.isOpen;
  }

  /** Which run of its function this is, from 1: more with the option `retry`. */
  get attempt(): number {
    return this.#scope.unit.attempt;
  }

  /**
   * Calls `hook` once COMMIT has succeeded, outside the transaction and in order of registration; never when the transaction, or the savepoint it was
   * registered in, is undone. What it throws comes out of `transaction()` as a TransactionError: the changes stay. Throws TransactionError after the end.
   */
  afterCommit(hook: Hook): void {
    this.#nesting.innermost(this.#scope).hooks.afterCommit(hook);
  }

  /**
   * Calls `hook` after the transaction (or the savepoint it was registered in) was undone, with `retry` after each run that was. What it throws is noted
   * in the `context` of the error that undid it, as `hookFailure`. Throws TransactionError after the end.
   */
  afterRollback(hook: Hook): void {
    this.#nesting.innermost(this.#scope).hooks.afterRollback(hook);
  }

  /**
   * Runs `body` under a savepoint: kept when it succeeds, undone when it throws (the error comes out). `name`: a letter, then up to 29 letters,
   * digits or underscores; made up when left out. Throws ConfigurationError for other names.
   */
  async savepoint<T>(body: (tx: Transaction) => Promise<T>, name?: string): Promise<T> {
    if (name !== undefined && !SAVEPOINT_NAME.test(name)) {
      throw new ConfigurationError("TRANSACTION.BAD_SAVEPOINT", "a savepoint's name must be a letter followed by up to 29 letters, digits or underscores");
    }
    return this.#nesting.nested(this.#scope, body, {}, name);
  }

  /** @internal The scope behind a handle; throws TransactionError when it is not one of `owner`. */
  static scopeOf(handle: TransactionHandle, owner: object): Scope {
    if (!(handle instanceof Transaction) || handle.#scope.unit.owner !== owner) {
      throw new TransactionError(
        "TRANSACTION.FOREIGN_HANDLE",
        "`tx` is not a transaction of this database; pass the handle that transaction() gave to its function",
      );
    }
    return handle.#scope;
  }
}

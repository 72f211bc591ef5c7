import type { Connection } from "../dialect/driver.ts";
import { ConnectionError, OrmdanticError, SerializationError, TimeoutError, TransactionError } from "../kernel/errors.ts";
import { Hooks } from "./hooks.ts";
import type { Lane, OwnerLane } from "./lane.ts";
import type { Stop } from "./stop.ts";
import type { UnitOptions } from "./transaction-options.ts";
import { Turns, type Use } from "./turns.ts";

/** What all scopes of one transaction share. */
export interface Unit {
  /** The engine it belongs to. */
  readonly owner: object;
  readonly connection: Connection;
  readonly home: OwnerLane;
  readonly options: UnitOptions;
  /** Which run of its function it is, from 1. */
  readonly attempt: number;
  /** What sets the connection back after the end. */
  readonly restore: readonly string[];
  /** Milliseconds to wait behind an open stream or savepoint. */
  readonly patience: number;
  /** A failed statement leaves everything unusable up to the next rollback. */
  readonly errorAborts: boolean;
  /** Names of open savepoints. */
  readonly savepoints: Set<string>;
  /** How many names were made. */
  serial: number;
  /** Why nothing but a rollback of the whole may follow. */
  failed: OrmdanticError | undefined;
  /** The connection may still be busy with a stopped statement: not even a rollback can be sent. */
  givenUp: boolean;
}

/**
 * A transaction, or a savepoint in one: a lane with one connection on which statements queue. An inner scope keeps the outer one's turn as long as
 * it lasts, so that nobody writes into a savepoint from outside.
 */
export class Scope implements Lane {
  readonly unit: Unit;
  readonly parent: Scope | undefined;
  /** Undefined for the transaction itself. */
  readonly savepoint: string | undefined;
  readonly stop: Stop | undefined;
  readonly #turns = new Turns();
  #state: "open" | "closing" | "ended" = "open";
  #aborted: OrmdanticError | undefined;
  #hooks: Hooks | undefined;

  constructor(unit: Unit, parent: Scope | undefined, savepoint: string | undefined, stop: Stop | undefined) {
    this.unit = unit;
    this.parent = parent;
    this.savepoint = savepoint;
    this.stop = stop;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** The error that forbids to keep what this scope did. */
  get doomed(): OrmdanticError | undefined {
    return this.unit.failed ?? this.#aborted ?? (this.unit.connection.usable ? undefined : lost());
  }

  /** Throws TransactionError once the end has begun. */
  get hooks(): Hooks {
    this.assertOpen();
    this.#hooks ??= new Hooks();
    return this.#hooks;
  }

  /** Undefined when nobody wants to know of the end. */
  get givenHooks(): Hooks | undefined {
    return this.#hooks;
  }

  /** Takes over the hooks of a savepoint that is kept. Works while this scope is coming to its end, too. */
  adopt(inner: Hooks): void {
    this.#hooks ??= new Hooks();
    this.#hooks.adopt(inner);
  }

  isWithin(other: Scope): boolean {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) if (scope === other) return true;
    return false;
  }

  /** Throws TransactionError once the end has begun. */
  assertOpen(): void {
    if (!this.isOpen) throw ended();
  }

  tryTake(use: Use): Connection | undefined {
    this.#check("open");
    return this.#turns.tryEnter(use) ? this.unit.connection : undefined;
  }

  async take(use: Use, stop: Stop | undefined): Promise<Connection> {
    this.#check("open");
    stop?.check();
    await this.#turns.enter(use, stop, this.unit.patience, (held) => this.#late(held));
    try {
      // Who queued before the end may still run; who queued behind it may not.
      this.#check("closing");
    } catch (error) {
      this.#turns.leave();
      throw error;
    }
    return this.unit.connection;
  }

  give(connection: Connection, broken = false): void {
    if (broken || !connection.usable) {
      this.unit.givenUp = true;
      this.unit.failed ??= lost();
    }
    this.#turns.leave();
  }

  noteError(error: OrmdanticError): void {
    if (this.unit.errorAborts) this.#aborted ??= error;
    if (error instanceof SerializationError || error instanceof ConnectionError || error.code === "QUERY.LOCK_TIMEOUT") this.unit.failed ??= error;
  }

  /** Lets those who queue go first (or turns them away), then keeps the turn for good: nothing runs in this scope any more. */
  async end(queued: "finish" | "refuse"): Promise<void> {
    if (this.#state === "ended") return;
    this.#state = "closing";
    if (queued === "refuse") this.#turns.failAll(ended);
    try {
      await this.#turns.enter("transaction", undefined, this.unit.patience, (held) => this.#late(held));
    } catch (error) {
      // Somebody left a stream open: only throwing the connection away ends it.
      this.unit.givenUp = true;
      if (error instanceof OrmdanticError) this.unit.failed ??= error;
    }
    this.#state = "ended";
    this.#turns.failAll(ended);
  }

  #check(lastState: "open" | "closing"): void {
    if (this.#state === "ended" || (this.#state === "closing" && lastState === "open")) throw ended();
    this.stop?.check();
    const { failed } = this.unit;
    if (failed) {
      throw new TransactionError(
        "TRANSACTION.FAILED",
        "the transaction failed before this statement and can only be rolled back; let its error out of the transaction's function",
        {
          cause: failed,
          retryable: failed.retryable,
        },
      );
    }
  }

  #late(held: Use): TimeoutError {
    const what = held === "stream" ? "a stream" : "an inner transaction or savepoint";
    const message = `${what} kept the transaction's connection for ${this.unit.patience} ms; finish it before running other statements in the same transaction`;
    return new TimeoutError("TRANSACTION.TURN_TIMEOUT", message);
  }
}

function ended(): TransactionError {
  return new TransactionError("TRANSACTION.ENDED", "this transaction has already ended; await every call inside it, and do not keep its handle");
}
function lost(): TransactionError {
  return new TransactionError("TRANSACTION.CONNECTION_LOST", "the transaction's connection was lost or had to be given up; nothing it did is stored", {
    retryable: true,
  });
}

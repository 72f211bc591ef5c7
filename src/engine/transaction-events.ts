import type { TransactionOptions } from "../dialect/dialect.ts";
import type { TransactionEvent } from "./event-types.ts";
import type { EventHub } from "./events.ts";

const names = {
  begin: ["beforeBegin", "afterBegin"],
  commit: ["beforeCommit", "afterCommit"],
  rollback: ["beforeRollback", "afterRollback"],
  savepoint: ["beforeSavepoint", "afterSavepoint"],
  rollback_to_savepoint: ["beforeRollbackToSavepoint", "afterRollbackToSavepoint"],
  release_savepoint: ["beforeReleaseSavepoint", "afterReleaseSavepoint"],
} as const;

/** Emits the events that bound one step of a transaction. */
export class TransactionEvents {
  readonly #events: EventHub;
  readonly #backend: string;

  constructor(events: EventHub, backend: string) {
    this.#events = events;
    this.#backend = backend;
  }

  async before(operation: TransactionEvent["operation"], savepoint?: string, options?: TransactionOptions): Promise<void> {
    const [name] = names[operation];
    if (this.#events.has(name)) await this.#events.emit(name, this.#payload(operation, savepoint, options));
  }

  /** `failed` holds the step's error: a handler's own error then gives way to it. */
  async after(operation: TransactionEvent["operation"], started: number, savepoint?: string, failed?: { error: unknown }): Promise<void> {
    const [, name] = names[operation];
    if (!this.#events.has(name)) return;
    try {
      await this.#events.emit(name, { ...this.#payload(operation, savepoint, undefined), durationMs: performance.now() - started, ...failed });
    } catch (error) {
      if (!failed) throw error;
    }
  }

  #payload(operation: TransactionEvent["operation"], savepoint: string | undefined, options: TransactionOptions | undefined): TransactionEvent {
    return { operation, backend: this.#backend, ...(savepoint === undefined ? {} : { savepoint }), ...(options === undefined ? {} : { options }) };
  }
}

import { chain, type MaybePromise } from "../kernel/chain.ts";
import { ConfigurationError } from "../kernel/errors.ts";
import type { EventName, Events, Handler } from "./event-types.ts";

/** Handlers by event, in order of registration. A handler that throws ends the operation. */
export class EventHub {
  readonly #handlers = new Map<EventName, readonly Handler<never>[]>();

  on<E extends EventName>(name: E, handler: Handler<E>): Handler<E> {
    if (typeof handler !== "function") throw new ConfigurationError("CONFIGURATION.BAD_HANDLER", `the handler of "${name}" must be a function`);
    this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), handler as Handler<never>]);
    return handler;
  }

  off<E extends EventName>(name: E, handler: Handler<E>): void {
    const rest = (this.#handlers.get(name) ?? []).filter((h) => h !== handler);
    if (rest.length > 0) this.#handlers.set(name, rest);
    else this.#handlers.delete(name);
  }

  /** Removes the handlers of one event, or of all. */
  clear(name?: EventName): void {
    if (name === undefined) this.#handlers.clear();
    else this.#handlers.delete(name);
  }

  /** True when nobody listens to anything. */
  get empty(): boolean {
    return this.#handlers.size === 0;
  }

  /** Ask before building a payload: without handlers an event costs one look-up. */
  has(name: EventName): boolean {
    return this.#handlers.size > 0 && this.#handlers.has(name);
  }

  /** Calls the handlers one after the other; lists are never changed in place, so handlers may come and go meanwhile. */
  emit<E extends EventName>(name: E, event: Events[E]): MaybePromise<void> {
    const handlers = this.#handlers.get(name);
    if (!handlers) return;
    let done: MaybePromise<void> | undefined;
    for (const handler of handlers) done = chain(done, () => settled((handler as Handler<E>)(event)));
    return done;
  }
}

function settled(answer: unknown): MaybePromise<void> {
  return isThenable(answer) ? Promise.resolve(answer).then(() => undefined) : undefined;
}
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

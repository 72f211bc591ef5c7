import { CancelledError, ConfigurationError, type OrmdanticError, TimeoutError } from "../kernel/errors.ts";

/** What can end a call early. */
export interface StopOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
}

type Reaction = (error: OrmdanticError) => void;

/** Longer times do not fit the runtime's timers, which would then fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The record of whether and why a call was to end early: its signal, its time-out or the stop of the transaction around it, whichever came
 * first. What the server says of it is never asked.
 */
export class Stop {
  readonly #reactions = new Set<Reaction>();
  readonly #signal: AbortSignal | undefined;
  readonly #leaveParent: (() => void) | undefined;
  readonly #onAbort = (): void => this.#fire(cancelled(this.#signal?.reason));
  readonly #timer: NodeJS.Timeout | undefined;
  #error: OrmdanticError | undefined;
  /** True when the connection may still be busy with what was stopped: it must not be used again. */
  doubtful = false;

  private constructor(options: StopOptions, parent: Stop | undefined) {
    const { signal, timeout } = options;
    this.#signal = signal;
    this.#error = parent?.error ?? (signal?.aborted ? cancelled(signal.reason) : undefined);
    if (this.#error) return;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (timeout !== undefined && timeout <= LONGEST_TIMER) this.#timer = setTimeout(() => this.#fire(timedOut(timeout)), timeout);
    this.#leaveParent = parent?.on((error) => this.#fire(error));
  }

  /** Undefined when nothing can end the call. `defaultTimeout`: milliseconds, 0 for none. Must be disposed. */
  static of(options: StopOptions, parent?: Stop, defaultTimeout = 0): Stop | undefined {
    const timeout = options.timeout ?? (defaultTimeout > 0 ? defaultTimeout : undefined);
    if (timeout !== undefined && !(timeout > 0)) {
      throw new ConfigurationError("CONFIGURATION.BAD_TIMEOUT", `timeout must be a number of milliseconds above 0, not ${String(timeout)}`);
    }
    if (options.signal === undefined && timeout === undefined && parent === undefined) return undefined;
    return new Stop({ signal: options.signal, timeout }, parent);
  }

  /** Why the call is to end: CancelledError or TimeoutError; undefined while it may go on. */
  get error(): OrmdanticError | undefined {
    return this.#error;
  }

  /** Throws when the call is to end. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  /** Calls `reaction` when the call is to end (never if it is already: see `check`). Gives back how to forget it. */
  on(reaction: Reaction): () => void {
    this.#reactions.add(reaction);
    return () => this.#reactions.delete(reaction);
  }

  /** Settles like `promise`, or rejects as soon as the call is to end; what `promise` then does is nobody's business any more. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#error) reject(this.#error);
      const forget = this.on(reject);
      promise.then(resolve, reject).finally(forget);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#leaveParent?.();
    this.#reactions.clear();
  }

  #fire(error: OrmdanticError): void {
    if (this.#error) return;
    this.#error = error;
    for (const reaction of [...this.#reactions]) reaction(error);
  }
}

/** What a call ends with whose signal has fired. */
export function cancelled(reason: unknown): CancelledError {
  return new CancelledError("QUERY.CANCELLED", "the call was cancelled by its AbortSignal", { cause: reason });
}
function timedOut(timeout: number): TimeoutError {
  return new TimeoutError("QUERY.TIMEOUT", `the call was stopped after its time-out of ${timeout} ms; make the statement faster or raise \`timeout\``);
}

import type { Stop } from "./stop.ts";

interface Waiter<T> {
  readonly ticket: number;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** First come, first served. Whoever leaves early (time-out, abort) is out of the line and can no longer be served. */
export class WaitingLine<T> {
  readonly #waiters = new Set<Waiter<T>>();

  #tickets = 0;

  /** What the last who came has for a number; they grow. */
  get lastTicket(): number {
    return this.#tickets;
  }

  get length(): number {
    return this.#waiters.size;
  }

  /**
   * Waits to be served, at most `limit` milliseconds (0: for ever). `late` is asked when the limit is over: an error ends the wait, undefined
   * starts the limit again.
   */
  wait(stop: Stop | undefined, limit: number, late: () => Error | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const leave = (): void => {
        this.#waiters.delete(waiter);
        clearTimeout(timer);
        unregister?.();
      };
      const waiter: Waiter<T> = {
        ticket: ++this.#tickets,
        resolve: (value) => {
          leave();
          resolve(value);
        },
        reject: (error) => {
          leave();
          reject(error);
        },
      };
      const check = (): void => {
        const error = late();
        if (error) waiter.reject(error);
        else timer = setTimeout(check, limit);
      };
      this.#waiters.add(waiter);
      if (limit > 0) timer = setTimeout(check, limit);
      const unregister = stop?.on((error) => waiter.reject(error));
    });
  }

  /** Hands `value` to the first in line; false when nobody waits. */
  serve(value: T): boolean {
    const first = this.#first();
    first?.resolve(value);
    return first !== undefined;
  }

  /** Turns the first in line away, if its number is not above `ticket`; false when there is nobody like that. */
  fail(error: unknown, ticket = Number.POSITIVE_INFINITY): boolean {
    const first = this.#first();
    if (first === undefined || first.ticket > ticket) return false;
    first.reject(error);
    return true;
  }

  /** Turns everybody away; the error is made only if there is somebody. */
  failAll(make: () => unknown): void {
    if (this.#waiters.size === 0) return;
    const error = make();
    while (this.fail(error));
  }

  #first(): Waiter<T> | undefined {
    for (const waiter of this.#waiters) return waiter;
    return undefined;
  }
}

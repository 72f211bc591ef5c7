import { AsyncLocalStorage } from "node:async_hooks";
import { misuse } from "./errors.ts";

/** Calls that run one after the other. */
interface Line {
  last: Promise<unknown>;
}

/** Where in a session code runs: in one of its calls, or in the function of a savepoint. */
interface Place {
  readonly owner: object;
  readonly line: Line;
  /** Inside a call: another one would wait for it, and it for the other. */
  readonly isCall: boolean;
  readonly outer: Place | undefined;
  isOver: boolean;
}

const places = new AsyncLocalStorage<Place>();

/** Lets the calls of a session run one after the other. A savepoint is one call, and those made in its function take turns among themselves. */
export class Calls {
  readonly #line: Line = { last: Promise.resolve() };

  /** True inside a call of this session: in the handler of an event. */
  get isInside(): boolean {
    return this.#place()?.isCall === true;
  }

  /** Throws QueryError inside another call of the session. */
  run<T>(body: () => Promise<T>): Promise<T> {
    const place = this.#place();
    if (place?.isCall) return Promise.reject(reentered());
    const line = place?.line ?? this.#line;
    const run = (): Promise<T> => this.#at(line, true, body);
    const result = line.last.then(run, run);
    line.last = result.catch(() => undefined);
    return result;
  }

  /** From inside a call: runs `body` where calls can be made. */
  async opened<T>(body: () => Promise<T>): Promise<T> {
    const line: Line = { last: Promise.resolve() };
    try {
      return await this.#at(line, false, body);
    } finally {
      await line.last;
    }
  }

  async #at<T>(line: Line, isCall: boolean, body: () => Promise<T>): Promise<T> {
    const place: Place = { owner: this, line, isCall, outer: places.getStore(), isOver: false };
    try {
      return await places.run(place, body);
    } finally {
      place.isOver = true;
    }
  }

  #place(): Place | undefined {
    for (let place = places.getStore(); place; place = place.outer) if (place.owner === this && !place.isOver) return place;
    return undefined;
  }
}

function reentered(): Error {
  return misuse(
    "SESSION.IN_HANDLER",
    undefined,
    "the handler of an event was called by this session, which waits for it: it cannot wait for the session in turn; add(), delete() and transaction() can be used, and calls of tables with { tx }",
  );
}

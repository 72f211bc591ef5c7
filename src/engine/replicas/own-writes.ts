import { AsyncLocalStorage } from "node:async_hooks";

interface Track {
  readonly around: Track | undefined;
  wroteAt: number;
}

/** When this process last wrote: all of it, or one part whose reads need not wait for the writes of others. */
export class OwnWrites {
  readonly #whole: Track = { around: undefined, wroteAt: Number.NEGATIVE_INFINITY };
  readonly #context = new AsyncLocalStorage<Track>();

  /** Reads in `body` are sure to see the writes of `body`, and of the parts around it; not those of the rest of the process. */
  apart<T>(body: () => Promise<T>): Promise<T> {
    const around = this.#context.getStore();
    return this.#context.run({ around, wroteAt: around?.wroteAt ?? Number.NEGATIVE_INFINITY }, body);
  }

  /** To be called after a write is done, where it was called from. */
  note(): void {
    const now = performance.now();
    this.#whole.wroteAt = now;
    for (let track = this.#context.getStore(); track !== undefined; track = track.around) track.wroteAt = now;
  }

  /** A read must show everything up to this moment. */
  get lastWrite(): number {
    return (this.#context.getStore() ?? this.#whole).wroteAt;
  }
}

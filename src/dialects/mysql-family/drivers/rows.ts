import type { Readable } from "node:stream";
import type { Prepare } from "mariadb";

/** The connector's stream has a `close` of its own: rows that still come are thrown away. */
type RowSource = Readable & { close(): void };

/** Rows of a running statement, read from the socket only as fast as they are taken. */
export class Rows {
  readonly #source: RowSource;
  /** Resolves when the server has nothing more to say of the statement. */
  readonly answered: Promise<void>;
  #ended = false;
  #error: unknown;
  #wake: (() => void) | undefined;

  constructor(statement: Prepare, parameters: readonly unknown[]) {
    this.#source = statement.executeStream(parameters) as RowSource;
    this.answered = new Promise((resolve) => {
      const finish = (error?: unknown): void => {
        this.#error ??= error;
        this.#ended = true;
        resolve();
        this.#wake?.();
      };
      this.#source.on("error", finish);
      this.#source.on("end", () => finish());
      this.#source.on("readable", () => this.#wake?.());
    });
  }

  /** True when the last row has been given, or the statement failed. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Up to `size` rows; none when there are no more. Throws what the server answered. */
  async take(size: number): Promise<unknown[][]> {
    const rows: unknown[][] = [];
    for (;;) {
      while (rows.length < size) {
        const row = this.#source.read() as unknown[] | null;
        if (row === null) break;
        rows.push(row);
      }
      if (rows.length >= size) return rows;
      if (this.#error !== undefined) throw this.#error;
      if (this.#ended) return rows;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }

  /** Lets go of all rows that are still to come; who waits for them gets the error. */
  discard(reason: unknown): void {
    if (!this.#ended) this.#error ??= reason;
    this.#source.close();
    // `resume` has no effect on a stream that is read by `readable`: what is buffered has to be read away, or its end never comes.
    const drain = (): void => {
      while (this.#source.read() !== null);
    };
    this.#source.on("readable", drain);
    drain();
    this.#wake?.();
  }
}

import type { OrmdanticError } from "../kernel/errors.ts";
import type { Stop } from "./stop.ts";
import { WaitingLine } from "./waiting-line.ts";

/** What somebody does while holding a turn or a connection. */
export type Use = "statement" | "stream" | "transaction";

/** One at a time, in order of arrival. Free: no promise, no allocation. */
export class Turns {
  readonly #line = new WaitingLine<undefined>();
  #held: Use | undefined;
  #passed = 0;

  get waiting(): number {
    return this.#line.length;
  }

  tryEnter(use: Use): boolean {
    if (this.#held !== undefined) return false;
    this.#held = use;
    return true;
  }

  /** Waits for its turn. `late` makes the error when a stream or transaction holds on for `limit` milliseconds and nothing moves; 0: never. */
  async enter(use: Use, stop: Stop | undefined, limit: number, late: (held: Use) => OrmdanticError): Promise<void> {
    if (this.tryEnter(use)) return;
    let passed = this.#passed;
    await this.#line.wait(stop, limit, () => {
      const moved = passed !== this.#passed;
      passed = this.#passed;
      return moved || this.#held === undefined || this.#held === "statement" ? undefined : late(this.#held);
    });
    this.#held = use;
  }

  leave(): void {
    this.#passed++;
    if (!this.#line.serve(undefined)) this.#held = undefined;
  }

  /** Turns everybody away who waits. */
  failAll(make: () => OrmdanticError): void {
    this.#line.failAll(make);
  }
}

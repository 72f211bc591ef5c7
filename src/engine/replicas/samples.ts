import type { Replication } from "../../dialect/replication.ts";

interface Sample {
  at: number;
  readonly position: string;
}

/** A server that needs more of them is far behind. */
const most = 200;

/** Where the primary was, and when. Times are of this process: clocks of servers are never asked. */
export class Samples {
  #list: Sample[] = [];

  get none(): boolean {
    return this.#list.length === 0;
  }

  /** `at`: a moment before the primary was asked. */
  add(at: number, position: string): void {
    const last = this.#list.at(-1);
    if (last?.position === position) last.at = at;
    else this.#list.push({ at, position });
    if (this.#list.length > most) this.#list.shift();
  }

  clear(): void {
    this.#list = [];
  }

  /** The last moment up to which everything committed can be seen at `position`; -Infinity when that is too long ago. */
  freshAt(position: string, { covers }: Replication): number {
    return this.#list.findLast((sample) => covers(position, sample.position))?.at ?? Number.NEGATIVE_INFINITY;
  }
}

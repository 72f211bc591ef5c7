import type { ServerState } from "../../dialect/replication.ts";
import { type Lanes, statsOf } from "../lanes.ts";
import { NoAnswer, type Probe } from "./probe.ts";

/** A server and what was last seen of it. */
export class Member {
  /** Its URL as it may be shown. */
  readonly shown: string;
  readonly lanes: Lanes;
  readonly #probe: Probe;
  /** Undefined before the first look, and while it does not answer. */
  state: ServerState | undefined;
  /** It followed another server once. */
  wasReplica = false;
  /** Everything committed up to this moment can be read here; "trusted" where servers do not count, so that nobody can say. */
  fresh: number | "trusted" = Number.NEGATIVE_INFINITY;
  /** Looks in a row that found nobody. */
  failures = 0;
  /** The last look had no answer at all. */
  silent = false;
  #looking = false;

  constructor(shown: string, lanes: Lanes, probe: Probe) {
    this.shown = shown;
    this.lanes = lanes;
    this.#probe = probe;
  }

  /** Reads that were sent here and are not over; streams show in the connections they keep. */
  reads = 0;

  get load(): number {
    const { size, idle, waiting } = statsOf(this.lanes);
    return Math.max(this.reads, size - idle + waiting);
  }

  /** One look at a time; undefined when one is under way already. Never rejects. */
  async look(limit: number): Promise<ServerState | undefined> {
    if (this.#looking) return undefined;
    this.#looking = true;
    try {
      this.state = await this.#probe.look(limit);
      this.failures = 0;
      this.silent = false;
      this.wasReplica ||= this.state.role === "replica";
      return this.state;
    } catch (error) {
      this.lost();
      this.silent = error instanceof NoAnswer;
      return undefined;
    } finally {
      this.#looking = false;
    }
  }

  /** It gets no reads before a look has found it again. */
  lost(): void {
    this.failures++;
    this.state = undefined;
    this.fresh = Number.NEGATIVE_INFINITY;
  }

  close(): void {
    this.#probe.close();
  }
}

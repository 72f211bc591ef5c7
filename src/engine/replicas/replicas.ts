import type { Replication } from "../../dialect/replication.ts";
import type { Lanes } from "../lanes.ts";
import type { Member } from "./member.ts";
import type { OwnWrites } from "./own-writes.ts";
import { Samples } from "./samples.ts";

/** A server that takes longer than this to tell its state is taken for lost. */
const ANSWER_MS = 1_000;
/** How soon after a look the next may follow when a read would profit. */
const HURRY_MS = 25;
/** Looks in a row that must fail before the primary counts as lost, and another may take its place. */
const PATIENCE = 2;

export interface ReplicasHost {
  readonly replication: Replication;
  /** Milliseconds. */
  readonly maxLag: number;
  readonly writes: OwnWrites;
  /** Another server is the primary now. */
  promoted(lanes: Lanes): void;
}

/** What is known of one server, for diagnostics. */
export interface ServerDiagnostics {
  readonly url: string;
  /** `behind`: further than allowed, or nobody knows. `down`: it did not answer when it was last asked. `writable`: it is no replica, so it gets no reads. */
  readonly state: "primary" | "replica" | "behind" | "down" | "writable";
  /** Milliseconds since a moment up to which everything committed can be read there. */
  readonly lagMs: number | undefined;
  readonly pool: { readonly size: number; readonly idle: number; readonly waiting: number };
}

/**
 * Servers that follow a primary. They are asked for their state again and again, on connections of their own; reads are sent to those that are fresh
 * enough: within the allowed lag, and up to what the reader wrote itself. A replica that becomes a primary when the old one is lost takes its place.
 */
export class Replicas {
  readonly writes: OwnWrites;
  readonly #host: ReplicasHost;
  readonly #samples = new Samples();
  #primary: Member;
  #others: Member[];
  /** When the primary last answered. */
  #primarySeenAt = Number.NEGATIVE_INFINITY;
  /** The one taken of several that are equally free, so that reads that follow each other see the same server. */
  readonly #favourite: Member | undefined;
  #timer: NodeJS.Timeout | undefined;
  #due = Number.POSITIVE_INFINITY;
  #running = false;
  #closed = false;

  constructor(host: ReplicasHost, primary: Member, others: readonly Member[]) {
    this.#host = host;
    this.writes = host.writes;
    this.#primary = primary;
    this.#others = [...others];
    this.#favourite = others[Math.floor(Math.random() * others.length)];
  }

  /** Resolves when all have been looked at once, or did not answer. */
  async start(): Promise<void> {
    await this.#round();
  }

  /** Where a read of this async context may go; undefined when only the primary will do. */
  pick(): Member | undefined {
    const { lastWrite } = this.writes;
    const oldest = Math.max(lastWrite, this.#oldestAllowed());
    let best: Member | undefined;
    for (const member of this.#others) {
      if (!this.#serves(member) || this.#freshAt(member) < oldest) continue;
      if (best === undefined || member.load < best.load || (member === this.#favourite && member.load === best.load)) best = member;
    }
    // Perhaps one of them has caught up since it was looked at.
    if (best === undefined && lastWrite === oldest) this.#schedule(Math.max(HURRY_MS, (performance.now() - lastWrite) / 4));
    return best;
  }

  diagnostics(): ServerDiagnostics[] {
    const now = performance.now();
    return [this.#primary, ...this.#others].map((member) => {
      const { size, idle, waiting } = member.lanes.readers.stats();
      return {
        url: member.shown,
        state: this.#stateOf(member),
        lagMs: member === this.#primary || !Number.isFinite(member.fresh) ? undefined : Math.round(now - Number(member.fresh)),
        pool: { size, idle, waiting },
      };
    });
  }

  /** All connections there are, the primary's too. */
  get lanes(): readonly Lanes[] {
    return [this.#primary, ...this.#others].map(({ lanes }) => lanes);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const member of [this.#primary, ...this.#others]) member.close();
  }

  #serves({ state }: Member): boolean {
    return state !== undefined && state.role !== "primary";
  }

  #stateOf(member: Member): ServerDiagnostics["state"] {
    if (member.state === undefined) return "down";
    if (member === this.#primary) return "primary";
    if (!this.#serves(member)) return "writable";
    return this.#freshAt(member) >= this.#oldestAllowed() ? "replica" : "behind";
  }

  #freshAt({ fresh }: Member): number {
    return fresh === "trusted" ? performance.now() - this.#host.maxLag : fresh;
  }

  /** Nothing is committed any more while the primary is lost, so nobody falls behind. */
  #oldestAllowed(): number {
    const now = this.#primary.failures >= PATIENCE ? this.#primarySeenAt : performance.now();
    return now - this.#host.maxLag;
  }

  /** Milliseconds between looks: often enough that the lag is known well within what is allowed. */
  get #interval(): number {
    return Math.min(1_000, this.#host.maxLag / 4);
  }

  /** Looks again in `delay` milliseconds, if no look is due before. */
  #schedule(delay: number): void {
    const due = performance.now() + delay;
    if (this.#closed || due >= this.#due) return;
    this.#due = due;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#round(), delay);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    this.#due = Number.POSITIVE_INFINITY;
    if (this.#running || this.#closed) return;
    this.#running = true;
    const at = performance.now();
    const primary = this.#primary;
    const state = await primary.look(ANSWER_MS);
    if (state !== undefined) {
      this.#primarySeenAt = at;
      if (state.position !== undefined) this.#samples.add(at, state.position);
    }
    const looks = this.#others.map((member) => this.#look(member));
    this.#running = false;
    this.#schedule(this.#interval);
    await Promise.all(looks);
  }

  async #look(member: Member): Promise<void> {
    const state = await member.look(ANSWER_MS);
    if (state === undefined) {
      // Whoever waits for an answer of it would wait for ever.
      if (member.silent && member.failures >= PATIENCE) member.lanes.readers.abandon();
      return;
    }
    member.fresh = state.position === undefined || this.#samples.none ? "trusted" : this.#samples.freshAt(state.position, this.#host.replication);
    if (this.#isSuccessor(member)) this.#promote(member);
  }

  /** The primary is lost, or follows another now; and this one, which followed it, takes writes. */
  #isSuccessor({ state, wasReplica }: Member): boolean {
    const { failures, state: old } = this.#primary;
    if (this.#closed || (failures < PATIENCE && old?.role !== "replica")) return false;
    return state?.role === "primary" || (state?.role === "writable" && wasReplica);
  }

  #promote(member: Member): void {
    const old = this.#primary;
    this.#primary = member;
    this.#others = this.#others.map((other) => (other === member ? old : other));
    this.#primarySeenAt = performance.now();
    // What the old one counted means nothing to those that follow the new one.
    this.#samples.clear();
    for (const other of this.#others) other.fresh = Number.NEGATIVE_INFINITY;
    this.#host.promoted(member.lanes);
    if (old.state === undefined) old.lanes.writers.abandon();
    this.#schedule(0);
  }
}

import type { BoundTable } from "../query/bound-table.ts";
import type { Row } from "./imprint.ts";
import { rowCode } from "./row-code.ts";
import { ByKey, type Held, type KeyId, noRelations, type Tracked } from "./tracked.ts";

/** What is kept to come back to. */
export interface Mark {
  readonly log: number;
  readonly journal: number;
  readonly reads: number;
}

/** What a read said of a row. */
interface Read {
  readonly tracked: Tracked;
  /** The row was known before. */
  readonly isAnew: boolean;
  /** Read after a flush had changed the row: not what is stored when that is undone. */
  readonly isOfOwnChange: boolean;
}

const promoted = Symbol("promoted");

/** One object for each row of the database, and what is known of each. */
export class IdentityMap {
  readonly #byRow = new Map<Row, Tracked>();
  readonly #byKey = new ByKey<Tracked>();
  /** Stored rows that are not in `#byKey` yet: it is only made when somebody asks. */
  #unindexed: Tracked[] = [];
  /** Since the last commit, in turn: a row, and what was known of it before; or what is known of a row that was new, and `promoted`. */
  #log: unknown[] = [];
  /** Since the last commit, in turn: a row, a property that a flush changed, and its old value (undefined: it was not there). */
  #journal: unknown[] = [];
  /** Rows that reads brought in since the last commit, as they were read: what comes back to a mark keeps those read after it. */
  #reads: Read[] = [];
  readonly #placeInReads = new Map<Row, number>();
  /** Rows that flushes have changed since the last commit. */
  readonly #written = new Set<Row>();
  /** Rows that were to be forgotten: no way back brings them in again. */
  readonly #forgotten = new WeakSet<Row>();
  #hasForgotten = false;

  get(row: object): Tracked | undefined {
    return this.#byRow.get(row as Row);
  }
  byKey(table: BoundTable, key: KeyId | null): Tracked | undefined {
    if (key === null) return undefined;
    this.#index();
    return this.#byKey.get(table, key);
  }
  /** A list of its own. */
  all(): Tracked[] {
    return [...this.#byRow.values()];
  }

  set(tracked: Tracked): void {
    const { row } = tracked;
    const before = this.#byRow.get(row);
    this.#log.push(row, before);
    this.#place(before, tracked);
    this.#byRow.set(row, tracked);
  }

  /** `set` for a new row, which is not known yet. */
  setNew(tracked: Tracked): void {
    if (this.#hasForgotten) this.#forgotten.delete(tracked.row);
    this.#log.push(tracked.row, undefined);
    this.#byRow.set(tracked.row, tracked);
  }

  /** A new row is stored now. `baseline`: the same as another object; without it the row's imprint is taken. */
  promote(tracked: Tracked, key: KeyId, relations: ReadonlyMap<string, Held>, baseline: Row | undefined): void {
    this.#log.push(tracked, promoted);
    tracked.state = "stored";
    tracked.key = key;
    tracked.relations = relations;
    tracked.baseline = baseline;
    tracked.imprints = baseline ? undefined : rowCode(tracked.table).imprints(tracked.row);
    this.#unindexed.push(tracked);
  }

  /** `set` for what a read says of a row: all its columns, or relations alone. */
  setRead(tracked: Tracked, what: "columns" | "relations"): void {
    const { row } = tracked;
    const before = this.#byRow.get(row);
    const place = this.#placeInReads.get(row);
    const last = place === undefined ? undefined : this.#reads[place];
    if (place !== undefined && last && last.tracked === before) this.#reads[place] = { ...last, tracked };
    else if (what === "columns") {
      this.#placeInReads.set(row, this.#reads.length);
      this.#reads.push({ tracked, isAnew: before !== undefined, isOfOwnChange: this.#written.has(row) });
    }
    if (this.#hasForgotten) this.#forgotten.delete(row);
    this.set(tracked);
  }

  /** `set` for a row that a flush has changed in the database. */
  setChanged(tracked: Tracked): void {
    this.#written.add(tracked.row);
    this.set(tracked);
  }

  remove(tracked: Tracked): void {
    this.#log.push(tracked.row, this.#byRow.get(tracked.row));
    this.#place(tracked, undefined);
    this.#byRow.delete(tracked.row);
  }

  /** `remove` for good. */
  forget(tracked: Tracked): void {
    this.#forgotten.add(tracked.row);
    this.#hasForgotten = true;
    this.remove(tracked);
  }

  /** Puts a value the database gave into a row, so that it can be taken out again; undefined takes the property away. */
  assign(row: Row, property: string, value: unknown): void {
    const old = row[property];
    if (old === value) return;
    this.#journal.push(row, property, old);
    if (value === undefined) delete row[property];
    else row[property] = value;
  }

  /** `assign` for many values: `give` does it, and fills the journal. */
  give<T>(row: Row, values: Row, give: (row: Row, values: Row, journal: unknown[]) => T): T {
    return give(row, values, this.#journal);
  }

  mark(): Mark {
    return { log: this.#log.length, journal: this.#journal.length, reads: this.#reads.length };
  }

  /** Everything as it was at the mark, values that flushes have put into rows included. Rows that were read since stay, as they were read. */
  restore({ log, journal, reads }: Mark): void {
    this.#takeBack(journal);
    const touched = new Set<Row>();
    for (let i = log; i < this.#log.length; i += 2) if (this.#log[i + 1] !== promoted) touched.add(this.#log[i] as Row);
    const expired = new Set([...touched].filter((row) => this.#byRow.get(row)?.isExpired));
    for (let i = this.#log.length - 2; i >= log; i -= 2) {
      if (this.#log[i + 1] === promoted) this.#demote(this.#log[i] as Tracked);
      else this.#putBack(this.#log[i] as Row, this.#log[i + 1] as Tracked | undefined);
    }
    this.#log.length = log;
    for (const { tracked, isAnew, isOfOwnChange } of this.#reads.slice(reads)) {
      // A row that was new then is not stored now.
      if (!isAnew || this.#byRow.get(tracked.row)?.key !== undefined) this.set(isOfOwnChange ? { ...tracked, isExpired: true } : tracked);
    }
    for (const row of touched) {
      const now = this.#byRow.get(row);
      if (now && this.#forgotten.has(row)) this.remove(now);
      // What has expired since then does not become good by this.
      else if (now && expired.has(row)) this.set({ ...now, isExpired: true });
    }
  }

  /** What was written is there to stay. */
  settle(): Mark {
    this.#log = [];
    this.#journal = [];
    this.#reads = [];
    this.#placeInReads.clear();
    this.#written.clear();
    return this.mark();
  }

  clear(): void {
    this.#byRow.clear();
    this.#byKey.clear();
    this.#unindexed = [];
    this.settle();
  }

  #place(before: Tracked | undefined, now: Tracked | undefined): void {
    if (before?.key !== undefined && before.key !== now?.key) {
      this.#index();
      if (this.#byKey.get(before.table, before.key)?.row === before.row) this.#byKey.delete(before.table, before.key);
    }
    if (now?.key !== undefined) this.#unindexed.push(now);
  }

  #putBack(row: Row, before: Tracked | undefined): void {
    this.#place(this.#byRow.get(row), before);
    if (before) this.#byRow.set(row, before);
    else this.#byRow.delete(row);
  }

  #demote(tracked: Tracked): void {
    this.#index();
    if (tracked.key !== undefined) this.#byKey.delete(tracked.table, tracked.key);
    Object.assign(tracked, { state: "new", key: undefined, imprints: undefined, baseline: undefined, relations: noRelations });
  }

  #index(): void {
    if (this.#unindexed.length === 0) return;
    for (const tracked of this.#unindexed) this.#byKey.set(tracked.table, tracked.key as KeyId, tracked);
    this.#unindexed = [];
  }

  #takeBack(from: number): void {
    const journal = this.#journal.splice(from);
    for (let i = journal.length - 3; i >= 0; i -= 3) {
      const row = journal[i] as Row;
      const property = journal[i + 1] as string;
      if (journal[i + 2] === undefined) delete row[property];
      else row[property] = journal[i + 2];
    }
  }
}

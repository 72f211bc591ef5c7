import type { Row } from "./imprint.ts";
import type { Tracked } from "./tracked.ts";

/** What is kept to come back to. */
export interface Mark {
  readonly rows: ReadonlyMap<Row, Tracked>;
  readonly journal: number;
  readonly reads: number;
}

/** A value that a flush put into a row. */
interface Change {
  readonly row: Row;
  readonly property: string;
  readonly had: boolean;
  readonly old: unknown;
}

/** What a read said of a row. */
interface Read {
  readonly tracked: Tracked;
  /** Read after a flush had changed the row: not what is stored when that is undone. */
  readonly isOfOwnChange: boolean;
}

/** One object for each row of the database, and what is known of each. */
export class IdentityMap {
  #byRow = new Map<Row, Tracked>();
  #byKey = new Map<string, Tracked>();
  #journal: Change[] = [];
  /** Rows that reads brought in since the last commit, as they were read: what comes back to a mark keeps those read after it. */
  readonly #reads: Read[] = [];
  readonly #placeInReads = new Map<Row, number>();
  /** Rows that flushes have written since the last commit. */
  readonly #written = new Set<Row>();
  /** Rows that were to be forgotten: no way back brings them in again. */
  readonly #forgotten = new WeakSet<Row>();

  get(row: object): Tracked | undefined {
    return this.#byRow.get(row as Row);
  }
  byKey(key: string): Tracked | undefined {
    return this.#byKey.get(key);
  }
  all(): readonly Tracked[] {
    return [...this.#byRow.values()];
  }
  get size(): number {
    return this.#byRow.size;
  }

  set(tracked: Tracked): void {
    const before = this.#byRow.get(tracked.row);
    if (before?.key !== undefined && before.key !== tracked.key) this.#byKey.delete(before.key);
    this.#byRow.set(tracked.row, tracked);
    if (tracked.key !== undefined) this.#byKey.set(tracked.key, tracked);
  }

  /** `set` for a row from outside. */
  setNew(tracked: Tracked): void {
    this.#forgotten.delete(tracked.row);
    this.set(tracked);
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
      this.#reads.push({ tracked, isOfOwnChange: this.#written.has(row) });
    }
    this.#forgotten.delete(row);
    this.set(tracked);
  }

  /** `set` for what a flush has stored. */
  setStored(tracked: Tracked): void {
    this.#written.add(tracked.row);
    this.set(tracked);
  }

  remove({ row, key }: Tracked): void {
    this.#byRow.delete(row);
    if (key !== undefined) this.#byKey.delete(key);
  }

  /** `remove` for good. */
  forget(tracked: Tracked): void {
    this.#forgotten.add(tracked.row);
    this.remove(tracked);
  }

  /** Puts a value the database gave into a row, so that it can be taken out again; undefined takes the property away. */
  assign(row: Row, property: string, value: unknown): void {
    const had = Object.hasOwn(row, property);
    if (had ? row[property] === value && value !== undefined : value === undefined) return;
    this.#journal.push({ row, property, had, old: row[property] });
    if (value === undefined) delete row[property];
    else row[property] = value;
  }

  mark(): Mark {
    return { rows: new Map(this.#byRow), journal: this.#journal.length, reads: this.#reads.length };
  }

  /** Everything as it was at the mark, values that flushes have put into rows included. Rows that were read since stay, as they were read. */
  restore({ rows, journal, reads }: Mark): void {
    for (const { row, property, had, old } of this.#journal.splice(journal).reverse()) {
      if (had) row[property] = old;
      else delete row[property];
    }
    const now = this.#byRow;
    this.#byRow = new Map();
    this.#byKey = new Map();
    const back = new Map(rows);
    for (const { tracked, isOfOwnChange } of this.#reads.slice(reads)) back.set(tracked.row, isOfOwnChange ? { ...tracked, isExpired: true } : tracked);
    for (const [row, tracked] of back) {
      // What has expired since then does not become good by this.
      const isExpired = tracked.isExpired || now.get(row)?.isExpired === true;
      if (!this.#forgotten.has(row)) this.set(isExpired === tracked.isExpired ? tracked : { ...tracked, isExpired });
    }
  }

  /** What was written is there to stay. */
  settle(): Mark {
    this.#journal = [];
    this.#reads.length = 0;
    this.#placeInReads.clear();
    this.#written.clear();
    return this.mark();
  }

  clear(): void {
    this.#byRow.clear();
    this.#byKey.clear();
    this.settle();
  }
}

import type { Row } from "./imprint.ts";
import type { Tracked } from "./tracked.ts";

/** What is kept to come back to. */
export interface Mark {
  readonly rows: ReadonlyMap<Row, Tracked>;
  readonly journal: number;
}

/** A value that a flush put into a row. */
interface Change {
  readonly row: Row;
  readonly property: string;
  readonly had: boolean;
  readonly old: unknown;
}

/** One object for each row of the database, and what is known of each. */
export class IdentityMap {
  #byRow = new Map<Row, Tracked>();
  #byKey = new Map<string, Tracked>();
  #journal: Change[] = [];

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

  remove({ row, key }: Tracked): void {
    this.#byRow.delete(row);
    if (key !== undefined) this.#byKey.delete(key);
  }

  /** Puts a value the database gave into a row, so that it can be taken out again. */
  assign(row: Row, property: string, value: unknown): void {
    const had = Object.hasOwn(row, property);
    if (had && row[property] === value) return;
    this.#journal.push({ row, property, had, old: row[property] });
    row[property] = value;
  }

  mark(): Mark {
    return { rows: new Map(this.#byRow), journal: this.#journal.length };
  }

  /** Everything as it was at the mark, values that flushes have put into rows included. */
  restore({ rows, journal }: Mark): void {
    for (const { row, property, had, old } of this.#journal.splice(journal).reverse()) {
      if (had) row[property] = old;
      else delete row[property];
    }
    this.#byRow = new Map(rows);
    this.#byKey = new Map([...rows.values()].flatMap((tracked) => (tracked.key === undefined ? [] : [[tracked.key, tracked] as const])));
  }

  /** What was written is there to stay. */
  settle(): Mark {
    this.#journal = [];
    return this.mark();
  }

  clear(): void {
    this.#byRow.clear();
    this.#byKey.clear();
    this.#journal = [];
  }
}

import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { keyOfRow } from "../query/key-of.ts";
import { withRowEvents } from "../query/row-events.ts";
import { relationsOf } from "./cascade.ts";
import { misuse } from "./errors.ts";
import type { Row } from "./imprint.ts";
import type { ForeignKeys, PendingKey } from "./links.ts";
import { parentsFirst } from "./order.ts";
import { rowCode } from "./row-code.ts";
import { ByKey, keyId, keyIdOf, type Tracked } from "./tracked.ts";
import { byTable, type Work } from "./work.ts";

/** Foreign keys left NULL at first, because the rows need each other. */
export type Deferred = ReadonlyMap<Row, readonly BoundColumn[]>;

/** A new row on its way into the database. */
interface Draft {
  readonly table: BoundTable;
  readonly row: Row;
  /** What it will be inserted with, but for keys that are not known yet. */
  readonly values: Row;
  /** Foreign keys that follow from relations. */
  readonly pending: readonly PendingKey[];
  /** New rows that foreign keys name which were written by hand. */
  named: readonly { readonly draft: Draft; readonly columns: readonly BoundColumn[] }[];
  state: "waiting" | "batched" | "written";
}

const none: readonly never[] = [];

/** Inserts new rows, parents first, a statement (or a few, for very many rows) for each table and round. Answers which foreign keys have to be set afterwards. */
export async function insertNew(rows: readonly Tracked[], foreignKeys: ForeignKeys, work: Work): Promise<Deferred> {
  const insertion = new Insertion(rows, foreignKeys, work);
  await insertion.run();
  return insertion.deferred;
}

class Insertion {
  readonly #work: Work;
  readonly #drafts = new Map<Row, Draft>();
  readonly deferred = new Map<Row, BoundColumn[]>();

  constructor(rows: readonly Tracked[], foreignKeys: ForeignKeys, work: Work) {
    this.#work = work;
    for (const { table, row } of rows) {
      this.#drafts.set(row, { table, row, values: rowCode(table).newValues(row), pending: foreignKeys.get(row) ?? none, named: none, state: "waiting" });
    }
    this.#findNamed();
    for (const draft of this.#drafts.values()) this.#deferInOneTable(draft);
  }

  async run(): Promise<void> {
    const waiting = byTable(this.#drafts.values(), (draft) => draft.table);
    const tables = parentsFirst(waiting.keys());
    while (waiting.size > 0) {
      let progress = false;
      for (const table of tables) {
        const drafts = waiting.get(table) ?? [];
        const batch = this.#ready(drafts);
        if (batch.length === 0) continue;
        await this.#insert(table, batch);
        progress = true;
        if (batch.length === drafts.length) waiting.delete(table);
        else
          waiting.set(
            table,
            drafts.filter(({ state }) => state === "waiting"),
          );
      }
      if (!progress) this.#breakCycle([...waiting.values()].flat());
    }
  }

  #findNamed(): void {
    const byKey = new ByKey<Draft>();
    for (const draft of this.#drafts.values()) {
      const key = keyIdOf(draft.table, draft.values);
      if (key !== null) byKey.set(draft.table, key, draft);
    }
    for (const draft of this.#drafts.values()) {
      for (const { def, columns, target } of relationsOf(draft.table)) {
        if (def.kind !== "belongsTo" || !byKey.has(target) || draft.pending.some(({ column }) => columns.includes(column))) continue;
        const named = byKey.get(target, keyId(keyOfRow(columns)(draft.values)));
        if (named && named !== draft) draft.named = [...draft.named, { draft: named, columns }];
      }
    }
  }

  /** A chain of rows in one table whose keys the server makes would take a statement for each link; setting the keys afterwards takes one for all. */
  #deferInOneTable(draft: Draft): void {
    for (const { column, source } of draft.pending) {
      const other = source && this.#drafts.get(source.row);
      if (other && other.table === draft.table && !hasKey(other) && (other === draft || column.def.nullable)) this.#defer(draft, other);
    }
  }

  /** Leaves the keys of another row for later. */
  #defer(draft: Draft, other: Draft): void {
    const columns = this.#columnsTo(draft, other);
    this.deferred.set(draft.row, [...(this.deferred.get(draft.row) ?? []), ...columns]);
  }

  #columnsTo(draft: Draft, other: Draft): readonly BoundColumn[] {
    const related = draft.pending.filter(({ source }) => source?.row === other.row).map(({ column }) => column);
    return [...related, ...draft.named.flatMap((one) => (one.draft === other ? one.columns : none))];
  }

  /** The new rows that have to be there before this one. */
  #needed(draft: Draft): readonly Draft[] {
    if (draft.pending.length === 0 && draft.named.length === 0) return none;
    const late = this.deferred.get(draft.row);
    const needed: Draft[] = [];
    for (const { column, source } of draft.pending) {
      const other = source && this.#drafts.get(source.row);
      if (other && other.state !== "written" && other !== draft && !late?.includes(column)) needed.push(other);
    }
    for (const { draft: other, columns } of draft.named) {
      if (other.state !== "written" && !columns.some((column) => late?.includes(column))) needed.push(other);
    }
    return needed;
  }

  /** Rows of one table that can be inserted by one statement, those that are needed before those that need them. */
  #ready(drafts: readonly Draft[]): readonly Draft[] {
    const batch: Draft[] = [];
    const visiting = new Set<Draft>();
    const take = (draft: Draft): boolean => {
      if (draft.state !== "waiting") return true;
      const needed = this.#needed(draft);
      if (needed.length > 0) {
        if (visiting.has(draft)) return false;
        visiting.add(draft);
        const isReady = needed.every((other) => other.table === draft.table && hasKey(other) && shapeOf(other) === shapeOf(draft) && take(other));
        visiting.delete(draft);
        if (!isReady) return false;
      }
      draft.state = "batched";
      batch.push(draft);
      return true;
    };
    for (const draft of drafts) take(draft);
    return batch;
  }

  async #insert(table: BoundTable, batch: readonly Draft[]): Promise<void> {
    const work = this.#work;
    for (const draft of batch) this.#fillKeys(draft);
    const values = batch.map((draft) => draft.values);
    const stored = await withRowEvents(work.executor.events, "insert", table.def.name, values, () =>
      work.writers(table).inserter.many(values, undefined, work.call(table, "insert_many")),
    );
    for (let i = 0; i < batch.length; i++) {
      const draft = batch[i] as Draft;
      draft.state = "written";
      work.written.set(draft.row, stored[i] as Row);
    }
  }

  #fillKeys({ row, values, pending }: Draft): void {
    const late = this.deferred.get(row);
    for (const { column, source } of pending) {
      if (late?.includes(column)) continue;
      const other = source && this.#drafts.get(source.row);
      // A row of the same statement: its key was made here.
      values[column.def.property] = this.#work.resolve(column, other && other.state !== "written" ? { row: other.values, column: source.column } : source);
    }
    for (const column of late ?? none) if (column.def.nullable) values[column.def.property] = null;
  }

  #breakCycle(waiting: readonly Draft[]): void {
    let broken = false;
    for (const draft of waiting) {
      for (const other of this.#needed(draft)) {
        if (!this.#columnsTo(draft, other).some((column) => column.def.nullable)) continue;
        this.#defer(draft, other);
        broken = true;
      }
    }
    if (broken) return;
    const columns = waiting.flatMap((draft) => this.#needed(draft).flatMap((other) => this.#columnsTo(draft, other)));
    const labels = [...new Set(columns.map((column) => `"${column.label}"`))];
    throw misuse(
      "SESSION.CYCLE",
      waiting[0]?.table,
      `new rows need each other's keys through ${labels.join(" and ")}, none of which can be null at first: make one of them nullable`,
    );
  }
}

/** The columns the server fills that were given nevertheless: rows of other shapes are in other statements. */
function shapeOf({ table, values }: Draft): string {
  const given = table.columns.filter(({ def }) => def.fill && values[def.property] !== undefined);
  return given.map(({ index }) => index).join();
}

function hasKey({ table, values }: Draft): boolean {
  return table.primaryKey.every(({ def }) => values[def.property] !== undefined && values[def.property] !== null);
}

import type { Call, Executor } from "../engine/executor.ts";
import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { BatchUpdater } from "../query/write/batch-update.ts";
import { Writers } from "../query/write/writers.ts";
import type { KeySource } from "./tracked.ts";

interface Writing {
  readonly executor: Executor;
  readonly all: Writers;
  readonly updates: BatchUpdater;
}
/** Flushes share the plans of their statements. */
const writing = new WeakMap<BoundTable, Writing>();

function writingOf(table: BoundTable, executor: Executor): Writing {
  let one = writing.get(table);
  if (one?.executor !== executor) {
    one = { executor, all: new Writers(table, executor), updates: new BatchUpdater(table, executor) };
    writing.set(table, one);
  }
  return one;
}

/** What the steps of one flush share: how to write, and what was written so far. Rows of the user are not touched before all of it has succeeded. */
export class Work {
  readonly executor: Executor;
  readonly #call: Call;
  #last: { readonly column: BoundColumn; readonly source: KeySource; readonly value: unknown } | undefined;

  constructor(executor: Executor, call: Call) {
    this.executor = executor;
    this.#call = call;
  }

  call(table: BoundTable, operation: Call["operation"]): Call {
    return { ...this.#call, operation, table: table.def.name };
  }

  writers(table: BoundTable): Writers {
    return writingOf(table, this.executor).all;
  }
  updates(table: BoundTable): BatchUpdater {
    return writingOf(table, this.executor).updates;
  }

  /** What a foreign key column is to hold: the other row's key as it is, or was just, stored. */
  resolve(column: BoundColumn, source: KeySource): unknown {
    if (source === null) return null;
    // The rows of a collection come one after the other.
    if (this.#last?.source !== source || this.#last.column !== column) this.#last = { column, source, value: this.#keyFrom(column, source) };
    return this.#last.value;
  }

  #keyFrom(column: BoundColumn, source: NonNullable<KeySource>): unknown {
    const { draft, row } = source.from;
    // A row of the same statement has its key already: it was made here.
    const known = draft && draft.progress !== "waiting" ? draft.values : row;
    const value = known[source.column.def.property];
    if (value === null || value === undefined) return value;
    const [from, to] = [source.column.def.values, column.def.values];
    if (from.decode === undefined && to.decode === undefined) return value;
    const logical = from.encodeFilter(value);
    return to.decode ? to.decode(logical as never) : logical;
  }
}

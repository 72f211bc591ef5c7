import type { Call, Executor } from "../engine/executor.ts";
import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { BatchUpdater } from "../query/write/batch-update.ts";
import { Writers } from "../query/write/writers.ts";
import type { Row } from "./imprint.ts";
import type { KeySource } from "./links.ts";

/** What the steps of one flush share: how to write, and what was written so far. Rows of the user are not touched before all of it has succeeded. */
export class Work {
  readonly executor: Executor;
  readonly #call: Call;
  readonly #writers = new Map<BoundTable, { readonly all: Writers; readonly updates: BatchUpdater }>();
  /** Rows as the database gave them back, by the row they were made from. */
  readonly written = new Map<Row, Row>();

  constructor(executor: Executor, call: Call) {
    this.executor = executor;
    this.#call = call;
  }

  call(table: BoundTable, operation: Call["operation"]): Call {
    return { ...this.#call, operation, table: table.def.name };
  }

  writers(table: BoundTable): Writers {
    return this.#of(table).all;
  }
  updates(table: BoundTable): BatchUpdater {
    return this.#of(table).updates;
  }

  #of(table: BoundTable): { readonly all: Writers; readonly updates: BatchUpdater } {
    let writers = this.#writers.get(table);
    if (!writers) {
      writers = { all: new Writers(table, this.executor), updates: new BatchUpdater(table, this.executor) };
      this.#writers.set(table, writers);
    }
    return writers;
  }

  /** What a foreign key column is to hold: the other row's key as it is, or was just, stored. */
  resolve(column: BoundColumn, source: KeySource): unknown {
    if (source === null) return null;
    const value = (this.written.get(source.row) ?? source.row)[source.column.def.property];
    if (value === null || value === undefined) return value;
    const [from, to] = [source.column.def.values, column.def.values];
    if (from.decode === undefined && to.decode === undefined) return value;
    const logical = from.encodeFilter(value);
    return to.decode ? to.decode(logical as never) : logical;
  }
}

/** Values of a row's columns that hold something. */
export function columnValues(table: BoundTable, row: Row): Row {
  const values: Row = {};
  for (const { def } of table.columns) if (row[def.property] !== undefined) values[def.property] = row[def.property];
  return values;
}

/** Things by the table they belong to. */
export function byTable<T>(items: Iterable<T>, tableOf: (item: T) => BoundTable): Map<BoundTable, T[]> {
  const groups = new Map<BoundTable, T[]>();
  for (const item of items) {
    const table = tableOf(item);
    const group = groups.get(table);
    if (group) group.push(item);
    else groups.set(table, [item]);
  }
  return groups;
}

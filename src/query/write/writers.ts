import type { Executor } from "../../engine/executor.ts";
import type { BoundTable } from "../bound-table.ts";
import { Inserter } from "./insert.ts";
import { KeyReader } from "./key-reader.ts";
import { Updater } from "./update.ts";
import { Upserter } from "./upsert.ts";

/** All that writes one table. */
export class Writers {
  readonly reader: KeyReader;
  readonly inserter: Inserter;
  readonly updater: Updater;
  readonly upserter: Upserter;

  constructor(table: BoundTable, executor: Executor) {
    this.reader = new KeyReader(table, executor);
    this.inserter = new Inserter(table, executor, this.reader);
    this.updater = new Updater(table, executor, this.reader);
    this.upserter = new Upserter(table, executor, this.inserter, this.updater, this.reader);
  }
}

import type { BoundTable } from "./bound-table.ts";
import type { KeyValue, Row } from "./key-of.ts";

/** Keeps the rows that reads make, one object for each key: what a session is to queries. */
export interface RowSink {
  /** The object for the row of this key: one that is known, or `row` itself from now on. `relations`: what is being loaded onto it. */
  adopt(table: BoundTable, key: KeyValue, row: Row, relations: readonly string[]): Row;
  /** A relation that is there already and must not be loaded over. */
  keeps(row: Row, relation: string): boolean;
}

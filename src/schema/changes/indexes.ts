import type { IndexSnapshot, TableSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName } from "./change.ts";

interface IndexOf {
  readonly table: TableSnapshot;
  readonly index: IndexSnapshot;
}
export interface CreateIndex extends IndexOf {
  readonly kind: "createIndex";
  /** Do nothing when there is an index of this name, where the database can be told so. */
  readonly unlessExists: boolean;
}
export interface DropIndex extends IndexOf {
  readonly kind: "dropIndex";
}

export const createIndex: ChangeUnit<CreateIndex, DropIndex> = {
  kind: "createIndex",
  reverse: ({ table, index }) => ({ kind: "dropIndex", table, index }),
  describe: ({ table, index }) => `create index ${index.name} on ${plainName(table)}`,
  needs: ({ table }) => [elementName("table", table.schema, table.name)],
  makes: ({ table, index }) => [elementName("index", table.schema, table.name, index.name)],
};

export const dropIndex: ChangeUnit<DropIndex, CreateIndex> = {
  kind: "dropIndex",
  reverse: ({ table, index }) => ({ kind: "createIndex", table, index, unlessExists: false }),
  describe: ({ table, index }) => `drop index ${index.name} of ${plainName(table)}`,
};

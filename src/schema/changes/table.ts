import type { TableSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName } from "./change.ts";

/** Foreign keys and indexes in `table` are written with it; those that are not come as changes of their own. */
export interface CreateTable {
  readonly kind: "createTable";
  readonly table: TableSnapshot;
  /** Do nothing when there is a table of this name, where the database can be told so. */
  readonly unlessExists: boolean;
}
export interface DropTable {
  readonly kind: "dropTable";
  readonly table: TableSnapshot;
  /** Do nothing when there is no such table, where the database can be told so. */
  readonly ifExists: boolean;
}

export const createTable: ChangeUnit<CreateTable, DropTable> = {
  kind: "createTable",
  reverse: ({ table, unlessExists }) => ({ kind: "dropTable", table, ifExists: unlessExists }),
  describe: ({ table }) => `create table ${plainName(table)}`,
  needs: ({ table }) => [
    ...(table.schema === undefined ? [] : [elementName("namespace", table.schema)]),
    ...table.foreignKeys.map(({ references }) => elementName("table", references.schema, references.table)),
  ],
  makes: ({ table }) => [elementName("table", table.schema, table.name)],
};

export const dropTable: ChangeUnit<DropTable, CreateTable> = {
  kind: "dropTable",
  reverse: ({ table, ifExists }) => ({ kind: "createTable", table, unlessExists: ifExists }),
  describe: ({ table }) => `drop table ${plainName(table)}`,
};

import type { ObjectName } from "../difference.ts";
import type { TableSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, nameOf, namespaceNeeded, plainName, tableElement } from "./change.ts";

/** With all that `table` holds. Foreign keys that have to wait for another table come as changes of their own. */
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
export interface RenameTable {
  readonly kind: "renameTable";
  readonly from: ObjectName;
  readonly to: ObjectName;
}

export const createTable: ChangeUnit<CreateTable, DropTable> = {
  kind: "createTable",
  detect: (d) => (d.element === "table" && d.after && !d.before ? { kind: "createTable", table: d.after, unlessExists: false } : undefined),
  reverse: ({ table, unlessExists }) => ({ kind: "dropTable", table, ifExists: unlessExists }),
  describe: ({ table }) => `create table ${plainName(table)}`,
  needs: ({ table }) => [...namespaceNeeded(table), ...table.foreignKeys.map(({ references }) => elementName("table", references.schema, references.table))],
  makes: ({ table }) => [tableElement(table)],
};

export const dropTable: ChangeUnit<DropTable, CreateTable> = {
  kind: "dropTable",
  detect: (d) => (d.element === "table" && d.before && !d.after ? { kind: "dropTable", table: d.before, ifExists: false } : undefined),
  reverse: ({ table, ifExists }) => ({ kind: "createTable", table, unlessExists: ifExists }),
  describe: ({ table }) => `drop table ${plainName(table)}`,
};

export const renameTable: ChangeUnit<RenameTable, RenameTable> = {
  kind: "renameTable",
  detect: (d) =>
    d.element === "table" && d.before && d.after && tableElement(d.before) !== tableElement(d.after)
      ? { kind: "renameTable", from: nameOf(d.before), to: nameOf(d.after) }
      : undefined,
  reverse: ({ from, to }) => ({ kind: "renameTable", from: to, to: from }),
  describe: ({ from, to }) => `rename table ${plainName(from)} to ${plainName(to)}`,
  needs: ({ to }) => namespaceNeeded(to),
  makes: ({ to }) => [tableElement(to)],
};

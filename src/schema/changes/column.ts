import type { ObjectName } from "../difference.ts";
import type { ColumnSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName, tableElement } from "./change.ts";

interface ColumnOf {
  readonly table: ObjectName;
  readonly column: ColumnSnapshot;
}
export interface AddColumn extends ColumnOf {
  readonly kind: "addColumn";
}
export interface DropColumn extends ColumnOf {
  readonly kind: "dropColumn";
}
/** `column` has the new name; the rest of it is as before. */
export interface RenameColumn extends ColumnOf {
  readonly kind: "renameColumn";
  readonly from: string;
}

const element = ({ table, column }: ColumnOf): string => elementName("column", table.schema, table.name, column.name);

export const addColumn: ChangeUnit<AddColumn, DropColumn> = {
  kind: "addColumn",
  detect: (d) => (d.element === "column" && d.after && !d.before ? { kind: "addColumn", table: d.table, column: d.after } : undefined),
  reverse: (change) => ({ ...change, kind: "dropColumn" }),
  describe: ({ table, column }) => `add column ${plainName(table)}.${column.name}`,
  needs: ({ table }) => [tableElement(table)],
  makes: (change) => [element(change)],
};

export const dropColumn: ChangeUnit<DropColumn, AddColumn> = {
  kind: "dropColumn",
  detect: (d) => (d.element === "column" && d.before && !d.after ? { kind: "dropColumn", table: d.table, column: d.before } : undefined),
  reverse: (change) => ({ ...change, kind: "addColumn" }),
  describe: ({ table, column }) => `drop column ${plainName(table)}.${column.name}`,
  needs: ({ table }) => [tableElement(table)],
};

export const renameColumn: ChangeUnit<RenameColumn, RenameColumn> = {
  kind: "renameColumn",
  detect: (d) =>
    d.element === "column" && d.before && d.after && d.before.name !== d.after.name
      ? { kind: "renameColumn", table: d.table, column: { ...d.before, name: d.after.name }, from: d.before.name }
      : undefined,
  reverse: ({ table, column, from }) => ({ kind: "renameColumn", table, column: { ...column, name: from }, from: column.name }),
  describe: ({ table, column, from }) => `rename column ${plainName(table)}.${from} to ${column.name}`,
  needs: ({ table }) => [tableElement(table)],
  makes: (change) => [element(change)],
};

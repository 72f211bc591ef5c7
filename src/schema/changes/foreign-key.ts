import type { ForeignKeySnapshot, TableSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName } from "./change.ts";

interface ForeignKeyOf {
  readonly table: TableSnapshot;
  readonly foreignKey: ForeignKeySnapshot;
}
export interface AddForeignKey extends ForeignKeyOf {
  readonly kind: "addForeignKey";
}
export interface DropForeignKey extends ForeignKeyOf {
  readonly kind: "dropForeignKey";
}

export const addForeignKey: ChangeUnit<AddForeignKey, DropForeignKey> = {
  kind: "addForeignKey",
  reverse: (change) => ({ ...change, kind: "dropForeignKey" }),
  describe: ({ table, foreignKey }) => `add foreign key ${foreignKey.name} to ${plainName(table)}`,
  needs: ({ table, foreignKey: { references } }) => [elementName("table", table.schema, table.name), elementName("table", references.schema, references.table)],
  makes: ({ table, foreignKey }) => [elementName("foreignKey", table.schema, table.name, foreignKey.name)],
};

export const dropForeignKey: ChangeUnit<DropForeignKey, AddForeignKey> = {
  kind: "dropForeignKey",
  reverse: (change) => ({ ...change, kind: "addForeignKey" }),
  describe: ({ table, foreignKey }) => `drop foreign key ${foreignKey.name} of ${plainName(table)}`,
};

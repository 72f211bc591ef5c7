import type { ObjectName } from "../difference.ts";
import type { PrimaryKeySnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName, tableElement } from "./change.ts";

/** The key comes (no `from`), goes (no `to`) or becomes another, in one step where the database can: a numbered column must not be without one. */
export interface AlterPrimaryKey {
  readonly kind: "alterPrimaryKey";
  readonly table: ObjectName;
  readonly from: PrimaryKeySnapshot | undefined;
  readonly to: PrimaryKeySnapshot | undefined;
}

export const alterPrimaryKey: ChangeUnit<AlterPrimaryKey, AlterPrimaryKey> = {
  kind: "alterPrimaryKey",
  detect: (d) => {
    if (d.element !== "primaryKey" || (d.before && d.after && d.before.columns.join("\0") === d.after.columns.join("\0"))) return undefined;
    return { kind: "alterPrimaryKey", table: d.table, from: d.before, to: d.after };
  },
  reverse: ({ table, from, to }) => ({ kind: "alterPrimaryKey", table, from: to, to: from }),
  describe: ({ table, to }) => `${to === undefined ? "drop the primary key" : `make ${to.columns.join(", ")} the primary key`} of ${plainName(table)}`,
  needs: ({ table }) => [tableElement(table)],
  makes: ({ table, to }) => (to === undefined ? [] : [elementName("primaryKey", table.schema, table.name)]),
};

import type { ColumnSnapshot, TableSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName } from "./change.ts";

/** Undefined is no comment. */
interface Comment {
  readonly from: string | undefined;
  readonly to: string | undefined;
}
export interface SetTableComment extends Comment {
  readonly kind: "setTableComment";
  readonly table: TableSnapshot;
}
/** `column` as it is to be: some databases repeat the whole definition. */
export interface SetColumnComment extends Comment {
  readonly kind: "setColumnComment";
  readonly table: TableSnapshot;
  readonly column: ColumnSnapshot;
}

export const setTableComment: ChangeUnit<SetTableComment, SetTableComment> = {
  kind: "setTableComment",
  reverse: ({ table, from, to }) => ({ kind: "setTableComment", table: { ...table, comment: from }, from: to, to: from }),
  describe: ({ table, to }) => `${to === undefined ? "remove the comment" : "comment"} on table ${plainName(table)}`,
  needs: ({ table }) => [elementName("table", table.schema, table.name)],
};

export const setColumnComment: ChangeUnit<SetColumnComment, SetColumnComment> = {
  kind: "setColumnComment",
  reverse: ({ table, column, from, to }) => ({ kind: "setColumnComment", table, column: { ...column, comment: from }, from: to, to: from }),
  describe: ({ table, column, to }) => `${to === undefined ? "remove the comment" : "comment"} on column ${plainName(table)}.${column.name}`,
  needs: ({ table }) => [elementName("table", table.schema, table.name)],
};

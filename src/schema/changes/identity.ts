import { type ChangeUnit, elementName } from "./change.ts";
import { type AlterColumn, aspectUnit } from "./column-aspect.ts";

export type AlterIdentity = AlterColumn<"alterIdentity">;

const unit = aspectUnit("alterIdentity", "identity", (from, to) =>
  to.identity === undefined ? "stop numbering column" : from.identity === undefined ? "let the database number column" : "change the numbering of column",
);

/** Some databases number columns of a key only. */
export const alterIdentity: ChangeUnit<AlterIdentity, AlterIdentity> = {
  ...unit,
  needs: (change) => [
    ...(unit.needs?.(change) ?? []),
    ...(change.to.identity === undefined ? [] : [elementName("primaryKey", change.table.schema, change.table.name)]),
  ],
};

import { elementName } from "./change.ts";
import { type ConstraintChange, constraintUnits } from "./constraint.ts";

export type AddForeignKey = ConstraintChange<"addForeignKey", "foreignKey">;
export type DropForeignKey = ConstraintChange<"dropForeignKey", "foreignKey">;
export const [addForeignKey, dropForeignKey] = constraintUnits("foreignKey", "addForeignKey", "dropForeignKey", ({ references }) => [
  elementName("table", references.schema, references.table),
  elementName("primaryKey", references.schema, references.table),
]);

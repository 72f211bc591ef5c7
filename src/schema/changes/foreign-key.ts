import { elementName } from "./change.ts";
import { constraintUnits } from "./constraint.ts";

export const [addForeignKey, dropForeignKey] = constraintUnits("foreignKey", "addForeignKey", "dropForeignKey", ({ references }) => [
  elementName("table", references.schema, references.table),
  elementName("primaryKey", references.schema, references.table),
]);

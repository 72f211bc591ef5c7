import { type ConstraintChange, constraintUnits } from "./constraint.ts";

export type AddUnique = ConstraintChange<"addUnique", "unique">;
export type DropUnique = ConstraintChange<"dropUnique", "unique">;
export const [addUnique, dropUnique] = constraintUnits("unique", "addUnique", "dropUnique");

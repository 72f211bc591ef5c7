import { type ConstraintChange, constraintUnits } from "./constraint.ts";

export type AddExclusion = ConstraintChange<"addExclusion", "exclusion">;
export type DropExclusion = ConstraintChange<"dropExclusion", "exclusion">;
export const [addExclusion, dropExclusion] = constraintUnits("exclusion", "addExclusion", "dropExclusion");

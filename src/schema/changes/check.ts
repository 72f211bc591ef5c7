import { type ConstraintChange, constraintUnits } from "./constraint.ts";

export type AddCheck = ConstraintChange<"addCheck", "check">;
export type DropCheck = ConstraintChange<"dropCheck", "check">;
export const [addCheck, dropCheck] = constraintUnits("check", "addCheck", "dropCheck");

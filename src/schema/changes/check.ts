import { constraintUnits } from "./constraint.ts";

export const [addCheck, dropCheck] = constraintUnits("check", "addCheck", "dropCheck");

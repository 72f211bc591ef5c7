import { constraintUnits } from "./constraint.ts";

export const [addExclusion, dropExclusion] = constraintUnits("exclusion", "addExclusion", "dropExclusion");

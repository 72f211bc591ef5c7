import { constraintUnits } from "./constraint.ts";

export const [addUnique, dropUnique] = constraintUnits("unique", "addUnique", "dropUnique");

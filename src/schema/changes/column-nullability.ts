import { aspectUnit } from "./column-aspect.ts";

export const alterColumnNullability = aspectUnit("alterColumnNullability", "nullable", (_, to) =>
  to.nullable ? "allow NULL in column" : "refuse NULL in column",
);

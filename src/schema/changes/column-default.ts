import { aspectUnit } from "./column-aspect.ts";

export const alterColumnDefault = aspectUnit("alterColumnDefault", "default", (_, to) =>
  to.default === undefined ? "drop the default of column" : "set the default of column",
);

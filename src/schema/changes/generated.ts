import { aspectUnit } from "./column-aspect.ts";

export const alterComputed = aspectUnit("alterComputed", "computed", (_, to) =>
  to.computed === undefined ? "keep the values and stop computing column" : "compute column",
);

import { type AlterColumn, aspectUnit } from "./column-aspect.ts";

export type AlterComputed = AlterColumn<"alterComputed">;
export const alterComputed = aspectUnit("alterComputed", "computed", (_, to) =>
  to.computed === undefined ? "keep the values and stop computing column" : "compute column",
);

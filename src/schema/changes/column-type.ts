import { type AlterColumn, aspectUnit } from "./column-aspect.ts";

export type AlterColumnType = AlterColumn<"alterColumnType">;
export const alterColumnType = aspectUnit("alterColumnType", "type", (from, to) => `change the type from ${from.type} to ${to.type} of column`);

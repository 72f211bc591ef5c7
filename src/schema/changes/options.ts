import { same } from "../../kernel/same.ts";
import type { TableSnapshot } from "../snapshot.ts";
import { type ChangeUnit, plainName, tableElement } from "./change.ts";
import { aspectUnit } from "./column-aspect.ts";

export const alterColumnOptions = aspectUnit("alterColumnOptions", "options", () => "change the options of column");

/** Both sides are the whole table, under its name afterwards: what the options mean may hang on the rest. */
export interface AlterTableOptions {
  readonly kind: "alterTableOptions";
  readonly from: TableSnapshot;
  readonly to: TableSnapshot;
}

export const alterTableOptions: ChangeUnit<AlterTableOptions, AlterTableOptions> = {
  kind: "alterTableOptions",
  detect: (d) => {
    if (d.element !== "table" || !d.before || !d.after || same(d.before.options, d.after.options)) return undefined;
    const { schema, name } = d.after;
    return { kind: "alterTableOptions", from: { ...d.before, ...(schema === undefined ? {} : { schema }), name }, to: d.after };
  },
  reverse: ({ from, to }) => ({ kind: "alterTableOptions", from: to, to: from }),
  describe: ({ to }) => `change the options of table ${plainName(to)}`,
  needs: ({ to }) => [tableElement(to)],
};

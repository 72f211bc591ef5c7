import type * as z from "zod";
import type { LogicalType } from "../sql/logical-type.ts";
import { resolveColumn } from "./check-model.ts";
import type { ColumnValues } from "./definition.ts";
import { columnValues } from "./values.ts";
import { openLazy } from "./zod/schema.ts";

/** A column of no table: what a schema says of the values of a result. */
export interface LooseColumn {
  readonly property: string;
  readonly type: LogicalType;
  readonly values: ColumnValues;
}

/** The columns of an object's schema. Throws ConfigurationError for one that no column can have. */
export function looseColumns(schema: z.ZodObject): readonly LooseColumn[] {
  return Object.entries(schema.shape).map(([property, one]) => {
    const column = resolveColumn("rows", property, one as never, openLazy); // Zod's own type of a member is wider than ours
    return { property, type: column.type, values: columnValues(column, { table: "rows", property }) };
  });
}

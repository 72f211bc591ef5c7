import * as z from "zod";
import { noOptions } from "../standard/no-options.ts";

const filegroup = z.string().min(1).optional();

const table = z.strictObject({ filegroup });
/** Primary keys are clustered and uniques are not unless told otherwise; a table has one clustered index. */
const key = z.strictObject({ filegroup, clustered: z.boolean().optional() });
const index = z.strictObject({ filegroup });
const column = z.strictObject({
  /** The type as it stands in DDL, instead of the one the schema of the column stands for. */
  type: z.string().min(1).optional(),
});

export const optionSchemas = { ...noOptions, table, primaryKey: key, unique: key, index, column };

interface MssqlBags {
  readonly table: z.input<typeof table>;
  readonly primaryKey: z.input<typeof key>;
  readonly unique: z.input<typeof key>;
  readonly index: z.input<typeof index>;
  readonly column: z.input<typeof column>;
}
declare module "../../model/options.ts" {
  interface DialectOptions {
    readonly mssql: MssqlBags;
  }
}

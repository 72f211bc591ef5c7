import * as z from "zod";
import { noOptions } from "../standard/no-options.ts";

const filegroup = z.string().min(1).optional();

const table = z.strictObject({ filegroup });
/** Primary keys are clustered and uniques are not unless told otherwise; a table has one clustered index. */
const key = z.strictObject({ filegroup, clustered: z.boolean().optional() });
const index = z.strictObject({ filegroup });

export const optionSchemas = { ...noOptions, table, primaryKey: key, unique: key, index };

interface MssqlBags {
  readonly table: z.input<typeof table>;
  readonly primaryKey: z.input<typeof key>;
  readonly unique: z.input<typeof key>;
  readonly index: z.input<typeof index>;
}
declare module "../../model/options.ts" {
  interface DialectOptions {
    readonly mssql: MssqlBags;
  }
}

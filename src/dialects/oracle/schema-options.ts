import * as z from "zod";
import { noOptions } from "../standard/no-options.ts";

const tablespace = z.string().min(1).optional();

const table = z.strictObject({ tablespace, compress: z.boolean().optional() });
/** `compress`: how many columns at the front of the key; true for the usual number. */
const index = z.strictObject({ tablespace, compress: z.union([z.literal(true), z.int().positive()]).optional() });
const column = z.strictObject({
  /** The type as it stands in DDL, instead of the one the schema of the column stands for. */
  type: z.string().min(1).optional(),
  /** Of an identity: numbers in the order they are asked for. */
  order: z.boolean().optional(),
  /** Of an identity: also for rows that give NULL. */
  onNull: z.boolean().optional(),
});
const sequence = z.strictObject({ order: z.boolean().optional() });

export const optionSchemas = { ...noOptions, table, primaryKey: index, unique: index, index, column, sequence };

interface OracleBags {
  readonly table: z.input<typeof table>;
  readonly primaryKey: z.input<typeof index>;
  readonly unique: z.input<typeof index>;
  readonly index: z.input<typeof index>;
  readonly column: z.input<typeof column>;
  readonly sequence: z.input<typeof sequence>;
}
declare module "../../model/options.ts" {
  interface DialectOptions {
    readonly oracle: OracleBags;
  }
}

import * as z from "zod";
import { noOptions } from "../standard/no-options.ts";

const onConflict = z.enum(["rollback", "abort", "fail", "ignore", "replace"]).optional();

const table = z.strictObject({
  /** Keys of deleted rows are never given again. Without it SQLite may reuse the highest one. */
  autoincrement: z.boolean().optional(),
  /** The rows live in the index of the primary key. */
  withoutRowid: z.boolean().optional(),
  /** Only values of a column's type are stored. The library's own types have names that a strict table refuses. */
  strict: z.boolean().optional(),
});
const primaryKey = z.strictObject({ onConflict });
const unique = z.strictObject({ onConflict });
const column = z.strictObject({
  /** The type as it stands in DDL, instead of the one the schema of the column stands for. There may be none. */
  type: z.string().optional(),
  onConflictNotNull: onConflict,
});
const indexKey = z.strictObject({ collation: z.string().min(1).optional() });

export const optionSchemas = { ...noOptions, table, primaryKey, unique, column, indexKey };

interface SqliteBags {
  readonly table: z.input<typeof table>;
  readonly primaryKey: z.input<typeof primaryKey>;
  readonly unique: z.input<typeof unique>;
  readonly column: z.input<typeof column>;
  /** `keys`: by column, or by the place of an expression. */
  readonly index: { readonly keys?: Readonly<Record<string, z.input<typeof indexKey>>> };
}
declare module "../../model/options.ts" {
  interface DialectOptions {
    readonly sqlite: SqliteBags;
  }
}

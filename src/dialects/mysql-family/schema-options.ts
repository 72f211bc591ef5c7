import * as z from "zod";
import { noOptions } from "../standard/no-options.ts";

/** Names that stand unquoted in the options of a table. */
const word = z.string().regex(/^\w+$/);
const count = z.int().positive().optional();

const table = z.strictObject({
  /** InnoDB if not given. */
  engine: word.optional(),
  /** utf8mb4 if not given. */
  charset: word.optional(),
  /** For columns added by hand; the library's own text columns always name theirs. */
  collate: word.optional(),
  rowFormat: z.enum(["default", "dynamic", "fixed", "compressed", "redundant", "compact"]).optional(),
  keyBlockSize: count,
  statsSamplePages: count,
  avgRowLength: count,
  maxRows: count,
  minRows: count,
  packKeys: z.boolean().optional(),
  checksum: z.boolean().optional(),
  delayKeyWrite: z.boolean().optional(),
  statsPersistent: z.boolean().optional(),
  statsAutoRecalc: z.boolean().optional(),
  /** All that follows PARTITION BY: `hash (id) partitions 4`, `range (id) (partition p0 values less than (10))`. */
  partitionBy: z
    .string()
    .regex(/^(linear\s+)?(range|list|hash|key)\b[^;]*$/is, "it begins with range, list, hash or key")
    .refine((text) => !/\bsubpartition/i.test(text), "there are no subpartitions")
    .optional(),
});
const column = z.strictObject({
  /** The type as it stands in DDL, instead of the one the schema of the column stands for. */
  type: z.string().min(1).optional(),
  /** `current_timestamp(3)`: set whenever the row is changed. */
  onUpdate: z
    .string()
    .regex(/^(current_timestamp|now)(\(\d?\))?$/i)
    .optional(),
  /** Left out of `select *`. */
  invisible: z.boolean().optional(),
});
/** How many characters or bytes of the column are in the index. */
const indexKey = z.strictObject({ length: count });
const parser = word.optional();

/** MySQL hides an index from the planner, MariaDB ignores it. */
const mysqlIndex = z.strictObject({ parser, visible: z.boolean().optional() });
const mariadbIndex = z.strictObject({ parser, ignored: z.boolean().optional() });

export const mysqlOptions = { ...noOptions, table, column, indexKey, index: mysqlIndex };
export const mariadbOptions = { ...noOptions, table, column, indexKey, index: mariadbIndex };

/** `keys`: by column, or by the place of an expression. */
type Keys = { readonly keys?: Readonly<Record<string, z.input<typeof indexKey>>> };
interface FamilyBags<Index> {
  readonly table: z.input<typeof table>;
  readonly column: z.input<typeof column>;
  readonly index: Index & Keys;
}
declare module "../../model/options.ts" {
  interface DialectOptions {
    readonly mysql: FamilyBags<z.input<typeof mysqlIndex>>;
    readonly mariadb: FamilyBags<z.input<typeof mariadbIndex>>;
  }
}

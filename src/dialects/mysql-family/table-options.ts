import * as z from "zod";

/** Names that stand unquoted in the options of a table. */
const word = z.string().regex(/^\w+$/);

/** `mysql: {...}` and `mariadb: {...}` of a table. */
export const tableOptions = z.strictObject({
  /** InnoDB if not given. */
  engine: word.optional(),
  /** utf8mb4 if not given. */
  charset: word.optional(),
  /** For columns added by hand; the library's own text columns always name theirs. */
  collate: word.optional(),
  rowFormat: z.enum(["default", "dynamic", "fixed", "compressed", "redundant", "compact"]).optional(),
});
export type FamilyTableOptions = z.output<typeof tableOptions>;

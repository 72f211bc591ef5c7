import * as z from "zod";

/** `sqlite: {...}` of a table. */
export const tableOptions = z.strictObject({
  /** Keys of deleted rows are never given again. Without it SQLite may reuse the highest one. */
  autoincrement: z.boolean().optional(),
  /** The rows live in the index of the primary key. */
  withoutRowid: z.boolean().optional(),
});
export type SqliteTableOptions = z.output<typeof tableOptions>;

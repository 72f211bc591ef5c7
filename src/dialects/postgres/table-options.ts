import * as z from "zod";

/** `postgres: {...}` of a table. */
export const tableOptions = z.strictObject({
  /** Not written to the log: fast, and empty after a crash. */
  unlogged: z.boolean().optional(),
  tablespace: z.string().min(1).optional(),
  /** Storage parameters: `{ fillfactor: 70 }`. */
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type PostgresTableOptions = z.output<typeof tableOptions>;

import * as z from "zod";
import { noOptions } from "../standard/no-options.ts";

const name = z.string().min(1);
/** Storage parameters: `{ fillfactor: 70 }`. */
const settings = z.record(z.string().regex(/^\w+(\.\w+)?$/), z.union([z.string(), z.number(), z.boolean()])).optional();
const storage = { with: settings, tablespace: name.optional() };

const table = z
  .strictObject({
    ...storage,
    /** Not written to the log: fast, and empty after a crash. */
    unlogged: z.boolean().optional(),
    /** Access method; heap if not given. */
    using: name.optional(),
    /** Parents, with their schema if they have one. */
    inherits: z.array(name).optional(),
    /** `range (at)`, `list (region)`, `hash (id)`. */
    partitionBy: z
      .string()
      .regex(/^(range|list|hash)\s*\(.+\)$/is, "it begins with range, list or hash and has its columns in parentheses")
      .optional(),
    /** The table this one is a part of. Everything but `partitionFor` is then the parent's. */
    partitionOf: name.optional(),
    /** Which rows: `for values from (1) to (10)`, `for values in ('a')`, `default`. */
    partitionFor: z
      .string()
      .regex(/^(for values\s.+|default)$/is, "it begins with for values, or is default")
      .optional(),
  })
  .refine(({ partitionOf, partitionFor }) => (partitionOf === undefined) === (partitionFor === undefined), "partitionOf and partitionFor go together")
  .refine(({ partitionOf, inherits }) => partitionOf === undefined || inherits === undefined, "a partition cannot inherit from other tables too");
const primaryKey = z.strictObject({ ...storage, include: z.array(name).optional() });
const unique = z.strictObject({ ...storage, include: z.array(name).optional(), nullsNotDistinct: z.boolean().optional() });
const check = z.strictObject({ noInherit: z.boolean().optional() });
const column = z.strictObject({
  /** The type as it stands in DDL, instead of the one the schema of the column stands for. */
  type: z.string().min(1).optional(),
  storage: z.enum(["plain", "external", "extended", "main"]).optional(),
});
const index = z.strictObject({ ...storage, nullsNotDistinct: z.boolean().optional() });
const indexKey = z.strictObject({ operatorClass: name.optional(), nulls: z.enum(["first", "last"]).optional(), collation: name.optional() });
const view = z.strictObject(storage);

export const optionSchemas = { ...noOptions, table, primaryKey, unique, check, column, index, indexKey, view };

interface PostgresBags {
  readonly table: z.input<typeof table>;
  readonly primaryKey: z.input<typeof primaryKey>;
  readonly unique: z.input<typeof unique>;
  readonly check: z.input<typeof check>;
  readonly column: z.input<typeof column>;
  /** `keys`: by column, or by the place of an expression. */
  readonly index: z.input<typeof index> & { readonly keys?: Readonly<Record<string, z.input<typeof indexKey>>> };
  readonly view: z.input<typeof view>;
}
declare module "../../model/options.ts" {
  interface DialectOptions {
    readonly postgres: PostgresBags;
  }
}

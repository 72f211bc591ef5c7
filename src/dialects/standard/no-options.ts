import * as z from "zod";
import type { OptionSchemas } from "../../schema/dialect.ts";

const nothing = z.strictObject({});

/** A database that has no options of its own; one that has some borrows this by spreading. */
export const noOptions: OptionSchemas = {
  table: nothing,
  primaryKey: nothing,
  column: nothing,
  unique: nothing,
  check: nothing,
  foreignKey: nothing,
  index: nothing,
  indexKey: nothing,
  sequence: nothing,
  view: nothing,
};

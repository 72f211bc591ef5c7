import { ConfigurationError } from "../kernel/errors.ts";
import type { OptionSchemas, SchemaDialect } from "./dialect.ts";
import type { Options } from "./snapshot.ts";

/** The bags of a model's element by dialect: `{ postgres: {...} }`. */
type Bags = Readonly<Record<string, Options | undefined>>;

/**
 * The dialect's own options of one element, checked; undefined when there are none. Those of other dialects are none of its business. `of` ends the
 * sentence that says where: `of table "flavor"`. Throws ConfigurationError SCHEMA.BAD_OPTION.
 */
export function optionsOf(kind: keyof OptionSchemas, bags: Bags, of: string, { bag, options, dialect }: SchemaDialect): Options | undefined {
  const given = bags[bag];
  if (given === undefined) return undefined;
  const parsed = options[kind].safeParse(given);
  if (parsed.success) return Object.keys(parsed.data as Options).length > 0 ? (parsed.data as Options) : undefined;
  const issue = parsed.error.issues[0];
  const where = [bag, ...(issue?.path ?? [])].join(".");
  throw new ConfigurationError("SCHEMA.BAD_OPTION", `the option ${where} ${of} is not one ${dialect.name} understands: ${issue?.message ?? "it is invalid"}`, {
    context: { dialect: dialect.name },
  });
}

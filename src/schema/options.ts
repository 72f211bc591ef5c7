import { ConfigurationError } from "../kernel/errors.ts";
import type { DialectBags } from "../model/definition.ts";
import type { OptionSchemas, SchemaDialect } from "./dialect.ts";
import type { Options } from "./snapshot.ts";

/**
 * The dialect's own options of one element, checked; undefined when there are none. Those of other dialects are none of its business. `of` ends the
 * sentence that says where: `of table "flavor"`. Throws ConfigurationError SCHEMA.BAD_OPTION.
 */
export function optionsOf(kind: keyof OptionSchemas, bags: DialectBags, of: string, { bag, options, dialect }: SchemaDialect): Options | undefined {
  const given = bags[bag];
  if (given === undefined) return undefined;
  const parsed = options[kind].safeParse(given);
  if (parsed.success) return Object.keys(parsed.data as Options).length > 0 ? (parsed.data as Options) : undefined;
  const issue = parsed.error.issues[0];
  throw badOption([bag, ...(issue?.path ?? [])].join("."), of, issue?.message ?? "it is invalid", { dialect });
}

export function badOption(option: string, of: string, why: string, { dialect }: Pick<SchemaDialect, "dialect">): ConfigurationError {
  return new ConfigurationError("SCHEMA.BAD_OPTION", `the option ${option} ${of} is not one ${dialect.name} understands: ${why}`, {
    context: { dialect: dialect.name },
  });
}

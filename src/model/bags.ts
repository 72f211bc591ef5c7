import { ConfigurationError } from "../kernel/errors.ts";
import type { DialectBags } from "./definition.ts";
import type { AnyTable } from "./table-class.ts";

/** The bags among the options of one thing: every object beside the options it knows. Throws ConfigurationError for anything else. */
export function bagsOf(options: object, known: readonly string[], of: string, model: Pick<AnyTable, "tableName">): DialectBags {
  const bags = Object.entries(options).filter(([key, value]) => value !== undefined && !known.includes(key));
  const wrong = bags.find(([, value]) => !isBag(value));
  if (!wrong) return Object.fromEntries(bags);
  throw new ConfigurationError(
    "MODEL.UNKNOWN_OPTION",
    `${of} of table "${model.tableName}" has the unknown option "${wrong[0]}"; there are ${known.join(", ")}, and a bag { ... } for each dialect`,
  );
}

export function isBag(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

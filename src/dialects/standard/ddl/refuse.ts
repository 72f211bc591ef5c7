import { ConfigurationError } from "../../../kernel/errors.ts";

/** A change this database cannot make, with the way out. */
export function refuse(dialect: string, what: string, wayOut: string): never {
  throw new ConfigurationError("SCHEMA.CANNOT_CHANGE", `${dialect} cannot ${what}: ${wayOut}`, { context: { dialect } });
}

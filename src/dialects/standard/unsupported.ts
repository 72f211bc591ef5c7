import { QueryError } from "../../kernel/errors.ts";

/** What a database does not have, and what to do instead. Thrown while SQL is made, so before anything is sent. */
export function unsupported(database: string, what: string, instead: string): QueryError {
  return new QueryError("QUERY.UNSUPPORTED", `${database} has no ${what}; ${instead}`, { context: { database, feature: what } });
}

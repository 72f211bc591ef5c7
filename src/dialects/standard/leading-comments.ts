const COMMENT = /^(?:\s+|\/\*(?![!M])[\s\S]*?\*\/|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$))+/;

/** Direct SQL from its first word on. Comments that the server runs (`/*! ... *\/`) are none. */
export function withoutLeadingComments(sql: string): string {
  return sql.replace(COMMENT, "");
}

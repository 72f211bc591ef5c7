/** Names of SQLite's result codes by number, for drivers that tell only numbers. The low byte is the primary code (https://www.sqlite.org/rescode.html). */
const primaryCodes = [
  "OK",
  "ERROR",
  "INTERNAL",
  "PERM",
  "ABORT",
  "BUSY",
  "LOCKED",
  "NOMEM",
  "READONLY",
  "INTERRUPT",
  "IOERR",
  "CORRUPT",
  "NOTFOUND",
  "FULL",
  "CANTOPEN",
  "PROTOCOL",
  "EMPTY",
  "SCHEMA",
  "TOOBIG",
  "CONSTRAINT",
  "MISMATCH",
  "MISUSE",
  "NOLFS",
  "AUTH",
  "FORMAT",
  "RANGE",
  "NOTADB",
] as const;

const extendedCodes: Readonly<Record<number, string>> = {
  261: "BUSY_RECOVERY",
  517: "BUSY_SNAPSHOT",
  773: "BUSY_TIMEOUT",
  262: "LOCKED_SHAREDCACHE",
  275: "CONSTRAINT_CHECK",
  531: "CONSTRAINT_COMMITHOOK",
  787: "CONSTRAINT_FOREIGNKEY",
  1043: "CONSTRAINT_FUNCTION",
  1299: "CONSTRAINT_NOTNULL",
  1555: "CONSTRAINT_PRIMARYKEY",
  1811: "CONSTRAINT_TRIGGER",
  2067: "CONSTRAINT_UNIQUE",
  2323: "CONSTRAINT_VTAB",
  2579: "CONSTRAINT_ROWID",
  2835: "CONSTRAINT_PINNED",
  3091: "CONSTRAINT_DATATYPE",
  1032: "READONLY_DBMOVED",
};

/** 2067 -> `SQLITE_CONSTRAINT_UNIQUE`; of unknown extended codes the name of the primary one. */
export function resultCodeName(code: number): string {
  return `SQLITE_${extendedCodes[code] ?? primaryCodes[code & 0xff] ?? "ERROR"}`;
}

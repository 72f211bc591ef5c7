import type { ErrorKind, NativeError } from "../../dialect/dialect.ts";
import { resultCodeName } from "./result-codes.ts";

/** By extended code first, then by the primary one (`SQLITE_BUSY_RECOVERY` -> `SQLITE_BUSY`). */
const kinds: Readonly<Record<string, ErrorKind>> = {
  SQLITE_CONSTRAINT_UNIQUE: "unique",
  SQLITE_CONSTRAINT_PRIMARYKEY: "unique",
  SQLITE_CONSTRAINT_ROWID: "unique",
  SQLITE_CONSTRAINT_FOREIGNKEY: "foreignKey",
  SQLITE_CONSTRAINT_NOTNULL: "notNull",
  SQLITE_CONSTRAINT_CHECK: "check",
  SQLITE_CONSTRAINT_DATATYPE: "value",
  /** A transaction that read before somebody else wrote cannot write any more; it must begin again. */
  SQLITE_BUSY_SNAPSHOT: "serialization",
  SQLITE_BUSY: "busy",
  SQLITE_LOCKED: "busy",
  SQLITE_READONLY: "readOnly",
  SQLITE_READONLY_DBMOVED: "connection",
  SQLITE_INTERRUPT: "cancelled",
  SQLITE_CANTOPEN: "connection",
  SQLITE_NOTADB: "connection",
  SQLITE_IOERR: "connection",
  SQLITE_PERM: "permission",
  SQLITE_AUTH: "permission",
  SQLITE_TOOBIG: "value",
  SQLITE_MISMATCH: "value",
  SQLITE_RANGE: "value",
  SQLITE_SCHEMA: "stalePlan",
};

/** SQLITE_ERROR says no more than "error"; what it was stands in the text alone. */
const errorTexts: readonly (readonly [RegExp, ErrorKind])[] = [
  [/^no such table: /, "missingTable"],
  [/^no such column: |^table .* has no column named /, "missingColumn"],
  [/syntax error$|^incomplete input$|^unrecognized token/, "syntax"],
];

const closedTexts = /^(The database connection is not open|database is not open)$/;

export function classify(error: unknown): NativeError {
  if (!(error instanceof Error)) return { kind: "unknown", nativeCode: undefined };
  const { message } = error;
  const code = codeOf(error);
  if (code === undefined) return { kind: closedTexts.test(message) ? "connection" : "unknown", nativeCode: undefined };
  const kind = kinds[code] ?? kinds[code.split("_", 2).join("_")] ?? kindOfText(code, message);
  return { kind, nativeCode: code, ...namesIn(kind, message) };
}

/** better-sqlite3 has the name in `code`, node:sqlite the number in `errcode`. */
function codeOf(error: Error): string | undefined {
  if ("errcode" in error && typeof error.errcode === "number") return resultCodeName(error.errcode);
  if (!("code" in error) || typeof error.code !== "string") return undefined;
  return error.code.startsWith("SQLITE_") ? error.code : undefined;
}

function kindOfText(code: string, message: string): ErrorKind {
  // RESTRICT is a trigger inside SQLite, told from other triggers by its text only.
  if (code === "SQLITE_CONSTRAINT_TRIGGER") return message === "FOREIGN KEY constraint failed" ? "foreignKey" : "unknown";
  return (code === "SQLITE_ERROR" ? errorTexts.find(([pattern]) => pattern.test(message))?.[1] : undefined) ?? "unknown";
}

/** Table, columns and constraint, as far as the text names them. */
function namesIn(kind: ErrorKind, message: string): Pick<NativeError, "table" | "columns" | "constraint"> {
  const detail = /^[A-Z ]+ constraint failed: (.+)$/s.exec(message)?.[1];
  if (detail === undefined) return {};
  if (kind === "check") return { constraint: detail };
  const index = /^index '(.+)'$/s.exec(detail)?.[1];
  if (index !== undefined) return { constraint: index };
  const columns = detail.split(", ");
  const table = columns[0]?.split(".", 1)[0];
  if (table === undefined || !columns.every((column) => column.startsWith(`${table}.`))) return {};
  return { table, columns: columns.map((column) => column.slice(table.length + 1)) };
}

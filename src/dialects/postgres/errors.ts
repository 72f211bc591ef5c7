import type { ErrorKind, NativeError } from "../../dialect/dialect.ts";

/** What the server says of an error, whichever driver brings it. */
interface ServerFields {
  readonly code?: unknown;
  readonly routine?: unknown;
  readonly constraint?: unknown;
  readonly table?: unknown;
  readonly column?: unknown;
  readonly detail?: unknown;
  /** Set by our drivers on 57014: this library asked for it. */
  readonly requested?: unknown;
}

const byState: Readonly<Record<string, ErrorKind>> = {
  "23505": "unique",
  "23503": "foreignKey",
  "23001": "foreignKey",
  "23502": "notNull",
  "23514": "check",
  "23P01": "exclusion",
  "40001": "serialization",
  "40P01": "deadlock",
  "55P03": "lockTimeout",
  "57014": "cancelled",
  "25006": "readOnly",
  "26000": "stalePlan",
  "42501": "permission",
  "3D000": "connection",
  "42P01": "missingTable",
  "3F000": "missingTable",
  "42703": "missingColumn",
  "21000": "value",
  "25P03": "connection",
  "25P04": "connection",
  "53300": "connection",
  "57P01": "connection",
  "57P02": "connection",
  "57P03": "connection",
  "57P04": "connection",
  "57P05": "connection",
};
/** Where the whole class means one thing. */
const byClass: Readonly<Record<string, ErrorKind>> = { "08": "connection", "22": "value", "28": "authentication", "42": "syntax" };

const socketErrors = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "EACCES",
]);

export function classify(error: unknown): NativeError {
  const fields = typeof error === "object" && error !== null ? (error as ServerFields) : {};
  const code = typeof fields.code === "string" ? fields.code : undefined;
  if (code === undefined) return { kind: "unknown", nativeCode: undefined };
  if (socketErrors.has(code) || code.startsWith("ERR_TLS") || code.startsWith("ERR_SSL")) return { kind: "connection", nativeCode: code };
  return {
    kind: kindOf(code, fields),
    nativeCode: code,
    constraint: textOf(fields.constraint),
    table: textOf(fields.table),
    columns: columnsOf(fields),
  };
}

function kindOf(code: string, fields: ServerFields): ErrorKind {
  if (code === "57014" && fields.requested === false) return "statementTimeout";
  if (code === "0A000") return fields.routine === "RevalidateCachedQuery" ? "stalePlan" : "syntax";
  return byState[code] ?? byClass[code.slice(0, 2)] ?? "unknown";
}

/** NOT NULL tells its column; keys tell theirs only in the detail, before the values: `Key (a, b)=(1, 2) ...`. */
function columnsOf(fields: ServerFields): readonly string[] | undefined {
  const column = textOf(fields.column);
  if (column !== undefined) return [column];
  const detail = textOf(fields.detail);
  const end = detail?.indexOf(")=(") ?? -1;
  if (detail === undefined || end < 0 || textOf(fields.constraint) === undefined) return undefined;
  const names = detail.slice(detail.indexOf("(") + 1, end).split(", ");
  const plain = names.map((name) => (name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name));
  return names.every((name) => /^(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")$/i.test(name)) ? plain : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

import type { ErrorKind, NativeError } from "../../dialect/dialect.ts";

/** Numbers of sys.messages. */
const kinds: Readonly<Record<number, ErrorKind>> = {
  2627: "unique",
  2601: "unique",
  547: "foreignKey",
  515: "notNull",
  1205: "deadlock",
  1222: "lockTimeout",
  3960: "serialization",
  3961: "serialization",
  41302: "serialization",
  41305: "serialization",
  41325: "serialization",
  18456: "authentication",
  18470: "authentication",
  18487: "authentication",
  18488: "authentication",
  229: "permission",
  230: "permission",
  262: "permission",
  297: "permission",
  916: "permission",
  208: "missingTable",
  3701: "missingTable",
  4902: "missingTable",
  207: "missingColumn",
  4924: "missingColumn",
  102: "syntax",
  105: "syntax",
  156: "syntax",
  170: "syntax",
  319: "syntax",
  4145: "syntax",
  220: "value",
  232: "value",
  241: "value",
  242: "value",
  245: "value",
  248: "value",
  2628: "value",
  8114: "value",
  8115: "value",
  8134: "value",
  8152: "value",
  8169: "value",
  3906: "readOnly",
  3908: "readOnly",
  978: "readOnly",
  233: "connection",
  4060: "connection",
  10053: "connection",
  10054: "connection",
  10060: "connection",
  40197: "connection",
  40501: "connection",
  40613: "connection",
};

/** Codes of the driver where the server gave no number. A time-out of a request and of a login share one code and differ in the error's class. */
const driverKinds: Readonly<Record<string, ErrorKind>> = {
  ECANCEL: "cancelled",
  EABORT: "cancelled",
  ELOGIN: "authentication",
  ESOCKET: "connection",
  ECONNCLOSED: "connection",
  EINSTLOOKUP: "connection",
  ECONNRESET: "connection",
  ECONNREFUSED: "connection",
  EPIPE: "connection",
  ENOTFOUND: "connection",
};

interface ServerError {
  readonly name?: unknown;
  readonly number?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

/** Reads an error of the driver: by `number` where the server sent one, else by the driver's `code`. */
export function classify(error: unknown): NativeError {
  if (typeof error !== "object" || error === null) return { kind: "unknown", nativeCode: undefined };
  const { name, number, code, message } = error as ServerError;
  if (typeof number === "number") {
    const text = typeof message === "string" ? message : "";
    return { kind: number === 547 && /\bCHECK\b/.test(text) ? "check" : (kinds[number] ?? "unknown"), nativeCode: String(number), ...named(number, text) };
  }
  if (typeof code !== "string") return { kind: "unknown", nativeCode: undefined };
  if (code === "ETIMEOUT") return { kind: name === "RequestError" ? "statementTimeout" : "connection", nativeCode: code };
  return { kind: driverKinds[code] ?? "unknown", nativeCode: code };
}

/** Names stand in the message only: quoted, in the order constraint, table for duplicates and column, table for NULLs. */
function named(number: number, message: string): Pick<NativeError, "constraint" | "table" | "columns"> {
  const quoted = Array.from(message.matchAll(/'([^']*)'|"([^"]*)"/g), (match) => match[1] ?? match[2] ?? "");
  switch (number) {
    case 2627:
      return { constraint: quoted[0], table: lastPart(quoted[1]) };
    case 2601:
      return { constraint: quoted[1], table: lastPart(quoted[0]) };
    case 547:
      return { constraint: quoted[0], table: lastPart(quoted[2]), columns: quoted[3] === undefined ? undefined : [quoted[3]] };
    case 515:
      return { columns: quoted[0] === undefined ? undefined : [quoted[0]], table: lastPart(quoted[1]) };
    default:
      return {};
  }
}

function lastPart(name: string | undefined): string | undefined {
  return name?.slice(name.lastIndexOf(".") + 1);
}

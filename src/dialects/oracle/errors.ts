import type { ErrorKind, NativeError } from "../../dialect/dialect.ts";

/** ORA numbers. */
const kinds: Readonly<Record<number, ErrorKind>> = {
  1: "unique",
  2291: "foreignKey",
  2292: "foreignKey",
  2266: "foreignKey",
  1400: "notNull",
  1407: "notNull",
  2290: "check",
  60: "deadlock",
  8177: "serialization",
  54: "lockTimeout",
  30006: "lockTimeout",
  4021: "lockTimeout",
  1013: "cancelled",
  1017: "authentication",
  1005: "authentication",
  28000: "authentication",
  28001: "authentication",
  1031: "permission",
  1950: "permission",
  1536: "permission",
  1045: "permission",
  41900: "permission",
  942: "missingTable",
  4043: "missingTable",
  904: "missingColumn",
  900: "syntax",
  903: "syntax",
  905: "syntax",
  906: "syntax",
  907: "syntax",
  911: "syntax",
  917: "syntax",
  923: "syntax",
  933: "syntax",
  936: "syntax",
  972: "syntax",
  1426: "value",
  1438: "value",
  1461: "value",
  1476: "value",
  1722: "value",
  1830: "value",
  1840: "value",
  1841: "value",
  1847: "value",
  1858: "value",
  1861: "value",
  6502: "value",
  12899: "value",
  1456: "readOnly",
  16000: "readOnly",
  4068: "stalePlan",
  28: "connection",
  1012: "connection",
  1033: "connection",
  1034: "connection",
  1089: "connection",
  1092: "connection",
  2396: "connection",
  3113: "connection",
  3114: "connection",
  3135: "connection",
  12170: "connection",
  12505: "connection",
  12514: "connection",
  12516: "connection",
  12520: "connection",
  12528: "connection",
  12537: "connection",
  12541: "connection",
  12543: "connection",
  12545: "connection",
  12560: "connection",
  12571: "connection",
};

/** Codes of the driver where the server gave none: connection lost, host not found, refused, timed out; call timed out. */
const driverKinds: Readonly<Record<string, ErrorKind>> = {
  "NJS-003": "connection",
  "NJS-500": "connection",
  "NJS-501": "connection",
  "NJS-503": "connection",
  "NJS-505": "connection",
  "NJS-510": "connection",
  "NJS-511": "connection",
  "NJS-518": "connection",
  "NJS-521": "connection",
  "NJS-123": "statementTimeout",
  "DPI-1067": "statementTimeout",
  "DPI-1010": "connection",
  "DPI-1080": "connection",
};

interface ServerError {
  readonly errorNum?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

/** Reads an error of the driver by `errorNum` (the number of ORA-nnnnn), else by `code`. */
export function classify(error: unknown): NativeError {
  if (typeof error !== "object" || error === null) return { kind: "unknown", nativeCode: undefined };
  const { errorNum, code, message } = error as ServerError;
  const native = typeof code === "string" ? code : undefined;
  if (native !== undefined && !native.startsWith("ORA-")) return { kind: driverKinds[native] ?? "unknown", nativeCode: native };
  const number = native === undefined ? errorNum : Number(native.slice(4));
  if (typeof number !== "number" || number === 0) return { kind: "unknown", nativeCode: native };
  const text = typeof message === "string" ? message : "";
  return { kind: kinds[number] ?? "unknown", nativeCode: `ORA-${String(number).padStart(5, "0")}`, ...named(number, text) };
}

/** Names stand in the message only: `(OWNER.CONSTRAINT)`, or `("OWNER"."TABLE"."COLUMN")`. */
function named(number: number, message: string): Pick<NativeError, "constraint" | "table" | "columns"> {
  if (number === 1400 || number === 1407) {
    const path = /\("([^"]*)"\."([^"]*)"\."([^"]*)"\)/.exec(message);
    return path?.[3] === undefined ? {} : { table: path[2], columns: [path[3]] };
  }
  if (![1, 2290, 2291, 2292].includes(number)) return {};
  const path = /\(([^()]*)\)/.exec(message)?.[1];
  return path === undefined ? {} : { constraint: path.slice(path.indexOf(".") + 1) };
}

import type { ErrorKind, NativeError } from "../../dialect/dialect.ts";
import type { FamilyTraits } from "./traits.ts";

/** What the connector says of an error. */
interface ConnectorError {
  readonly errno?: unknown;
  readonly code?: unknown;
  readonly fatal?: unknown;
  readonly sqlMessage?: unknown;
}

/** https://mariadb.com/kb/en/mariadb-error-codes/ and https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html */
const codesOfKind: Readonly<Partial<Record<ErrorKind, readonly number[]>>> = {
  unique: [1022, 1062, 1169, 1586, 1761, 1762],
  foreignKey: [1216, 1217, 1451, 1452, 1701, 1834, 3730],
  notNull: [1048, 1263, 1364],
  check: [3819, 4025],
  deadlock: [1213, 1614],
  serialization: [1020],
  lockTimeout: [1205, 3572],
  statementTimeout: [1969, 3024],
  cancelled: [1317],
  authentication: [1045, 1130, 1131, 1251, 1698, 1862, 4151, 45025, 45044, 45047, 45064],
  permission: [1044, 1095, 1142, 1143, 1227, 1370, 1410],
  missingTable: [1051, 1109, 1146],
  missingColumn: [1054],
  syntax: [1064, 1065, 1149, 1305, 1128, 1582],
  value: [1264, 1265, 1267, 1270, 1292, 1365, 1366, 1367, 1406, 1411, 1441, 1525, 1690, 3140, 3141, 3143, 3156, 3988, 4038],
  readOnly: [1290, 1792, 1836],
  stalePlan: [1243, 1615],
  connection: [
    1040, 1042, 1043, 1047, 1049, 1053, 1077, 1079, 1080, 1129, 1152, 1153, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1927, 2002, 2003, 2006, 2013, 4031,
  ],
};
const kinds = new Map<number, ErrorKind>();
for (const [kind, codes] of Object.entries(codesOfKind)) for (const code of codes) kinds.set(code, kind as ErrorKind);

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

export function familyClassify(traits: FamilyTraits): (error: unknown) => NativeError {
  return (error) => {
    const { errno, code, fatal, sqlMessage } = typeof error === "object" && error !== null ? (error as ConnectorError) : {};
    if (typeof code === "string" && (socketErrors.has(code) || /^ERR_(TLS|SSL)|CERT/.test(code))) return { kind: "connection", nativeCode: code };
    if (typeof errno !== "number") return { kind: "unknown", nativeCode: typeof code === "string" ? code : undefined };
    const message = typeof sqlMessage === "string" ? sqlMessage : "";
    // The connector's own codes; those it calls fatal end the connection.
    const kind = kinds.get(errno) ?? (fatal === true && errno > 45_000 && errno < 46_000 ? "connection" : "unknown");
    return { kind, nativeCode: String(errno), ...namesIn(errno, message, traits) };
  };
}

type Names = Pick<NativeError, "constraint" | "table" | "columns">;

/** The protocol has no fields for names: they stand in the message only. */
function namesIn(errno: number, message: string, traits: FamilyTraits): Names {
  switch (kinds.get(errno)) {
    case "unique":
      return uniqueNames(message, traits);
    case "foreignKey":
      return foreignKeyNames(message);
    case "notNull": {
      const column = /^(?:Column|Field) '(.+?)' (?:cannot be null|doesn't have a default value)/.exec(message)?.[1];
      return column === undefined ? {} : { columns: [column] };
    }
    case "check":
      return checkNames(message);
    default:
      return {};
  }
}

/** `Duplicate entry '<values>' for key '<name>'`: the values may hold anything, so the last such words count. */
function uniqueNames(message: string, traits: FamilyTraits): Names {
  const words = " for key '";
  const start = message.lastIndexOf(words);
  if (start < 0 || !message.endsWith("'")) return {};
  const key = message.slice(start + words.length, -1);
  const dot = traits.qualifiedKeys ? key.indexOf(".") : -1;
  return dot < 0 ? { constraint: key } : { table: key.slice(0, dot), constraint: key.slice(dot + 1) };
}

const name = "`((?:[^`]|``)+)`";
const foreignKeyPattern = new RegExp(`\\(${name}\\.${name}, CONSTRAINT ${name} FOREIGN KEY \\(((?:\`(?:[^\`]|\`\`)+\`(?:, )?)+)\\) REFERENCES`);
const checkPattern = new RegExp(`^CONSTRAINT (?:${name}\\.)?${name} failed for ${name}\\.${name}$`);

function foreignKeyNames(message: string): Names {
  const m = foreignKeyPattern.exec(message);
  if (m?.[2] === undefined || m[3] === undefined || m[4] === undefined) return {};
  return { table: plain(m[2]), constraint: plain(m[3]), columns: [...m[4].matchAll(new RegExp(name, "g"))].map((found) => plain(found[1] ?? "")) };
}

function checkNames(message: string): Names {
  const quoted = /^Check constraint '(.+)' is violated\.?$/.exec(message)?.[1];
  if (quoted !== undefined) return { constraint: quoted };
  const m = checkPattern.exec(message);
  return m?.[2] === undefined || m[4] === undefined ? {} : { constraint: plain(m[2]), table: plain(m[4]) };
}

function plain(quoted: string): string {
  return quoted.replaceAll("``", "`");
}

import type { LogicalType } from "../../sql/logical-type.ts";
import { codecs } from "./codecs.ts";
import { quoteString } from "./types.ts";

/** A logical value as a literal for DDL. */
export function literal(value: unknown, type?: LogicalType): string {
  if (value === null || value === undefined) return "null";
  const encode = type && codecs[type.kind](type as never).encode;
  const encoded = encode ? encode(value as never) : value;
  if (type?.kind === "decimal" && /^-?\d+(\.\d+)?$/.test(String(encoded))) return String(encoded);
  switch (typeof encoded) {
    case "string":
      return quoteString(encoded);
    case "number":
    case "bigint":
      return String(encoded);
    case "boolean":
      return encoded ? "1" : "0";
    default:
      if (encoded instanceof Uint8Array) return `x'${Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength).toString("hex")}'`;
      if (encoded instanceof Date) return quoteString(encoded.toISOString().slice(0, 23));
      return quoteString(JSON.stringify(encoded));
  }
}

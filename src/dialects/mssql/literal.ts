import type { LogicalType } from "../../sql/logical-type.ts";
import { canonicalJson } from "../standard/canonical-json.ts";
import { encodeJsonArray } from "../standard/json-list.ts";
import { quoteText } from "../standard/render.ts";
import { momentWire } from "./codecs.ts";
import { nativeType } from "./types.ts";

/** A logical value as a literal. Throws TypeError for what has no type and no plain form. */
export function literal(value: unknown, type?: LogicalType): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return `cast(${text(momentWire(value))} as ${type ? nativeType(type) : "datetime2(3)"})`;
  if (value instanceof Uint8Array) return `0x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  if (typeof value === "string") return textLiteral(value, type);
  if (type?.kind === "array") return text(encodeJsonArray(value as readonly unknown[], type.element));
  if (type?.kind === "json") return text(canonicalJson(value));
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  throw new TypeError(`a ${typeof value} has no literal`);
}

function textLiteral(value: string, type: LogicalType | undefined): string {
  switch (type?.kind) {
    case "json":
      return text(canonicalJson(value));
    case "decimal":
      return /^-?\d+(\.\d+)?$/.test(value) ? value : text(value);
    case "instant":
    case "datetime":
      return `cast(${text(momentWire(value))} as ${nativeType(type)})`;
    case "date":
    case "time":
    case "uuid":
      return `cast(${text(value)} as ${nativeType(type)})`;
    default:
      return text(value);
  }
}

/** A backslash before a line break would join the lines: the literal is cut there. */
function text(value: string): string {
  const parts = value.split(/(?<=\\)(?=\r?\n)/).map((part) => `N${quoteText(part)}`);
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(" + ")})`;
}

import type { LogicalType } from "../../sql/logical-type.ts";
import { canonicalJson } from "../standard/canonical-json.ts";
import { encodeJsonArray } from "../standard/json-list.ts";
import { quoteText } from "../standard/render.ts";
import { momentWire } from "./codecs.ts";
import { fromText } from "./types.ts";

const instant: LogicalType = { kind: "instant", form: "date", precision: 3, fixed: false };

/** A logical value as a literal. Throws TypeError for what has no type and no plain form. */
export function literal(value: unknown, type?: LogicalType): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return fromText(quoteText(momentWire(value)), type ?? instant);
  if (value instanceof Uint8Array) return `hextoraw('${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}')`;
  if (type?.kind === "array") return quoteText(encodeJsonArray(value as readonly unknown[], type.element));
  if (type?.kind === "json") return quoteText(canonicalJson(value));
  if (typeof value === "string") return textLiteral(value, type);
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  throw new TypeError(`a ${typeof value} has no literal`);
}

function textLiteral(value: string, type: LogicalType | undefined): string {
  switch (type?.kind) {
    case "decimal":
      return /^-?\d+(\.\d+)?$/.test(value) ? value : quoteText(value);
    case "instant":
    case "datetime":
      return fromText(quoteText(momentWire(value)), type);
    case "date":
      return fromText(quoteText(value), type);
    default:
      return quoteText(value);
  }
}

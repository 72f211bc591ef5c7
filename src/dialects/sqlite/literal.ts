import type { LogicalType } from "../../sql/logical-type.ts";
import { quoteText } from "../standard/render.ts";
import { encodeBy, hex, plain } from "./codecs.ts";

/** A logical value as a literal for DDL; without a type, by what the value is in JavaScript. */
export function literal(value: unknown, type?: LogicalType): string {
  if (value === null || value === undefined) return "null";
  const encoded = type === undefined ? plain(value) : encodeBy(type, value);
  switch (typeof encoded) {
    case "string":
      return quoteText(encoded);
    case "number":
    case "bigint":
      return String(encoded);
    default:
      if (encoded instanceof Uint8Array) return `x'${hex(encoded)}'`;
      throw new TypeError(`a ${typeof encoded} has no form as a literal`);
  }
}

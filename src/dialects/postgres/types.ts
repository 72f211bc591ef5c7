import { assertNever } from "../../kernel/never.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { quoteDouble, quoteText } from "../standard/render.ts";
import { arrayLiteral } from "./array-text.ts";
import { codecs } from "./codecs.ts";

/** The longest varchar the server takes. */
const maxVarchar = 10_485_760;

/** The type of a column. */
export function nativeType(type: LogicalType): string {
  switch (type.kind) {
    case "text":
      return type.max !== undefined && type.max >= 1 && type.max <= maxVarchar ? `varchar(${type.max})` : "text";
    case "decimal":
      return `numeric(${type.precision}, ${type.scale})`;
    case "instant":
      return `timestamptz(${type.precision})`;
    case "datetime":
      return `timestamp(${type.precision})`;
    case "time":
      return `time(${type.precision})`;
    case "array":
      return `${nativeType(type.element)}[]`;
    default:
      return castType(type);
  }
}

/**
 * The type for casts of values. Without length, precision and scale: an explicit cast would cut and round in silence where the column itself refuses.
 */
export function castType(type: LogicalType): string {
  switch (type.kind) {
    case "text":
      return "text";
    case "uuid":
      return "uuid";
    case "integer":
      return type.bits === 32 ? "integer" : "bigint";
    case "float":
      return type.bits === 32 ? "real" : "double precision";
    case "decimal":
      return "numeric";
    case "boolean":
      return "boolean";
    case "instant":
      return "timestamptz";
    case "datetime":
      return "timestamp";
    case "date":
      return "date";
    case "time":
      return "time";
    case "bytes":
      return "bytea";
    case "json":
      return "jsonb";
    case "enum":
      if (type.native !== undefined) return type.native.split(".").map(quoteDouble).join(".");
      return typeof type.values[0] === "number" ? "integer" : "text";
    case "array":
      return `${castType(type.element)}[]`;
    default:
      return assertNever(type);
  }
}

/**
 * Wraps the placeholder of a list: the server cannot infer what an array holds. Array columns travel as text[] of array literals, because `unnest`
 * would flatten an array of arrays. Single parameters are mostly compared with or assigned to columns, whose type the server takes over; others say theirs.
 */
export function bind(placeholder: string, type: LogicalType, list: boolean, explicit: boolean): string {
  if (!list) return explicit ? `${placeholder}::${castType(type)}` : placeholder;
  return type.kind === "array" ? `${placeholder}::text[]` : `${placeholder}::${castType(type)}[]`;
}

/** A logical value as a literal for DDL. Without a type, by what the value is in JavaScript. */
export function literal(value: unknown, type?: LogicalType): string {
  if (value === null || value === undefined) return "null";
  if (type === undefined) return plainLiteral(value);
  const { encode } = codecs[type.kind](type as never);
  const encoded = encode ? encode(value as never) : value;
  if (encoded instanceof Uint8Array) return `'\\x${Buffer.from(encoded).toString("hex")}'::bytea`;
  switch (type.kind) {
    case "text":
      return quoteText(String(encoded));
    case "integer":
    case "decimal":
    case "boolean":
      return String(encoded);
    case "enum":
      if (typeof encoded === "number") return String(encoded);
      return type.native === undefined ? quoteText(String(encoded)) : `${quoteText(String(encoded))}::${castType(type)}`;
    default:
      return `${quoteText(String(encoded))}::${castType(type)}`;
  }
}

function plainLiteral(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return `'${value.toISOString()}'::timestamptz`;
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString("hex")}'::bytea`;
  if (Array.isArray(value)) return quoteText(arrayLiteral(value, String));
  if (typeof value === "object") return `${quoteText(JSON.stringify(value))}::jsonb`;
  return quoteText(String(value));
}

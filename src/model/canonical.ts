import { assertNever } from "../kernel/never.ts";
import type { LogicalType, LogicalTypeOf } from "../sql/logical-type.ts";
import { canonicalDecimal } from "./decimal-text.ts";
import { canonicalDate, canonicalDateTime, canonicalInstant, canonicalTime, isStorableDate } from "./time-text.ts";
import { Unfit } from "./unfit.ts";

/** Gives the canonical logical value of a type, or throws Unfit. Takes no null. */
export type Canonical = (value: unknown) => unknown;

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const smallestInt64 = -(2n ** 63n);
const largestInt64 = 2n ** 63n - 1n;

export function canonical(type: LogicalType): Canonical {
  switch (type.kind) {
    case "text":
      return cleanText;
    case "uuid":
      return (value) => {
        const text = cleanText(value).toLowerCase();
        if (!uuidForm.test(text)) throw new Unfit("is not a uuid");
        return text;
      };
    case "integer":
      return type.bits === 64 ? int64 : type.bits === 32 ? int32 : safeInteger;
    case "float":
      return type.bits === 32 ? float32 : finite;
    case "decimal":
      return (value) => {
        const text = canonicalDecimal(cleanText(value), type.precision, type.scale);
        if (text === undefined) throw new Unfit(`is not a decimal number of at most ${type.precision} digits with ${type.scale} after the point`);
        return text;
      };
    case "boolean":
      return (value) => (typeof value === "boolean" ? value : wrongType(value, "a boolean"));
    case "instant":
      return type.form === "date" ? storableDate : (value) => canonicalInstant(cleanText(value), type);
    case "datetime":
      return (value) => canonicalDateTime(cleanText(value), type);
    case "date":
      return (value) => canonicalDate(cleanText(value));
    case "time":
      return (value) => canonicalTime(cleanText(value), type);
    case "bytes":
      return (value) => (value instanceof Uint8Array ? value : wrongType(value, "a Uint8Array"));
    case "enum":
      return member(type);
    case "array":
      return list(canonical(type.element));
    case "json":
      return (value) => value;
    default:
      return assertNever(type);
  }
}

/** Text that every database takes. */
export function cleanText(value: unknown): string {
  if (typeof value !== "string") return wrongType(value, "a string");
  if (value.includes("\0")) throw new Unfit("holds the character NUL, which databases do not store");
  if (!value.isWellFormed()) throw new Unfit("holds half of a surrogate pair, so it is not well-formed text");
  return value;
}

function wrongType(value: unknown, wanted: string): never {
  throw new Unfit(`takes ${wanted}, not ${kindOf(value)}`);
}

/** What a value is, without showing it. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number" && !Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : "an infinite number";
  if (typeof value !== "object") return `a ${typeof value}`;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "Object" ? `a ${name}` : "an object";
}

function finite(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return wrongType(value, "a finite number");
  return value === 0 ? 0 : value;
}
function float32(value: unknown): number {
  const rounded = Math.fround(finite(value));
  if (!Number.isFinite(rounded)) throw new Unfit("is too large for a 32-bit float");
  return rounded === 0 ? 0 : rounded;
}
function safeInteger(value: unknown): number {
  const number = finite(value);
  if (!Number.isSafeInteger(number))
    throw new Unfit(Number.isInteger(number) ? "is beyond 2^53, where numbers lose digits: use z.bigint()" : "is not a whole number");
  return number;
}
function int32(value: unknown): number {
  const number = safeInteger(value);
  if ((number | 0) !== number) throw new Unfit("is out of the range of 32-bit integers");
  return number;
}
function int64(value: unknown): bigint {
  if (typeof value !== "bigint") return wrongType(value, "a bigint");
  if (value < smallestInt64 || value > largestInt64) throw new Unfit("is out of the range of 64-bit integers");
  return value;
}
function storableDate(value: unknown): Date {
  if (!(value instanceof Date)) return wrongType(value, "a Date");
  if (Number.isNaN(value.getTime())) throw new Unfit("is an invalid Date");
  if (!isStorableDate(value)) throw new Unfit("lies outside the years 1 to 9999");
  return value;
}

function member({ values }: LogicalTypeOf<"enum">): Canonical {
  const known = new Set<unknown>(values);
  return (value) => {
    if (!known.has(value)) throw new Unfit(`takes one of ${values.map((one) => JSON.stringify(one)).join(", ")}`);
    return value === 0 ? 0 : value;
  };
}

function list(element: Canonical): Canonical {
  return (value) => {
    if (!Array.isArray(value)) return wrongType(value, "an array");
    return value.map((item: unknown) => (item === null ? null : element(item)));
  };
}

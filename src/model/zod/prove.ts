import type { LogicalType } from "../../sql/logical-type.ts";
import type { CodecProof } from "../definition.ts";
import { firstInstant, lastInstant } from "../time-text.ts";
import { type Classified, classify } from "./classify.ts";
import { type Peeled, peel } from "./peel.ts";
import { type Check, checksOf, codecOf, defOf, type Open, type Schema } from "./schema.ts";
import { Unstorable } from "./unstorable.ts";

/**
 * Source of a JavaScript condition over the variable named by the argument. True means: Zod accepts the value and it is its own canonical logical value.
 * Undefined when a check is not understood, so that the column always takes the long way.
 */
export function proofOf(peeled: Peeled, classified: Classified): ((v: string) => string) | undefined {
  const { core, checks, codec } = peeled;
  if (!core || codec || classified.toTheMinute || defOf(core).type === "union") return undefined;
  const own = proofOfType(classified, checks);
  const further = checks.map((check) => proofOfCheck(check, classified.type));
  if (own === undefined || further.includes(undefined)) return undefined;
  const mayBeNull = (peeled.acceptsNull || peeled.acceptsUndefined) && checks.length === checksOf(core).length;
  return (v) => {
    const all = [own(v), ...further.map((proof) => proof?.(v) ?? "")].filter((part) => part !== "").join("&&");
    return mayBeNull ? `(${v}===null||(${all}))` : `(${all})`;
  };
}

/** The same for a column that is one codec between two schemas which are understood; wrappers may lie around it. */
export function proofOfCodec(schema: Schema, open: Open): CodecProof | undefined {
  const def = defOf(schema);
  if (checksOf(schema).length > 0) return undefined;
  if (def.type === "nullable" || def.type === "optional" || def.type === "default") return proofOfCodec(def.innerType, open);
  const codec = codecOf(def);
  if (def.type !== "pipe" || !codec) return undefined;
  const [accepts, gives] = [proofOfSide(def.out, open), proofOfSide(def.in, open)];
  return accepts && gives && { accepts, gives, encode: quickly(codec.reverseTransform) };
}

function proofOfSide(schema: Schema, open: Open): Proof | undefined {
  try {
    const peeled = peel(schema, open);
    return proofOf(peeled, classify(peeled));
  } catch (error) {
    if (error instanceof Unstorable) return undefined;
    throw error;
  }
}

/** Undefined from a codec that fails, reports an issue or answers later: the long way tells what is wrong. */
function quickly(encode: NonNullable<ReturnType<typeof codecOf>>["reverseTransform"]): (value: unknown) => unknown {
  return (value) => {
    try {
      const encoded: unknown = encode(value as never, undefined as never);
      if (!(encoded instanceof Promise)) return encoded;
      encoded.catch(() => undefined);
    } catch {
      // See above.
    }
    return undefined;
  };
}

type Proof = (v: string) => string;

function proofOfType({ type, values, decimal }: Classified, checks: readonly Check[]): Proof | undefined {
  if (values) return proofOfValues(values);
  switch (type.kind) {
    case "text":
      return cleanText;
    case "uuid":
      return (v) => `typeof ${v}==="string"&&${uuidPattern(checks)}.test(${v})`;
    case "integer":
      if (type.bits === 64) return (v) => `typeof ${v}==="bigint"&&${v}>=-9223372036854775808n&&${v}<=9223372036854775807n`;
      return type.bits === 32 ? (v) => `typeof ${v}==="number"&&(${v}|0)===${v}&&${notMinusZero(v)}` : (v) => `Number.isSafeInteger(${v})&&${notMinusZero(v)}`;
    case "float":
      return (v) => `Number.isFinite(${v})&&${notMinusZero(v)}${type.bits === 32 ? `&&Math.fround(${v})===${v}` : ""}`;
    case "boolean":
      return (v) => `typeof ${v}==="boolean"`;
    case "instant":
      if (type.form === "date") return (v) => `${v} instanceof Date&&${v}.getTime()>=${firstInstant}&&${v}.getTime()<=${lastInstant}`;
      return type.fixed ? (v) => `typeof ${v}==="string"&&${v}.endsWith("Z")&&${v}.slice(0,4)!=="0000"` : undefined;
    case "date":
      return (v) => `typeof ${v}==="string"&&${v}.slice(0,4)!=="0000"`;
    case "time":
      return type.fixed ? (v) => `typeof ${v}==="string"` : undefined;
    case "decimal":
      return decimal?.min === undefined && decimal?.max === undefined ? (v) => proofOfDecimal(v, type.precision, type.scale) : undefined;
    case "bytes":
      return (v) => `${v} instanceof Uint8Array${type.max === undefined ? "" : `&&${v}.length<=${type.max}`}`;
    default:
      return undefined;
  }
}

const cleanText: Proof = (v) => `typeof ${v}==="string"&&${v}.isWellFormed()&&${v}.indexOf("\\0")<0`;
const notMinusZero: Proof = (v) => `!Object.is(${v},-0)`;

function proofOfDecimal(v: string, precision: number, scale: number): string {
  const whole = precision - scale;
  const integer = whole === 0 ? "0" : `(?:0|[1-9]\\d{0,${whole - 1}})`;
  const zero = `-0${scale === 0 ? "" : `.${"0".repeat(scale)}`}`;
  return `typeof ${v}==="string"&&/^-?${integer}${scale === 0 ? "" : `\\.\\d{${scale}}`}$/.test(${v})&&${v}!=="${zero}"`;
}

function proofOfValues(values: readonly (string | number | bigint | boolean)[]): Proof | undefined {
  if (values.length > 16) return undefined;
  const texts = values.map((value) => (typeof value === "bigint" ? `${value}n` : JSON.stringify(value)));
  const zero = values.includes(0);
  return (v) => `(${texts.map((text) => `${v}===${text}`).join("||")})${zero ? `&&${notMinusZero(v)}` : ""}`;
}

function uuidPattern(checks: readonly Check[]): string {
  const versions = checks.flatMap((check) =>
    "version" in check._zod.def && typeof check._zod.def.version === "string" ? [check._zod.def.version.slice(1)] : [],
  );
  return `/^[0-9a-f]{8}-[0-9a-f]{4}-${versions[0] ?? "[1-8]"}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/`;
}

/** Formats that are nothing but their pattern. */
const patternFormats = new Set(["regex", "email", "nanoid", "cuid2", "ulid", "date", "time", "datetime", "lowercase", "uppercase"]);

function proofOfCheck(check: Check, type: LogicalType): Proof | undefined {
  const def = check._zod.def as unknown as Readonly<Record<string, unknown>>;
  switch (def["check"]) {
    case "min_length":
      return type.kind === "text" ? (v) => `${v}.length>=${Number(def["minimum"])}` : undefined;
    case "max_length":
      return type.kind === "text" ? (v) => `${v}.length<=${Number(def["maximum"])}` : undefined;
    case "length_equals":
      return type.kind === "text" ? (v) => `${v}.length===${Number(def["length"])}` : undefined;
    case "greater_than":
      return comparison(def, ">");
    case "less_than":
      return comparison(def, "<");
    case "multiple_of":
      return type.kind === "integer" && (typeof def["value"] === "bigint" || Number.isSafeInteger(def["value"]))
        ? (v) => `${v}%${numeral(def["value"])}==0`
        : undefined;
    case "number_format":
      return def["format"] === "uint32" ? (v) => `${v}>=0&&${v}<=4294967295` : () => "";
    case "bigint_format":
      return def["format"] === "int64" ? () => "" : undefined;
    case "string_format":
      return proofOfFormat(def, type);
    case "custom":
      return type.kind === "bytes" && def["type"] === "custom" ? () => "" : undefined;
    default:
      return undefined;
  }
}

function comparison(def: Readonly<Record<string, unknown>>, sign: "<" | ">"): Proof | undefined {
  const operator = def["inclusive"] === true ? `${sign}=` : sign;
  const { value } = def;
  if (value instanceof Date) return (v) => `${v}.getTime()${operator}${value.getTime()}`;
  return typeof value === "bigint" || Number.isFinite(value) ? (v) => `${v}${operator}${numeral(value)}` : undefined;
}

function numeral(value: unknown): string {
  return typeof value === "bigint" ? `${value}n` : String(value);
}

function proofOfFormat(def: Readonly<Record<string, unknown>>, type: LogicalType): Proof | undefined {
  const format = String(def["format"]);
  if (type.kind === "uuid" && (format === "uuid" || format === "guid")) return () => "";
  if (type.kind === "decimal" && format === "decimal") return () => "";
  const { pattern } = def;
  if (!patternFormats.has(format) || def["fn"] !== undefined || !(pattern instanceof RegExp) || pattern.global || pattern.sticky) return undefined;
  return (v) => `${pattern}.test(${v})`;
}

import type { Codec, Codecs } from "../../dialect/codec.ts";
import type { LogicalType, LogicalTypeOf, ScalarType } from "../../sql/logical-type.ts";
import { atScale } from "./decimals.ts";
import { canonicalJson } from "./json-text.ts";
import { checkedDate, dateToInstant, datetimeToText, fixedTime, instantToDate, instantToText, isoToMoment, timeToText } from "./temporal.ts";
import { isTextDecimal } from "./types.ts";

/** Lists travel as one JSON text, read by `json_each(?)`. */
const jsonList = (values: readonly unknown[]): string => JSON.stringify(values);
/** For numbers and bigints. */
const numberList = (values: readonly unknown[]): string => `[${values.join(",")}]`;
const encodedList =
  (encode: (value: never) => unknown) =>
  (values: readonly never[]): string =>
    JSON.stringify(values.map(encode));

function unexpected(value: unknown, wanted: string): TypeError {
  return new TypeError(`it is ${value instanceof Uint8Array ? "binary data" : `a ${typeof value}`}, not ${wanted}`);
}

const textCodec: Codec = {
  decode: asText,
  decodeInline: (v, slow) => `(typeof ${v}==="string"?${v}:${slow})`,
  encodeList: jsonList,
};

/** Bound as bigint: drivers bind numbers as REAL. */
const integer: Codec = {
  encode: (value: number) => BigInt(value),
  encodeInline: (v) => `BigInt(${v})`,
  decode(value: unknown) {
    if (Number.isSafeInteger(value)) return value;
    throw typeof value === "number" ? new TypeError("it is not a whole number within 2^53") : unexpected(value, "a whole number");
  },
  decodeInline: (v, slow) => `(Number.isSafeInteger(${v})?${v}:${slow})`,
  encodeList: numberList,
};

/** Read through `cast(x as text)`, see `read` of the dialect. */
const bigInteger: Codec = {
  decode(value: unknown) {
    if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
    if (typeof value === "bigint") return value;
    if (Number.isSafeInteger(value)) return BigInt(value as number);
    throw unexpected(value, "a whole number");
  },
  encodeList: numberList,
};

const boolean: Codec = {
  encode: (value: boolean) => (value ? 1n : 0n),
  encodeInline: (v) => `(${v}?1n:0n)`,
  decode(value: unknown) {
    if (value === 1) return true;
    if (value === 0) return false;
    throw new TypeError("it is neither 0 nor 1");
  },
  decodeInline: (v, slow) => `(${v}===1?true:${v}===0?false:${slow})`,
  encodeList: (values: readonly boolean[]) => numberList(values.map(Number)),
};

const double: Codec = {
  decode: asNumber,
  decodeInline: (v, slow) => `(typeof ${v}==="number"?${v}:${slow})`,
  encodeList: encodedList(String),
};
const single: Codec = {
  decode: (value: unknown) => Math.fround(asNumber(value)),
  decodeInline: (v, slow) => `(typeof ${v}==="number"?Math.fround(${v}):${slow})`,
  encodeList: encodedList(String),
};

/** node:sqlite of Node 22 binds NULL for an empty array that has no memory; this one has some. */
const noBytes = new Uint8Array(new ArrayBuffer(1), 0, 0);
const held = (value: Uint8Array): Uint8Array => (value.length === 0 ? noBytes : value);

const bytes: Codec = {
  encode: held,
  decode(value: unknown) {
    if (value instanceof Uint8Array) return value.constructor === Uint8Array ? value : new Uint8Array(value);
    throw unexpected(value, "binary data");
  },
  encodeList: encodedList((value: Uint8Array) => hex(value)),
};

const json: Codec = {
  encode: (value: unknown) => JSON.stringify(value),
  encodeInline: (v) => `JSON.stringify(${v})`,
  decode: (value: unknown) => JSON.parse(asText(value)),
  encodeList: encodedList(canonicalJson),
};

const date: Codec = { decode: (value: unknown) => checkedDate(asText(value)), encodeList: jsonList };

export const codecs: Codecs = {
  text: () => textCodec,
  uuid: () => textCodec,
  integer: ({ bits }) => (bits === 64 ? bigInteger : integer),
  float: ({ bits }) => (bits === 64 ? double : single),
  decimal,
  boolean: () => boolean,
  instant,
  datetime({ precision, fixed }) {
    const encode = (value: string) => isoToMoment(value, precision);
    return { encode, decode: (value: unknown) => datetimeToText(asText(value), precision, fixed), encodeList: encodedList(encode) };
  },
  date: () => date,
  time({ precision, fixed }) {
    const encode = (value: string) => fixedTime(value, precision);
    return { encode, decode: (value: unknown) => timeToText(asText(value), precision, fixed), encodeList: encodedList(encode) };
  },
  bytes: () => bytes,
  json: () => json,
  enum: ({ values }) => (typeof values[0] === "number" ? integer : textCodec),
  array: ({ element }) => {
    const { to, from } = elementForm(element);
    const encode = (value: readonly unknown[]) => JSON.stringify(value.map((item) => (item === null ? null : to(item as never))));
    return {
      encode,
      decode(value: unknown) {
        const items: unknown = JSON.parse(asText(value));
        if (!Array.isArray(items)) throw new TypeError("it is no JSON array");
        return items.map((item) => (item === null ? null : from(item)));
      },
      encodeList: (values: readonly (readonly unknown[])[]) => JSON.stringify(values.map((value) => canonicalJson(JSON.parse(encode(value))))),
    };
  },
};

/** Up to 15 digits a number in a NUMERIC column, beyond that text. */
function decimal(type: LogicalTypeOf<"decimal">): Codec {
  const { precision, scale } = type;
  if (isTextDecimal(type)) return { decode: (value: unknown) => decimalText(value, scale), encodeList: jsonList };
  // toFixed is exact for what was written with 15 digits; of tiny negative numbers it would make "-0.00".
  const above = 10 ** (precision - scale);
  const smallest = 10 ** -scale;
  return {
    encode: (value: string) => Number(value),
    encodeInline: (v) => `Number(${v})`,
    decode(value: unknown) {
      const quick = typeof value === "number" && value < above && (value >= 0 || (value <= -smallest && value > -above));
      return quick ? value.toFixed(scale) : decimalText(value, scale);
    },
    decodeInline: (v, slow) => `(typeof ${v}==="number"&&${v}<${above}&&(${v}>=0||${v}<=${-smallest}&&${v}>${-above})?${v}.toFixed(${scale}):${slow})`,
    encodeList: (values: readonly string[]) => numberList(values.map(Number)),
  };
}

function decimalText(value: unknown, scale: number): string {
  if (typeof value === "number" || typeof value === "string") return atScale(value, scale);
  throw unexpected(value, "a decimal number");
}

function instant({ form, precision, fixed }: LogicalTypeOf<"instant">): Codec {
  if (form === "date") {
    const encode = (value: Date) => dateToInstant(value, precision);
    return { encode, decode: (value: unknown) => instantToDate(asText(value)), encodeList: encodedList(encode) };
  }
  const encode = (value: string) => isoToMoment(value, precision);
  return { encode, decode: (value: unknown) => instantToText(asText(value), precision, fixed), encodeList: encodedList(encode) };
}

/** How an element stands in the JSON text of an array. */
function elementForm(element: ScalarType): { to(value: never): unknown; from(value: unknown): unknown } {
  const same = (value: unknown) => value;
  switch (element.kind) {
    case "integer":
      return element.bits === 64 ? { to: String, from: (value) => decodeBy(element, value) } : { to: same, from: (value) => decodeBy(element, value) };
    case "boolean":
      return {
        to: same,
        from(value) {
          if (typeof value === "boolean") return value;
          throw unexpected(value, "a boolean");
        },
      };
    case "bytes":
      return { to: (value: Uint8Array) => hex(value), from: (value) => Uint8Array.from(Buffer.from(asText(value), "hex")) };
    case "json":
      return { to: same, from: same };
    case "decimal":
      return { to: same, from: (value) => atScale(value, element.scale) };
    case "enum":
    case "float":
      return { to: same, from: (value) => decodeBy(element, value) };
    default:
      return { to: (value) => encodeBy(element, value), from: (value) => decodeBy(element, value) };
  }
}

function codecOf(type: LogicalType): Codec {
  return (codecs[type.kind] as (type: LogicalType) => Codec)(type); // kind and type agree by construction
}
export function encodeBy(type: LogicalType, value: unknown): unknown {
  const { encode } = codecOf(type);
  return encode ? encode(value as never) : value;
}
function decodeBy(type: LogicalType, value: unknown): unknown {
  const { decode } = codecOf(type);
  return decode ? decode(value as never) : value;
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  throw unexpected(value, "text");
}
function asNumber(value: unknown): number {
  if (typeof value === "number") return value;
  throw unexpected(value, "a number");
}
export function hex(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex");
}

/** A value of no known column -> what drivers bind: a boolean as 0 or 1, a Date as text of milliseconds, plain objects and arrays as JSON. */
export function plain(value: unknown): unknown {
  switch (typeof value) {
    case "undefined":
      return null;
    case "boolean":
      return value ? 1n : 0n;
    case "number":
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case "object":
      if (value === null) return null;
      if (value instanceof Uint8Array) return held(value);
      return value instanceof Date ? dateToInstant(value, 3) : JSON.stringify(value);
    default:
      return value;
  }
}

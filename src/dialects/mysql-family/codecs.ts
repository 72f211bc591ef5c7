import type { Codec, Codecs } from "../../dialect/codec.ts";
import type { LogicalTypeOf } from "../../sql/logical-type.ts";
import { utcText } from "../standard/utc-text.ts";
import { arrayText, readArray } from "./json-elements.ts";
import { readDate, readDay, readMoment, readTime } from "./temporal.ts";
import { listTextLimit } from "./types.ts";

/** A list is the text of a JSON array, whatever its elements; `json_table` gives them their type. */
const numbers = (values: readonly (number | bigint)[]): string => `[${values.join(",")}]`;
const strings = (values: readonly string[]): string => JSON.stringify(values);

function text(type: LogicalTypeOf<"text">): Codec {
  const limit = listTextLimit(type);
  if (limit === undefined) return { encodeList: strings };
  return { encodeList: (values: readonly string[]) => JSON.stringify(values.filter((value) => fits(value, limit))) };
}
function fits(value: string, characters: number): boolean {
  return value.length <= characters || (value.length <= 2 * characters && [...value].length <= characters);
}

const uuid: Codec = { encodeList: (values: readonly string[]) => JSON.stringify(values.filter((value) => value.length === 36)) };

function readInteger(value: number | bigint | boolean): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error("it is not an integer that a JavaScript number holds exactly; declare the column as bigint");
  return number;
}
/** Small integers travel in four bytes; a larger JavaScript number would travel as a double. */
const writeInteger = (value: number): number | bigint => ((value | 0) === value ? value : BigInt(value));
const integer: Codec = {
  encode: writeInteger,
  encodeInline: (v) => `((${v}|0)===${v}?${v}:BigInt(${v}))`,
  decode: readInteger,
  encodeList: numbers,
};
const int32: Codec = { decode: readInteger, encodeList: numbers };
const bigInteger: Codec = { decode: (value: bigint | number) => BigInt(value), decodeInline: (v) => `BigInt(${v})`, encodeList: numbers };

const double: Codec = { encodeList: (values: readonly number[]) => JSON.stringify(values) };
const single: Codec = { decode: (value: number) => Math.fround(value), decodeInline: (v) => `Math.fround(${v})`, encodeList: double.encodeList };

/** TINYINT comes as a number, the result of an expression as a bigint, BIT(1) as a boolean. */
const boolean: Codec = {
  decode: (value: number | bigint | boolean) => Number(value) !== 0,
  decodeInline: (v) => `(Number(${v})!==0)`,
  encodeList: (values: readonly boolean[]) => numbers(values.map(Number)),
};

function instant(type: LogicalTypeOf<"instant">): Codec {
  if (type.form === "date") {
    return {
      encode: utcText,
      decode: readDate,
      encodeList: (values: readonly Date[]) => strings(values.map(utcText)),
    };
  }
  const { precision, fixed } = type;
  return {
    encode: (value: string) => value.slice(0, -1),
    encodeInline: (v) => `${v}.slice(0,-1)`,
    decode: (value: string) => `${readMoment(value, precision, fixed)}Z`,
    encodeList: (values: readonly string[]) => strings(values.map((value) => value.slice(0, -1))),
  };
}

function datetime({ precision, fixed }: LogicalTypeOf<"datetime">): Codec {
  return { decode: (value: string) => readMoment(value, precision, fixed), encodeList: strings };
}
function time({ precision, fixed }: LogicalTypeOf<"time">): Codec {
  return { decode: (value: string) => readTime(value, precision, fixed), encodeList: strings };
}
const date: Codec = { decode: readDay, encodeList: strings };

/** The connector's Buffer may be a window on the whole packet; rows get bytes of their own. */
const copyBytes = (value: Uint8Array): Uint8Array => new Uint8Array(value);
const asBuffer = (value: Uint8Array): Buffer => Buffer.from(value.buffer, value.byteOffset, value.byteLength);
function bytes({ max }: LogicalTypeOf<"bytes">): Codec {
  return {
    encode: asBuffer,
    decode: copyBytes,
    decodeInline: (v) => `new Uint8Array(${v})`,
    encodeList: (values: readonly Uint8Array[]) =>
      strings(values.filter((value) => max === undefined || value.length <= max).map((value) => asBuffer(value).toString("hex"))),
  };
}

const json: Codec = {
  encode: (value: unknown) => JSON.stringify(value),
  encodeInline: (v) => `JSON.stringify(${v})`,
  decode: (value: string) => JSON.parse(value),
  decodeInline: (v) => `JSON.parse(${v})`,
  encodeList: (values: readonly unknown[]) => JSON.stringify(values),
};

function array({ element }: LogicalTypeOf<"array">): Codec {
  const encode = (values: readonly never[]): string => arrayText(element, values);
  return {
    encode,
    decode: (value: string) => readArray(element, value),
    encodeList: (values: readonly (readonly never[])[]) => `[${values.map(encode).join(",")}]`,
  };
}

function enumeration(type: LogicalTypeOf<"enum">): Codec {
  if (typeof type.values[0] === "number") return integer;
  const known = new Set<unknown>(type.values);
  return { encodeList: (values: readonly string[]) => strings(values.filter((value) => known.has(value))) };
}

/** Values as the connector's binary protocol takes and gives them; dates, decimals and JSON are text there. */
export const codecs: Codecs = {
  text,
  uuid: () => uuid,
  integer: (type) => (type.bits === 64 ? bigInteger : type.bits === 32 ? int32 : integer),
  float: (type) => (type.bits === 32 ? single : double),
  decimal: () => ({ encodeList: strings }),
  boolean: () => boolean,
  instant,
  datetime,
  date: () => date,
  time,
  bytes,
  json: () => json,
  enum: enumeration,
  array,
};

import type { Codec, Codecs } from "../../dialect/codec.ts";
import type { LogicalTypeOf } from "../../sql/logical-type.ts";
import { quickMillis } from "../standard/quick-millis.ts";
import { utcText } from "../standard/utc-text.ts";
import { instantArray } from "./array-binary.ts";
import { arrayLiteral, parseArray, plainArrayLiteral } from "./array-text.ts";
import { canonicalDecimal } from "./decimal.ts";
import { checkDate, fractionText, momentDate, momentText, parseMoment, parseTime, timeText } from "./temporal.ts";

const same = (value: string): string => value;
const textList = (values: readonly string[]): string => arrayLiteral(values, same);

const text: Codec = { encodeList: textList };
const uuid: Codec = { encodeList: plainArrayLiteral };

export function safeInteger(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Error("it is not an integer that a JavaScript number holds exactly; declare the column as bigint");
  return value;
}
const integer: Codec = {
  decode: (v: string) => safeInteger(+v),
  decodeInline: (v, slow) => `(Number.isSafeInteger(+${v})?+${v}:${slow})`,
  encodeList: plainArrayLiteral,
};
const bigInteger: Codec = { decode: (v: string) => BigInt(v), encodeList: plainArrayLiteral };
const double: Codec = { decode: (v: string) => +v, decodeInline: (v) => `+${v}`, encodeList: plainArrayLiteral };
const single: Codec = { decode: (v: string) => Math.fround(+v), decodeInline: (v) => `Math.fround(${v})`, encodeList: plainArrayLiteral };
const boolean: Codec = { decode: (v: string) => v === "t", decodeInline: (v) => `${v}==="t"`, encodeList: plainArrayLiteral };

const writeDate = (value: Date): string => `${utcText(value)}Z`;
/** `2026-11-23 10:00:00.123+00`, which is what a session in UTC writes; anything else takes the long way. */
const utcPattern = /^(?!0000)(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;
function readDate(value: string): Date {
  const quick = value.endsWith("+00") ? quickMillis(value.slice(0, -3)) : undefined;
  if (quick !== undefined) return new Date(quick);
  const { day, micros } = parseMoment(value);
  return momentDate(day, micros);
}

/** For arrays within arrays, which travel as text. */
const dateList = (values: readonly Date[]): string => arrayLiteral(values, writeDate);

function instant(type: LogicalTypeOf<"instant">): Codec {
  if (type.form === "date") return { encode: writeDate, decode: readDate, encodeList: instantArray };
  const { precision, fixed } = type;
  const decode = (value: string): string => {
    const m = utcPattern.exec(value);
    if (m) return `${m[1]}T${m[2]}${fractionText(m[3] ?? "", precision, fixed)}Z`;
    const { day, micros } = parseMoment(value);
    return `${momentText(day, micros, precision, fixed)}Z`;
  };
  return { decode, encodeList: textList };
}

function datetime({ precision, fixed }: LogicalTypeOf<"datetime">): Codec {
  const decode = (value: string): string => {
    const { day, micros } = parseMoment(value);
    return momentText(day, micros, precision, fixed);
  };
  return { decode, encodeList: textList };
}

const date: Codec = { decode: checkDate, encodeList: textList };

function time({ precision, fixed }: LogicalTypeOf<"time">): Codec {
  return { decode: (value: string) => timeText(parseTime(value), precision, fixed), encodeList: textList };
}

const hex = (value: Uint8Array): string => `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
function readBytes(value: string): Uint8Array {
  if (!value.startsWith("\\x")) throw new Error("bytes must come in hexadecimal form; set bytea_output to hex");
  return new Uint8Array(Buffer.from(value.slice(2), "hex"));
}
/** A single value is sent as it is (the drivers send bytes in binary). */
const bytes: Codec = { decode: readBytes, encodeList: (values: readonly Uint8Array[]) => arrayLiteral(values, hex) };

const jsonText = (value: unknown): string => JSON.stringify(value);
const json: Codec = {
  encode: jsonText,
  encodeInline: (v) => `JSON.stringify(${v})`,
  decode: (value: string) => JSON.parse(value),
  encodeList: (values: readonly unknown[]) => arrayLiteral(values, jsonText),
};

function array(type: LogicalTypeOf<"array">): Codec {
  const element = codecs[type.element.kind](type.element as never);
  const { decode } = element;
  const { encodeList } = type.element.kind === "instant" && type.element.form === "date" ? { encodeList: dateList } : element;
  const encode = (values: readonly never[]): unknown => encodeList(values);
  return {
    encode,
    decode: decode ? (value: string) => parseArray(value).map((item) => (item === null ? null : decode(item as never))) : parseArray,
    encodeList: (values: readonly (readonly never[])[]) => arrayLiteral(values, (value) => String(encode(value))),
  };
}

/** Values as text, which is how all parameters and, without the binary reader, all results travel. */
export const codecs: Codecs = {
  text: () => text,
  uuid: () => uuid,
  integer: (type) => (type.bits === 64 ? bigInteger : integer),
  float: (type) => (type.bits === 32 ? single : double),
  decimal: ({ scale }) => ({ decode: (value: string) => canonicalDecimal(value, scale), encodeList: plainArrayLiteral }),
  boolean: () => boolean,
  instant,
  datetime,
  date: () => date,
  time,
  bytes: () => bytes,
  json: () => json,
  enum: (type) => (typeof type.values[0] === "number" ? integer : text),
  array,
};

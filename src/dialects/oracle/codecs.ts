import type { Codec, Codecs } from "../../dialect/codec.ts";
import type { LogicalTypeOf } from "../../sql/logical-type.ts";
import { canonicalJson } from "../standard/canonical-json.ts";
import { canonicalDecimal } from "../standard/decimal-text.ts";
import { decodeJsonArray, encodeJsonArray, hexText, numberList } from "../standard/json-list.ts";
import { readDay, readMoment, readMomentDate, readTime } from "../standard/temporal-text.ts";

const textList = (values: readonly unknown[]): string => JSON.stringify(values);

/** `YYYY-MM-DDTHH:MM:SS.fff` in UTC, with a point always: the form of the format mask that reads it. */
export function momentWire(value: Date | string): string {
  const text = (typeof value === "string" ? value : value.toISOString()).replace(/Z$/, "");
  return text.includes(".") ? text : `${text}.0`;
}
const momentList = (values: readonly (Date | string)[]): string => textList(values.map(momentWire));

const text: Codec = { encodeList: textList };

const integer: Codec = {
  decode: (value: number | string) => {
    const read = Number(value);
    if (!Number.isSafeInteger(read)) throw new Error("it is not an integer that a JavaScript number holds exactly; declare the column as bigint");
    return read;
  },
  encodeList: numberList,
};
/** Bound and read as text: the driver's numbers are doubles. */
const bigInteger: Codec = { encode: String, decode: (value: number | string) => BigInt(value), encodeList: numberList };

const boolean: Codec = {
  encode: (value: boolean) => (value ? 1 : 0),
  encodeInline: (v) => `(${v}?1:0)`,
  decode: (value: number | boolean) => value === 1 || value === true,
  encodeList: (values: readonly boolean[]) => numberList(values.map(Number)),
};

function instant({ form, precision, fixed }: LogicalTypeOf<"instant">): Codec {
  const decode = form === "date" ? readMomentDate : (value: string) => `${readMoment(value, precision, fixed)}Z`;
  return { encode: momentWire, decode, encodeList: momentList };
}

/** There is no type for times: text of a fixed width, which sorts as times do. */
function time({ precision, fixed }: LogicalTypeOf<"time">): Codec {
  const encode = (value: string): string => readTime(value, precision, true);
  return { encode, decode: (value: string) => readTime(value, precision, fixed), encodeList: (values: readonly string[]) => textList(values.map(encode)) };
}

/** BLOBs come as Buffers: the driver is told so (`fetchTypeHandler`). */
const bytes: Codec = {
  encode: (value: Uint8Array) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  decode: (value: Uint8Array) => new Uint8Array(value),
  encodeList: (values: readonly Uint8Array[]) => textList(values.map(hexText)),
};

const json: Codec = {
  encode: canonicalJson,
  decode: (value: string) => JSON.parse(value),
  encodeList: (values: readonly unknown[]) => textList(values.map(canonicalJson)),
};

function array({ element }: LogicalTypeOf<"array">): Codec {
  const encode = (values: readonly unknown[]): string => encodeJsonArray(values, element);
  return {
    encode,
    decode: (value: string) => decodeJsonArray(value, element),
    encodeList: (values: readonly (readonly unknown[])[]) => textList(values.map(encode)),
  };
}

/** Values as the driver takes them (text, numbers, buffers), and gives them for what `read` selects, with CLOBs as text. */
export const codecs: Codecs = {
  text: () => text,
  uuid: () => text,
  integer: (type) => (type.bits === 64 ? bigInteger : integer),
  float: (type) => ({ decode: (value: number) => (type.bits === 32 ? Math.fround(value) : value), encodeList: numberList }),
  decimal: ({ scale }) => ({ decode: (value: string | number) => canonicalDecimal(String(value), scale), encodeList: numberList }),
  boolean: () => boolean,
  instant,
  datetime: ({ precision, fixed }) => ({ encode: momentWire, decode: (value: string) => readMoment(value, precision, fixed), encodeList: momentList }),
  date: () => ({ decode: readDay, encodeList: textList }),
  time,
  bytes: () => bytes,
  json: () => json,
  enum: (type) => (typeof type.values[0] === "number" ? integer : text),
  array,
};

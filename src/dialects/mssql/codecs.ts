import type { Codec, Codecs } from "../../dialect/codec.ts";
import type { LogicalTypeOf } from "../../sql/logical-type.ts";
import { canonicalJson } from "../standard/canonical-json.ts";
import { canonicalDecimal } from "../standard/decimal-text.ts";
import { decodeJsonArray, encodeJsonArray, hexText, numberList } from "../standard/json-list.ts";
import { readDay, readMoment, readMomentDate, readTime } from "../standard/temporal-text.ts";

const textList = (values: readonly unknown[]): string => JSON.stringify(values);

/** `YYYY-MM-DDTHH:MM:SS.fff` in UTC: the form that `cast(... as datetime2)` reads alike under every language and date format. */
export function momentWire(value: Date | string): string {
  const text = typeof value === "string" ? value : value.toISOString();
  return text.endsWith("Z") ? text.slice(0, -1) : text;
}
const momentList = (values: readonly (Date | string)[]): string => textList(values.map(momentWire));

const text: Codec = { encodeList: textList };
const uuid: Codec = { decode: (value: string) => value.toLowerCase(), encodeList: textList };

/** `bigint` columns come as text, the smaller ones as numbers. */
const integer: Codec = {
  decode: (value: number | string) => {
    const read = Number(value);
    if (!Number.isSafeInteger(read)) throw new Error("it is not an integer that a JavaScript number holds exactly; declare the column as bigint");
    return read;
  },
  encodeList: numberList,
};
const bigInteger: Codec = { decode: (value: number | string) => BigInt(value), encodeList: numberList };

const boolean: Codec = { decode: (value: boolean | number) => value === true || value === 1, encodeList: textList };

function instant({ form, precision, fixed }: LogicalTypeOf<"instant">): Codec {
  if (form === "text") return { encode: momentWire, decode: (value: string) => `${readMoment(value, precision, fixed)}Z`, encodeList: momentList };
  return {
    encode: momentWire,
    decode: (value: Date | string) => (typeof value === "string" ? readMomentDate(value) : new Date(value)),
    encodeList: momentList,
  };
}

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

/** Values as the driver takes them without being told a type (text, numbers, bigints, booleans, buffers), and gives them for what `read` selects. */
export const codecs: Codecs = {
  text: () => text,
  uuid: () => uuid,
  integer: (type) => (type.bits === 64 ? bigInteger : integer),
  float: (type) => ({ decode: (value: number) => (type.bits === 32 ? Math.fround(value) : value), encodeList: numberList }),
  decimal: ({ scale }) => ({ decode: (value: string) => canonicalDecimal(String(value), scale), encodeList: numberList }),
  boolean: () => boolean,
  instant,
  datetime: ({ precision, fixed }) => ({ decode: (value: string) => readMoment(value, precision, fixed), encodeList: textList }),
  date: () => ({ decode: readDay, encodeList: textList }),
  time: ({ precision, fixed }) => ({ decode: (value: string) => readTime(value, precision, fixed), encodeList: textList }),
  bytes: () => bytes,
  json: () => json,
  enum: (type) => (typeof type.values[0] === "number" ? integer : text),
  array,
};

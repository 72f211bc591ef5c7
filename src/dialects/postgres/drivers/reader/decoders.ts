import type { LogicalType, LogicalTypeOf, ScalarType } from "../../../../sql/logical-type.ts";
import { safeInteger } from "../../codecs.ts";
import { arrayDecoder, elementOids } from "./array-decoder.ts";
import { type BinaryDecoder, wrongSize } from "./binary-decoder.ts";
import { decodeNumeric } from "./numeric.ts";
import { dateReaders, dayReader, instantTextReader, momentReader, timeReader } from "./time-decoders.ts";

export const oids = {
  bool: 16,
  bytea: 17,
  char: 18,
  name: 19,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  json: 114,
  float4: 700,
  float8: 701,
  unknown: 705,
  oid: 26,
  bpchar: 1042,
  varchar: 1043,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
} as const;

/**
 * The decoder for a column: by the OID the server described and the logical type that is wanted. Undefined where the two do not go together, or the
 * type is not one of ours: the statement then runs in text, whose codecs read whatever the server writes.
 */
export function decoderFor(oid: number, type: LogicalType): BinaryDecoder | undefined {
  if (type.kind !== "array") return scalarDecoder(oid, type);
  const elementOid = elementOids[oid];
  if (elementOid === undefined) return undefined;
  const element = scalarDecoder(elementOid, type.element);
  return element && { read: arrayDecoder(elementOid, element.read) };
}

type Choose<K extends ScalarType["kind"]> = (type: LogicalTypeOf<K>, oid: number) => BinaryDecoder | undefined;

/** Total over logical types, as the codecs are. */
const scalars: { readonly [K in ScalarType["kind"]]: Choose<K> } = {
  text: (_, oid) => textDecoder(oid),
  uuid: (_, oid) => (oid === oids.uuid ? uuid : textDecoder(oid)),
  integer: ({ bits }, oid) => (bits === 64 ? bigIntegers[oid] : integers[oid]),
  float: ({ bits }, oid) => floats[`${oid}/${bits}`],
  decimal: ({ scale }, oid) => (oid === oids.numeric ? { read: (b, s, l) => decodeNumeric(b, s, l, scale) } : undefined),
  boolean: (_, oid) => (oid === oids.bool ? boolean : undefined),
  instant: ({ form, precision, fixed }, oid) => {
    if (oid !== oids.timestamptz && oid !== oids.timestamp) return undefined;
    return form === "date" ? dateReaders : { read: instantTextReader(precision, fixed) };
  },
  datetime: ({ precision, fixed }, oid) => (oid === oids.timestamp ? { read: momentReader(precision, fixed) } : undefined),
  date: (_, oid) => (oid === oids.date ? { read: dayReader } : undefined),
  time: ({ precision, fixed }, oid) => (oid === oids.time ? { read: timeReader(precision, fixed) } : undefined),
  bytes: (_, oid) => (oid === oids.bytea ? bytes : undefined),
  json: (_, oid) => (oid === oids.jsonb ? jsonb : oid === oids.json ? json : undefined),
  enum: ({ values }, oid) => (typeof values[0] === "number" ? integers[oid] : textDecoder(oid)),
};

function scalarDecoder(oid: number, type: ScalarType): BinaryDecoder | undefined {
  return (scalars[type.kind] as Choose<ScalarType["kind"]>)(type as never, oid);
}

function textDecoder(oid: number): BinaryDecoder | undefined {
  return textOids.has(oid) ? text : undefined;
}

const textOids = new Set<number>([oids.text, oids.varchar, oids.bpchar, oids.name, oids.unknown]);
const text: BinaryDecoder = { read: (b, s, l) => b.toString("utf8", s, s + l), inline: "b.utf8Slice(s,s+l)" };
const boolean: BinaryDecoder = { read: (b, s, l) => (l === 1 ? b[s] === 1 : wrongSize(1, l)), inline: "(l===1?b[s]===1:wrongSize(1,l))" };

const int2: BinaryDecoder = { read: (b, s, l) => (l === 2 ? b.readInt16BE(s) : wrongSize(2, l)) };
const int4: BinaryDecoder = {
  read: (b, s, l) => (l === 4 ? b.readInt32BE(s) : wrongSize(4, l)),
  inline: "(l===4?b[s]<<24|b[s+1]<<16|b[s+2]<<8|b[s+3]:wrongSize(4,l))",
};
const int8: BinaryDecoder = { read: (b, s, l) => (l === 8 ? safeInteger(b.readInt32BE(s) * 4_294_967_296 + b.readUInt32BE(s + 4)) : wrongSize(8, l)) };
const integers: Readonly<Record<number, BinaryDecoder>> = { [oids.int2]: int2, [oids.int4]: int4, [oids.int8]: int8 };
const bigIntegers: Readonly<Record<number, BinaryDecoder>> = {
  [oids.int2]: { read: (b, s, l) => BigInt(l === 2 ? b.readInt16BE(s) : wrongSize(2, l)) },
  [oids.int4]: { read: (b, s, l) => BigInt(l === 4 ? b.readInt32BE(s) : wrongSize(4, l)) },
  [oids.int8]: { read: (b, s, l) => (l === 8 ? b.readBigInt64BE(s) : wrongSize(8, l)) },
};

const float8: BinaryDecoder = { read: (b, s, l) => (l === 8 ? b.readDoubleBE(s) : wrongSize(8, l)), inline: "(l===8?b.readDoubleBE(s):wrongSize(8,l))" };
/** A float4 column read as float64 goes through text: its shortest digits are another double than its bits. */
const floats: Readonly<Record<string, BinaryDecoder>> = {
  [`${oids.float8}/64`]: float8,
  [`${oids.float8}/32`]: { read: (b, s, l) => Math.fround(l === 8 ? b.readDoubleBE(s) : wrongSize(8, l)) },
  [`${oids.float4}/32`]: { read: (b, s, l) => (l === 4 ? b.readFloatBE(s) : wrongSize(4, l)) },
};

const uuid: BinaryDecoder = {
  read: (b, s, l) => {
    if (l !== 16) wrongSize(16, l);
    const h = b.toString("hex", s, s + 16);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  },
};

/** A copy: the buffer belongs to the socket. */
const bytes: BinaryDecoder = {
  read: (b, s, l) => {
    const copy = new Uint8Array(l);
    copy.set(b.subarray(s, s + l));
    return copy;
  },
};

const json: BinaryDecoder = { read: (b, s, l) => JSON.parse(b.toString("utf8", s, s + l)) };
const jsonb: BinaryDecoder = {
  read: (b, s, l) => {
    if (b[s] !== 1) throw new Error(`jsonb of version ${b[s]} is not known`);
    return JSON.parse(b.toString("utf8", s + 1, s + l));
  },
};

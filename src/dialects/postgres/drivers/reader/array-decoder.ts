import type { ReadBinary } from "./binary-decoder.ts";

/** OID of the elements by OID of the array. */
export const elementOids: Readonly<Record<number, number>> = {
  1000: 16,
  1001: 17,
  1003: 19,
  1005: 21,
  1007: 23,
  1009: 25,
  1014: 1042,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1115: 1114,
  1182: 1082,
  1183: 1083,
  1185: 1184,
  1231: 1700,
  199: 114,
  2951: 2950,
  3807: 3802,
};

/** Header of a one-dimensional array: dimensions, flags, OID of the elements; then length and lower bound. */
const headerBytes = 12;
const firstElement = 20;

export function arrayDecoder(elementOid: number, element: ReadBinary): ReadBinary {
  return (b, start, size) => {
    if (size < headerBytes) throw new Error("an array without its header");
    const dimensions = b.readInt32BE(start);
    if (dimensions === 0) return [];
    if (dimensions !== 1) throw new Error("an array of more than one dimension");
    if (b.readUInt32BE(start + 8) !== elementOid) throw new Error("the elements are of another type than the array");
    const count = b.readInt32BE(start + headerBytes);
    const values: unknown[] = [];
    let at = start + firstElement;
    for (let i = 0; i < count; i++) {
      const length = b.readInt32BE(at);
      at += 4;
      if (length < 0) values.push(null);
      else {
        values.push(element(b, at, length));
        at += length;
      }
    }
    return values;
  };
}

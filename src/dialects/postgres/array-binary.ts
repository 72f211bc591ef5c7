import { epochMillis } from "./temporal.ts";

const oidOfTimestamptz = 1184;
const headerBytes = 20;
const nullBytes = 4;
const instantBytes = 12;
const word = 4_294_967_296;

/** A `timestamptz[]` as the binary protocol has it: much faster than text, on both sides. */
export function instantArray(values: readonly (Date | null)[]): Buffer {
  let nulls = 0;
  for (const value of values) if (value === null) nulls++;
  const b = Buffer.allocUnsafe(headerBytes + (values.length - nulls) * instantBytes + nulls * nullBytes);
  b.writeInt32BE(1, 0); // dimensions
  b.writeInt32BE(nulls > 0 ? 1 : 0, 4);
  b.writeInt32BE(oidOfTimestamptz, 8);
  b.writeInt32BE(values.length, 12);
  b.writeInt32BE(1, 16); // first index
  let at = headerBytes;
  for (const value of values) {
    if (value === null) at = b.writeInt32BE(-1, at);
    else {
      at = b.writeInt32BE(8, at);
      at = writeMicros(b, value.getTime() - epochMillis, at);
    }
  }
  return b;
}

/** Microseconds need more than the 53 bits of a number: the upper and lower half are made apart. */
function writeMicros(b: Buffer, millis: number, at: number): number {
  const upper = Math.floor(millis / word);
  const low = (millis - upper * word) * 1000;
  const carry = Math.floor(low / word);
  const next = b.writeInt32BE(upper * 1000 + carry, at);
  return b.writeUInt32BE(low - carry * word, next);
}

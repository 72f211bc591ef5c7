import { dateText, dayMicros, epochDays, epochMillis, momentDate, momentText, timeText } from "../../temporal.ts";
import { type BinaryDecoder, type ReadBinary, wrongSize } from "./binary-decoder.ts";

const dayMicrosBig = 86_400_000_000n;
const maxInt64 = 0x7fff_ffff_ffff_ffffn;
const minInt64 = -0x8000_0000_0000_0000n;
/** High words of 2^52 microseconds: below it (1857 to 2142) plain arithmetic is exact, division by 1000 included. */
const exactHigh = 1_048_576;

function need(size: number, expected: number): void {
  if (size !== expected) wrongSize(expected, size);
}

/** Microseconds since 2000-01-01 00:00 as day since 1970 and microseconds of that day. */
function dayOf(b: Buffer, at: number): number {
  const high = b.readInt32BE(at);
  if (high > -exactHigh && high < exactHigh) return Math.floor((high * 4_294_967_296 + b.readUInt32BE(at + 4)) / dayMicros) + epochDays;
  const value = b.readBigInt64BE(at);
  if (value === maxInt64 || value === minInt64) throw new Error("it is infinite");
  const day = value / dayMicrosBig;
  return Number(value < 0n && day * dayMicrosBig !== value ? day - 1n : day) + epochDays;
}
function microsOf(b: Buffer, at: number, day: number): number {
  const high = b.readInt32BE(at);
  if (high > -exactHigh && high < exactHigh) return high * 4_294_967_296 + b.readUInt32BE(at + 4) - (day - epochDays) * dayMicros;
  return Number(b.readBigInt64BE(at) - BigInt(day - epochDays) * dayMicrosBig);
}

function readDate(b: Buffer, at: number, size: number): Date {
  need(size, 8);
  const high = b.readInt32BE(at);
  if (high > -exactHigh && high < exactHigh) return new Date(Math.floor((high * 4_294_967_296 + b.readUInt32BE(at + 4)) / 1000) + epochMillis);
  const day = dayOf(b, at);
  return momentDate(day, microsOf(b, at, day));
}

/** A Date, floored to milliseconds. */
export const dateReaders: BinaryDecoder = { read: readDate };

export function momentReader(precision: number, fixed: boolean): ReadBinary {
  return (b, at, size) => {
    need(size, 8);
    const day = dayOf(b, at);
    return momentText(day, microsOf(b, at, day), precision, fixed);
  };
}

export function instantTextReader(precision: number, fixed: boolean): ReadBinary {
  const read = momentReader(precision, fixed);
  return (b, at, size) => `${read(b, at, size)}Z`;
}

export function dayReader(b: Buffer, at: number, size: number): string {
  need(size, 4);
  return dateText(b.readInt32BE(at) + epochDays);
}

export function timeReader(precision: number, fixed: boolean): ReadBinary {
  return (b, at, size) => {
    need(size, 8);
    return timeText(b.readInt32BE(at) * 4_294_967_296 + b.readUInt32BE(at + 4), precision, fixed);
  };
}

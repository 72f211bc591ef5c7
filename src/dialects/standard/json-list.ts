import type { ScalarType } from "../../sql/logical-type.ts";
import { canonicalJson } from "./canonical-json.ts";

/** A JSON list of numbers from numbers, bigints or canonical decimals, digit by digit. */
export function numberList(values: readonly (number | bigint | string)[]): string {
  return `[${values.join(",")}]`;
}

export function hexText(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex");
}

/** An array column where it is stored as JSON: elements that JSON cannot hold (bigints, dates, bytes) are text. */
export function encodeJsonArray(values: readonly unknown[], element: ScalarType): string {
  return canonicalJson(values.map((value) => (value === null ? null : toJson(value, element))));
}

export function decodeJsonArray(text: string, element: ScalarType): unknown[] {
  const values: unknown = JSON.parse(text);
  if (!Array.isArray(values)) throw new Error("it is not a JSON list");
  return values.map((value) => (value === null ? null : fromJson(value, element)));
}

function toJson(value: unknown, element: ScalarType): unknown {
  if (typeof value === "bigint") return String(value);
  if (element.kind === "instant" && value instanceof Date) return value.toISOString();
  return value instanceof Uint8Array ? hexText(value) : value;
}

function fromJson(value: unknown, element: ScalarType): unknown {
  if (element.kind === "integer" && element.bits === 64) return BigInt(value as string | number);
  if (element.kind === "instant" && element.form === "date") return new Date(value as string);
  return element.kind === "bytes" ? new Uint8Array(Buffer.from(value as string, "hex")) : value;
}

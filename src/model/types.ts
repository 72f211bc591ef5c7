import * as z from "zod";
import { ConfigurationError } from "../kernel/errors.ts";
import { canonicalDecimal, compareDecimals } from "./decimal-text.ts";

/** Options of `decimal()`. Bounds are included and written as decimals: `"0.01"`. */
export interface DecimalOptions {
  /** All digits, 1 to 38. */
  readonly precision: number;
  /** Digits after the point, 0 to `precision`. Default 0. */
  readonly scale?: number;
  readonly min?: string;
  readonly max?: string;
}
export interface DecimalFacts {
  readonly precision: number;
  readonly scale: number;
  readonly min: string | undefined;
  readonly max: string | undefined;
}
export interface BytesFacts {
  readonly max: number | undefined;
}

/**
 * Facts stand on the function inside the schema's definition, which every clone (`.meta()`, `.brand()`, `.refine()`) carries along, under symbols that
 * survive two copies of the package.
 */
const decimalKey: unique symbol = Symbol.for("ormdantic.decimal") as never;
const bytesKey: unique symbol = Symbol.for("ormdantic.bytes") as never;

/** An exact decimal number, a string in rows: `decimal({ precision: 10, scale: 2 })` holds `"12.30"`. Refuses excess digits. */
export function decimal(options: DecimalOptions): z.ZodCustomStringFormat<"decimal"> {
  const { precision, scale = 0 } = options;
  if (!Number.isInteger(precision) || precision < 1 || precision > 38) throw badType(`decimal() takes a precision from 1 to 38, not ${precision}`);
  if (!Number.isInteger(scale) || scale < 0 || scale > precision) throw badType(`decimal() takes a scale from 0 to its precision ${precision}, not ${scale}`);
  const [min, max] = [options.min, options.max].map((bound) => {
    if (bound === undefined) return undefined;
    const canonical = canonicalDecimal(bound, precision, scale);
    if (canonical === undefined)
      throw badType(`decimal() has the bound ${JSON.stringify(bound)}, which is no number of ${precision} digits, ${scale} after the point`);
    return canonical;
  });
  const facts: DecimalFacts = { precision, scale, min, max };
  const fits = (text: string): boolean => {
    const canonical = canonicalDecimal(text, precision, scale);
    if (canonical === undefined) return false;
    return (min === undefined || compareDecimals(canonical, min) >= 0) && (max === undefined || compareDecimals(canonical, max) <= 0);
  };
  Object.defineProperty(fits, decimalKey, { value: facts });
  return z.stringFormat("decimal", fits, { error: () => decimalRule(facts) });
}

/** Binary data, a Uint8Array in rows. `max`: most bytes. */
export function bytes(options: { readonly max?: number } = {}): z.ZodCustom<Uint8Array, Uint8Array> {
  const { max } = options;
  if (max !== undefined && (!Number.isInteger(max) || max < 1)) throw badType(`bytes() takes a whole number of bytes from 1 as max, not ${max}`);
  const fits = (value: unknown): boolean => value instanceof Uint8Array && (max === undefined || value.length <= max);
  Object.defineProperty(fits, bytesKey, { value: { max } satisfies BytesFacts });
  return z.custom<Uint8Array>(fits, { error: () => (max === undefined ? "must be a Uint8Array" : `must be a Uint8Array of at most ${max} bytes`) });
}

export function decimalFacts(check: unknown): DecimalFacts | undefined {
  return typeof check === "function" ? (check as { readonly [decimalKey]?: DecimalFacts })[decimalKey] : undefined;
}
export function bytesFacts(check: unknown): BytesFacts | undefined {
  return typeof check === "function" ? (check as { readonly [bytesKey]?: BytesFacts })[bytesKey] : undefined;
}

function decimalRule({ precision, scale, min, max }: DecimalFacts): string {
  const bounds = `${min === undefined ? "" : `, at least ${min}`}${max === undefined ? "" : `, at most ${max}`}`;
  return `must be a decimal number with at most ${precision - scale} digits before and ${scale} after the point${bounds}`;
}

function badType(message: string): ConfigurationError {
  return new ConfigurationError("MODEL.BAD_TYPE", message);
}

/** Exact decimal numbers as text, of any scale: keys that order them, and sums. */

interface Parts {
  readonly negative: boolean;
  /** Without leading zeros; empty for zero. */
  readonly digits: string;
  /** Digits after the point; negative when zeros are missing before it. */
  readonly scale: number;
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

function partsOf(value: unknown): Parts {
  const match = typeof value === "string" || typeof value === "number" || typeof value === "bigint" ? pattern.exec(String(value)) : null;
  const [, sign, whole = "", part = "", exponent = "0"] = match ?? [];
  if (whole === "" && part === "") throw new TypeError("a value to be used as a decimal number is none");
  return { negative: sign === "-", digits: (whole + part).replace(/^0+/, ""), scale: part.length - Number(exponent) };
}

const middle = 50_000;

/**
 * Text whose binary order is the order of the numbers, whatever their scale: sign, exponent, digits; for negative numbers every digit is turned over
 * and the text ends with a character above all digits.
 */
export function decimalKey(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const { negative, digits, scale } = partsOf(value);
  if (digits === "") return "1";
  const exponent = String(middle + digits.length - scale).padStart(5, "0");
  const magnitude = exponent + digits.replace(/0+$/, "");
  return negative ? `0${magnitude.replace(/\d/g, (d) => String(9 - Number(d)))}~` : `2${magnitude}`;
}

export interface DecimalSum {
  /** The sum times 10 to the power of `scale`; undefined when there is no number. */
  readonly units: bigint | undefined;
  readonly scale: number;
  readonly count: number;
}
export const emptySum: DecimalSum = { units: undefined, scale: 0, count: 0 };

/** Adds a number; NULL changes nothing. */
export function addDecimal(sum: DecimalSum, value: unknown): DecimalSum {
  return value === null || value === undefined ? sum : added(sum, decimalUnits(value), 1n);
}
/** Takes a number out again that was added. */
export function subtractDecimal(sum: DecimalSum, value: unknown): DecimalSum {
  return value === null || value === undefined ? sum : added(sum, decimalUnits(value), -1n);
}

function added(sum: DecimalSum, value: Units, sign: bigint): DecimalSum {
  const scale = Math.max(sum.scale, value.scale);
  const before = (sum.units ?? 0n) * 10n ** BigInt(scale - sum.scale);
  const count = sum.count + Number(sign);
  return { units: count === 0 ? undefined : before + sign * value.units * 10n ** BigInt(scale - value.scale), scale, count };
}

interface Units {
  /** The number times 10 to the power of `scale`. */
  readonly units: bigint;
  readonly scale: number;
}

/** A number, exactly. */
export function decimalUnits(value: unknown): Units {
  const parts = partsOf(value);
  const scale = Math.max(parts.scale, 0);
  const magnitude = BigInt(parts.digits === "" ? "0" : parts.digits) * 10n ** BigInt(scale - parts.scale);
  return { units: parts.negative ? -magnitude : magnitude, scale };
}

/** The sum as text with as many digits after the point as the finest number had; null when there was none. */
export function sumText({ units, scale }: DecimalSum): string | null {
  return units === undefined ? null : unitsText(units, scale);
}

/** `units` divided by 10 to the power of `scale`, as text with exactly so many digits after the point. */
export function unitsText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const body = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${body}` : body;
}

/** Digits as stored or summed -> exactly `scale` digits after the point, no leading zeros, no minus zero; further digits are rounded half away from zero. */
export function atScale(value: unknown, scale: number): string {
  const parts = partsOf(value);
  const digits = parts.digits === "" ? "0" : parts.digits;
  const drop = parts.scale - scale;
  let units = drop <= 0 ? BigInt(digits) * 10n ** BigInt(-drop) : BigInt(digits) / 10n ** BigInt(drop);
  if (drop > 0 && (digits.padStart(drop, "0").at(-drop) ?? "0") >= "5") units += 1n;
  return unitsText(parts.negative ? -units : units, scale);
}

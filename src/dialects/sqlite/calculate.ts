import { decimalUnits, unitsText } from "./decimals.ts";

const operations = ["+", "-", "*", "/", "round", "floor", "ceil", "abs"] as const;
type Operation = (typeof operations)[number];

export function isOperation(value: unknown): value is Operation {
  return (operations as readonly unknown[]).includes(value);
}

/** Exact decimal arithmetic on texts or numbers. The outcome has `scale` digits after the point, rounded half away from zero; NULL for a division by 0. */
export function calculate(operation: Operation, left: unknown, right: unknown, scale: number): string | null {
  const a = decimalUnits(left);
  const b = decimalUnits(right);
  const common = Math.max(a.scale, b.scale, scale);
  const [x, y] = [a.units * power(common - a.scale), b.units * power(common - b.scale)];
  switch (operation) {
    case "+":
      return unitsText(rounded(x + y, common - scale), scale);
    case "-":
      return unitsText(rounded(x - y, common - scale), scale);
    case "*":
      return unitsText(rounded(a.units * b.units * power(scale), a.scale + b.scale), scale);
    case "/":
      return y === 0n ? null : unitsText(quotient(x * power(scale), y), scale);
    case "round":
      return unitsText(rounded(x, common - scale), scale);
    case "abs":
      return unitsText(rounded(x < 0n ? -x : x, common - scale), scale);
    case "floor":
      return unitsText(whole(a.units, a.scale, -1n) * power(scale), scale);
    case "ceil":
      return unitsText(whole(a.units, a.scale, 1n) * power(scale), scale);
  }
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** `units` without its last digits, rounded half away from zero. */
function rounded(units: bigint, digits: number): bigint {
  return quotient(units, power(digits));
}

function quotient(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [n, d] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const result = (2n * n + d) / (2n * d);
  return negative ? -result : result;
}

/** The whole number next below (`towards` -1) or above (1). */
function whole(units: bigint, scale: number, towards: bigint): bigint {
  const divisor = power(scale);
  const cut = units / divisor;
  const rest = units % divisor;
  return rest !== 0n && rest > 0n === towards > 0n ? cut + towards : cut;
}

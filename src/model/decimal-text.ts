/**
 * `"+007.5"` -> `"7.50"` at scale 2: exactly `scale` digits after the point, no plus sign, no leading zeros, no minus zero.
 * Undefined for what is no plain decimal, or has more digits than precision and scale allow (trailing zeros do not count).
 */
export function canonicalDecimal(text: string, precision: number, scale: number): string | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", part = ""] = match;
  if (whole === "" && part === "") return undefined;
  const digits = whole.replace(/^0+/, "");
  const decimals = part.replace(/0+$/, "");
  if (digits.length > precision - scale || decimals.length > scale) return undefined;
  const body = scale === 0 ? digits || "0" : `${digits || "0"}.${decimals.padEnd(scale, "0")}`;
  return sign === "-" && /[1-9]/.test(body) ? `-${body}` : body;
}

/** Compares two canonical decimals of one scale. */
export function compareDecimals(a: string, b: string): number {
  const difference = BigInt(a.replace(".", "")) - BigInt(b.replace(".", ""));
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

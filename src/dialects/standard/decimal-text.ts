/**
 * A plain decimal number as a server writes it (`.5`, `-0.50`, `3`), in canonical form: exactly `scale` digits after the point. Throws for other text
 * and for digits that the scale has no room for.
 */
export function canonicalDecimal(text: string, scale: number): string {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  const digits = `${match?.[2] ?? ""}${match?.[3] ?? ""}`;
  if (!match || digits === "") throw new Error("it is not a decimal number");
  const part = (match[3] ?? "").replace(/0+$/, "");
  if (part.length > scale) throw new Error(`it has more than ${scale} digits after the point`);
  const whole = (match[2] ?? "").replace(/^0+(?=\d)/, "") || "0";
  const sign = match[1] === "-" && /[1-9]/.test(digits) ? "-" : "";
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${part.padEnd(scale, "0")}`;
}

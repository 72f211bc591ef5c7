import { canonicalDecimal as canonical } from "../standard/decimal-text.ts";

/**
 * A number as the server writes it, in canonical form: exactly `scale` digits after the point. Text of a column with that scale comes so already; more
 * digits than the scale has room for (a column without one of its own), NaN and infinities are an error.
 */
export function canonicalDecimal(text: string, scale: number): string {
  const point = text.indexOf(".");
  const digits = point < 0 ? 0 : text.length - point - 1;
  const last = text.charCodeAt(text.length - 1);
  return digits === scale && last >= 48 && last <= 57 ? text : canonical(text, scale);
}

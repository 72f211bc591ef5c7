import { canonicalDecimal } from "../../decimal.ts";

const negative = 0x4000;
const special = 0xc000;

/** numeric: groups of four decimal digits, the weight of the first, the sign, and how many digits are shown after the point. */
export function decodeNumeric(b: Buffer, at: number, size: number, scale: number): string {
  return canonicalDecimal(numericText(b, at, size), scale);
}

/** The server's own text for the number. */
export function numericText(b: Buffer, at: number, size: number): string {
  const groups = b.readUInt16BE(at);
  const weight = b.readInt16BE(at + 2);
  const sign = b.readUInt16BE(at + 4);
  const shown = b.readUInt16BE(at + 6);
  if (sign === special || sign > special) return sign === special ? "NaN" : sign === 0xf000 ? "-Infinity" : "Infinity";
  if (size !== 8 + groups * 2) throw new Error(`the server sent ${size} bytes for a number of ${groups} groups of digits`);
  const group = (i: number): number => (i >= 0 && i < groups ? b.readUInt16BE(at + 8 + i * 2) : 0);
  let text = sign === negative ? "-" : "";
  if (weight < 0) text += "0";
  else {
    text += group(0);
    for (let i = 1; i <= weight; i++) text += four(group(i));
  }
  if (shown === 0) return text;
  let fraction = "";
  for (let i = weight + 1; fraction.length < shown; i++) fraction += four(group(i));
  return `${text}.${fraction.slice(0, shown)}`;
}

function four(group: number): string {
  return group < 1000 ? String(group).padStart(4, "0") : String(group);
}

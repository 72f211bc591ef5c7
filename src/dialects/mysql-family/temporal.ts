import { quickMillis } from "../standard/quick-millis.ts";

/** What the connector gives: `2026-11-23 10:00:00` with as many digits of a second as the column has. */
const momentPattern = /^(?!0000)(\d{4}-(?!00)\d\d-(?!00)\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{1,6}))?$/;
const datePattern = /^(?!0000)\d{4}-(?!00)\d\d-(?!00)\d\d$/;

/** Floored to milliseconds. Values of the session are UTC. */
export function readDate(text: string): Date {
  const quick = quickMillis(text);
  if (quick !== undefined) return new Date(quick);
  if (text.length >= 19 && !text.startsWith("0000")) {
    const time = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 23)}Z`);
    if (!Number.isNaN(time)) return new Date(time);
  }
  throw new Error("it is not a date and time of the years 1 to 9999");
}

/** YYYY-MM-DDTHH:MM:SS[.ffffff] */
export function readMoment(text: string, precision: number, fixed: boolean): string {
  const m = momentPattern.exec(text);
  if (!m) throw new Error("it is not a date and time of the years 1 to 9999");
  return `${m[1]}T${m[2]}${fraction(m[3] ?? "", precision, fixed)}`;
}

export function readTime(text: string, precision: number, fixed: boolean): string {
  const m = timePattern.exec(text);
  if (!m) throw new Error("it is not a time of a day");
  return text.slice(0, 8) + fraction(m[2] ?? "", precision, fixed);
}

export function readDay(text: string): string {
  if (!datePattern.test(text)) throw new Error("it is not a date of the years 1 to 9999");
  return text;
}

/** `.123`, or nothing: exactly `precision` digits when fixed, else as many as there are, `precision` at most. */
function fraction(digits: string, precision: number, fixed: boolean): string {
  const kept = digits.slice(0, precision);
  const shown = fixed ? kept.padEnd(precision, "0") : kept.replace(/0+$/, "");
  return shown === "" ? "" : `.${shown}`;
}

import { quickMillis } from "./quick-millis.ts";

const momentPattern = /^(?!0000)(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?$/;
const timePattern = /^(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?$/;
const datePattern = /^(?!0000)\d{4}-\d\d-\d\d/;

/** Text of a server without a zone (it is UTC), as a logical date-time: `T` between the parts, digits after the point cut to `precision`. */
export function readMoment(text: string, precision: number, fixed: boolean): string {
  const match = momentPattern.exec(text);
  if (!match) throw new Error("it is not a date and time of the years 1 to 9999");
  return `${match[1]}T${match[2]}${fraction(match[3] ?? "", precision, fixed)}`;
}

/** The same as a Date, floored to milliseconds. */
export function readMomentDate(text: string): Date {
  const quick = quickMillis(text);
  if (quick !== undefined) return new Date(quick);
  return new Date(`${readMoment(text, 3, true)}Z`);
}

export function readTime(text: string, precision: number, fixed: boolean): string {
  const match = timePattern.exec(text);
  if (!match) throw new Error("it is not a time of a day");
  return `${match[1]}${fraction(match[2] ?? "", precision, fixed)}`;
}

/** The day of a text that may go on with a time. */
export function readDay(text: string): string {
  const match = datePattern.exec(text);
  if (!match) throw new Error("it is not a date of the years 1 to 9999");
  return match[0];
}

/** `.123`, or nothing. Exactly `precision` digits when fixed, else without zeros at the end. */
function fraction(digits: string, precision: number, fixed: boolean): string {
  const cut = digits.slice(0, precision);
  const kept = fixed ? cut.padEnd(precision, "0") : cut.replace(/0+$/, "");
  return kept === "" ? "" : `.${kept}`;
}

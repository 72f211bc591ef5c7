import { quickMillis } from "../standard/quick-millis.ts";
import { utcText } from "../standard/utc-text.ts";

/**
 * Dates and times as SQLite holds them here: fixed-width text, so that text order is order in time. `YYYY-MM-DD HH:MM:SS[.ffffff]`, in UTC for instants.
 */

/** A second (milliseconds since 1970, floored to whole seconds) and the digits after the point. */
interface Moment {
  readonly second: number;
  readonly digits: string;
  readonly zoned: boolean;
}

const momentPattern = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?)?$/i;
/** Our own form, with a day that every month has: needs no further check. */
const plainPattern = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?$/;
const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/;
const datePattern = /^\d{4}-\d\d-\d\d$/;

/** Text of an instant -> Date, floored to milliseconds. Takes ISO 8601 forms; text without a zone is UTC. Throws for what is no point in time. */
export function instantToDate(text: string): Date {
  const quick = quickMillis(text);
  if (quick !== undefined) return new Date(quick);
  const { second, digits } = parseMoment(text);
  return new Date(second + Number(digits.slice(0, 3).padEnd(3, "0")));
}

/** Text of an instant -> ISO 8601 in UTC with Z. */
export function instantToText(text: string, precision: number, fixed: boolean): string {
  return `${momentToText(text, precision, fixed, true)}Z`;
}

/** Text of a date and time without zone -> `YYYY-MM-DDTHH:MM:SS[.ffffff]`. Throws when the text names a zone. */
export function datetimeToText(text: string, precision: number, fixed: boolean): string {
  return momentToText(text, precision, fixed, false);
}

export function timeToText(text: string, precision: number, fixed: boolean): string {
  if (!timePattern.test(text)) throw new TypeError("it is not a time of day like 10:30:00");
  return text.length === 5 ? `${text}:00${fraction("", precision, fixed)}` : text.slice(0, 8) + fraction(text.slice(9), precision, fixed);
}

export function checkedDate(text: string): string {
  if (!datePattern.test(text)) throw new TypeError("it is not a date like 2026-11-23");
  parseMoment(text);
  return text;
}

/** Date -> text of `precision` digits after the point. */
export function dateToInstant(date: Date, precision: number): string {
  const text = utcText(date);
  return precision === 3 ? text : `${text.slice(0, 11)}${fixedTime(text.slice(11), precision)}`;
}

/** `YYYY-MM-DDTHH:MM:SS[.ffffff][Z]` -> text of `precision` digits after the point. */
export function isoToMoment(iso: string, precision: number): string {
  return `${iso.slice(0, 10)} ${fixedTime(iso.endsWith("Z") ? iso.slice(11, -1) : iso.slice(11), precision)}`;
}

/** HH:MM:SS[.ffffff] with exactly `precision` digits. */
export function fixedTime(time: string, precision: number): string {
  if (precision === 0) return time.slice(0, 8);
  return (time.length === 8 ? `${time}.` : time.slice(0, 9 + precision)).padEnd(9 + precision, "0");
}

function momentToText(text: string, precision: number, fixed: boolean, zoned: boolean): string {
  if (plainPattern.test(text)) return `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction(text.slice(20), precision, fixed)}`;
  const moment = parseMoment(text);
  if (moment.zoned && !zoned) throw new TypeError("it names a time zone, and the column holds times without one");
  return new Date(moment.second).toISOString().slice(0, 19) + fraction(moment.digits, precision, fixed);
}

/** `.123`, cut to `precision` digits; without trailing zeros unless fixed. */
function fraction(digits: string, precision: number, fixed: boolean): string {
  let kept = digits.slice(0, precision);
  if (fixed) kept = kept.padEnd(precision, "0");
  else {
    let end = kept.length;
    while (end > 0 && kept.charCodeAt(end - 1) === 48) end--;
    kept = kept.slice(0, end);
  }
  return kept === "" ? "" : `.${kept}`;
}

function parseMoment(text: string): Moment {
  const m = momentPattern.exec(text);
  if (!m) throw new TypeError("it is not a date and time in an ISO 8601 form");
  const [year, month, day, hour, minute, seconds] = [m[1], m[2], m[3], m[4], m[5], m[6]].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day || date.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || seconds > 59)
    throw new TypeError("it is no day or time of the calendar");
  const offset = (m[9] === "-" ? -1 : 1) * (Number(m[10] ?? 0) * 60 + Number(m[11] ?? 0));
  const second = date.setUTCHours(hour, minute, seconds) - offset * 60_000;
  const utcYear = new Date(second).getUTCFullYear();
  if (utcYear < 1 || utcYear > 9999) throw new TypeError("it is outside the years 1 to 9999");
  return { second, digits: m[7] ?? "", zoned: m[8] !== undefined || m[9] !== undefined };
}

/** Dates and times between text, the numbers of the binary protocol and logical values. Days count from 1970-01-01, times in microseconds. */

export const dayMicros = 86_400_000_000;
/** The binary protocol counts from 2000-01-01. */
export const epochDays = 10_957;
export const epochMillis = 946_684_800_000;

const firstDay = -719_162; // 0001-01-01
const lastDay = 2_932_896; // 9999-12-31

export function checkDay(day: number): number {
  if (!(day >= firstDay && day <= lastDay)) throw new Error("it is outside the years 1 to 9999");
  return day;
}

export function dateText(day: number): string {
  checkDay(day);
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** HH:MM:SS with as many digits of a second as there are (`precision` at most, cut off), or exactly `precision` when fixed. */
export function timeText(micros: number, precision: number, fixed: boolean): string {
  if (!(micros >= 0 && micros < dayMicros)) throw new Error("it is not a time of a day");
  const seconds = Math.floor(micros / 1_000_000);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return clock + fractionText(String(micros - seconds * 1_000_000).padStart(6, "0"), precision, fixed);
}

/** `.123`, or nothing; takes up to six digits. */
export function fractionText(digits: string, precision: number, fixed: boolean): string {
  let kept = digits.slice(0, precision);
  if (fixed) kept = kept.padEnd(precision, "0");
  else {
    let end = kept.length;
    while (end > 0 && kept.charCodeAt(end - 1) === 48) end--;
    kept = kept.slice(0, end);
  }
  return kept === "" ? "" : `.${kept}`;
}

export function momentText(day: number, micros: number, precision: number, fixed: boolean): string {
  return `${dateText(day)}T${timeText(micros, precision, fixed)}`;
}

/** Floored to milliseconds, before 1970 too. */
export function momentDate(day: number, micros: number): Date {
  return new Date(checkDay(day) * 86_400_000 + Math.floor(micros / 1000));
}

const timestampPattern = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?|Z)?$/;
const timePattern = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/;
const datePattern = /^\d{4}-\d\d-\d\d$/;

export interface Moment {
  readonly day: number;
  readonly micros: number;
}

/** Reads `2026-11-23 10:00:00.123+00`; without a zone it is UTC. */
export function parseMoment(text: string): Moment {
  const m = timestampPattern.exec(text);
  if (!m) throw new Error("it is not a date and time of the years 1 to 9999");
  const day = daysOf(`${m[1]}-${m[2]}-${m[3]}`);
  let micros = (Number(m[4]) * 3600 + Number(m[5]) * 60 + Number(m[6])) * 1_000_000 + Number((m[7] ?? "").padEnd(6, "0"));
  if (m[8] === undefined) return { day, micros };
  const offset = (Number(m[9]) * 3600 + Number(m[10] ?? 0) * 60 + Number(m[11] ?? 0)) * 1_000_000;
  micros += m[8] === "-" ? offset : -offset;
  const carry = Math.floor(micros / dayMicros);
  return { day: checkDay(day + carry), micros: micros - carry * dayMicros };
}

export function parseTime(text: string): number {
  const m = timePattern.exec(text);
  if (!m) throw new Error("it is not a time of a day");
  return (Number(m[1]) * 3600 + Number(m[2]) * 60 + Number(m[3])) * 1_000_000 + Number((m[4] ?? "").padEnd(6, "0"));
}

export function checkDate(text: string): string {
  if (!datePattern.test(text) || text.startsWith("0000")) throw new Error("it is not a date of the years 1 to 9999");
  return text;
}

function daysOf(date: string): number {
  return checkDay(Date.parse(`${checkDate(date)}T00:00:00Z`) / 86_400_000);
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

import { Unfit } from "./unfit.ts";

interface Fraction {
  readonly precision: number;
  readonly fixed: boolean;
}

const dateForm = /^(\d{4})-(\d\d)-(\d\d)$/;
const timeForm = /^(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?$/;
const dateTimeForm = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/;
/** 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z in milliseconds. */
export const firstInstant = -62_135_596_800_000;
export const lastInstant = 253_402_300_799_999;

/** Years 1 to 9999, in UTC: what every database holds. */
export function isStorableDate(value: Date): boolean {
  const time = value.getTime();
  return time >= firstInstant && time <= lastInstant;
}

export function canonicalDate(text: string): string {
  const match = dateForm.exec(text);
  if (!match) throw new Unfit("is not a date of the form YYYY-MM-DD");
  const [, year, month, day] = match;
  if (year === "0000") throw new Unfit("lies outside the years 1 to 9999");
  const date = new Date(`${text}T00:00:00Z`);
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) throw new Unfit("is a date that does not exist");
  return text;
}

export function canonicalTime(text: string, fraction: Fraction): string {
  const match = timeForm.exec(text);
  if (!match) throw new Unfit("is not a time of the form HH:MM:SS");
  const [, minutes = "", seconds = "00", digits = ""] = match;
  if (minutes > "23:59" || minutes.slice(3) > "59" || seconds > "59") throw new Unfit("is a time that does not exist");
  return `${minutes}:${seconds}${fractionText(digits, fraction)}`;
}

export function canonicalDateTime(text: string, fraction: Fraction): string {
  const match = dateTimeForm.exec(text);
  if (!match) throw new Unfit("is not a date and time of the form YYYY-MM-DDTHH:MM:SS");
  const [, date = "", time = "", zone] = match;
  if (zone !== undefined) throw new Unfit("has a time zone, but its column holds local times: leave the zone out, or use z.iso.datetime() without local");
  return `${canonicalDate(date)}T${canonicalTime(time, fraction)}`;
}

/** UTC with Z. The fraction is kept as text, so microseconds survive. */
export function canonicalInstant(text: string, fraction: Fraction): string {
  const match = dateTimeForm.exec(text);
  const [, date = "", time = "", zone] = match ?? [];
  if (!match || zone === undefined) throw new Unfit("is not an ISO 8601 date and time with Z or an offset");
  const local = `${canonicalDate(date)}T${canonicalTime(time, fraction)}`;
  if (zone === "Z") return `${local}Z`;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  const shift = (hours * 60 + minutes) * (zone.startsWith("-") ? 60_000 : -60_000);
  const utc = new Date(Date.parse(`${local.slice(0, 19)}Z`) + shift);
  if (!isStorableDate(utc)) throw new Unfit("lies outside the years 1 to 9999");
  return `${utc.toISOString().slice(0, 19)}${local.slice(19)}Z`;
}

function fractionText(digits: string, { precision, fixed }: Fraction): string {
  const significant = digits.replace(/0+$/, "");
  if (significant.length > precision) throw new Unfit(`has more than ${precision} digits of a second`);
  const written = fixed ? significant.padEnd(precision, "0") : significant;
  return written === "" ? "" : `.${written}`;
}

const dayMillis = 86_400_000;
/** 00 to 99. */
const pairs = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));

/** `YYYY-MM-DD HH:MM:SS.mmm` in UTC of an instant of the years 1 to 9999. Several times faster than `toISOString`. */
export function utcText(date: Date): string {
  const time = date.getTime();
  const day = Math.floor(time / dayMillis);
  let rest = time - day * dayMillis;
  const hour = Math.floor(rest / 3_600_000);
  rest -= hour * 3_600_000;
  const minute = Math.floor(rest / 60_000);
  rest -= minute * 60_000;
  const second = Math.floor(rest / 1000);
  rest -= second * 1000;
  const milli = rest < 10 ? `00${rest}` : rest < 100 ? `0${rest}` : rest;
  return `${dayText(day)} ${pairs[hour]}:${pairs[minute]}:${pairs[second]}.${milli}`;
}

/** The day of the calendar, counted in years that begin in March: the leap day is then the last one. */
function dayText(day: number): string {
  const fromMarch = day + 719_468;
  const cycle = Math.floor(fromMarch / 146_097);
  const dayOfCycle = fromMarch - cycle * 146_097;
  const yearOfCycle = Math.floor((dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) / 365);
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const fifth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fifth < 10 ? fifth + 3 : fifth - 9;
  const year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0);
  return `${pairs[Math.floor(year / 100)]}${pairs[year % 100]}-${pairs[month]}-${pairs[dayOfYear - Math.floor((153 * fifth + 2) / 5) + 1]}`;
}

/** Days that the months have in every year. */
const monthDays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Milliseconds since 1970, floored, of `YYYY-MM-DD HH:MM:SS[.fff...]` in years from 100; undefined for every other text, and for February 29.
 * Many times faster than a pattern and `Date.parse`.
 */
export function quickMillis(text: string): number | undefined {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 32 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58)
    return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  const milli = millis(text);
  // Comparisons with NaN are false, so that anything but digits falls through.
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= (monthDays[month] ?? 0))) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59 && milli <= 999)) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, milli);
}

/** The digits after the point; NaN when something else stands there. */
function millis(text: string): number {
  const { length } = text;
  if (length === 19) return 0;
  if (length < 21 || text.charCodeAt(19) !== 46) return Number.NaN;
  let milli = digit(text, 20) * 100;
  if (length > 21) milli += digit(text, 21) * 10;
  if (length > 22) milli += digit(text, 22);
  for (let at = 23; at < length; at++) milli += digit(text, at) * 0;
  return milli;
}

function two(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : Number.NaN;
}

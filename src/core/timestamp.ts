import { compileZone, type OffsetAt } from './zone.ts';

/** RFC 3339, section 5.6, with or without seconds; without an offset, the time of the clocks; a date alone is its midnight. */
export const TIMESTAMP = new RegExp(
  '^(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])' +
    '(?:[Tt ](?:[01]\\d|2[0-3]):[0-5]\\d(?::(?:[0-5]\\d|60)(?:\\.\\d+)?)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)?)?$',
);

/** A longer text is not a timestamp. */
const LONGEST = 64;
const HOUR = 3600;
const DAY = 24 * HOUR;
const ZERO = 0x30;
const COLON = 0x3a;
const MINUS = 0x2d;
const PLUS = 0x2b;

/** Finds the hour of the clocks for a text, counted from the first of 1970; NaN for a text that is not a timestamp. */
export type LocalHour = (text: string) => number;

/** Prepares timestamps in a zone. @throws {RangeError} for a zone that does not exist */
export function compileLocalHour(zone: string): LocalHour {
  const offsetAt = compileZone(zone);
  return (text) => {
    if (text.length > LONGEST || !TIMESTAMP.test(text)) return Number.NaN;
    const [year, month, day] = [100 * digits(text, 0) + digits(text, 2), digits(text, 5), digits(text, 8)];
    if (day > daysOfMonth(year, month)) return Number.NaN;
    const midnight = DAY * daysBefore(year, month, day);
    if (text.length === 10) return midnight / HOUR;
    const hasSeconds = text.charCodeAt(16) === COLON;
    const seconds = midnight + digits(text, 11) * HOUR + digits(text, 14) * 60 + (hasSeconds ? digits(text, 17) : 0);
    const offset = offsetOf(text);
    return offset === undefined ? Math.floor(seconds / HOUR) : hourAt(seconds - offset, offsetAt);
  };
}

/** The hour of the clocks of a zone at an instant, in seconds since 1970 began in UTC. */
export function hourAt(instant: number, offsetAt: OffsetAt): number {
  return Math.floor((instant + offsetAt(instant)) / HOUR);
}

/** An hour of the clocks as text: `2027-02-05T18:00`. */
export function hourText(localHour: number): string {
  return new Date(localHour * HOUR * 1000).toISOString().slice(0, 16);
}

/** The offset at the end of a text such as `…Z` or `…-03:00`, in seconds; undefined if there is none. */
function offsetOf(text: string): number | undefined {
  const end = text.length;
  if ((text.charCodeAt(end - 1) | 0x20) === 0x7a) return 0;
  const sign = text.charCodeAt(end - 6);
  if (end < 22 || (sign !== MINUS && sign !== PLUS)) return undefined;
  const size = digits(text, end - 5) * HOUR + digits(text, end - 2) * 60;
  return sign === MINUS ? -size : size;
}

/** The number that two digits of a text are. */
function digits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - ZERO) + text.charCodeAt(at + 1) - ZERO;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && year !== 1900 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from the first of 1970 to a date of the years 1900 to 2099. */
function daysBefore(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / (1000 * DAY);
}

/** The parts of a timestamp, and how many values each has: all count from 0, weekdays from Monday. */
export const PARTS = { hour: 24, weekday: 7, day: 31, month: 12, 'day-of-year': 366 } as const;

export type Part = keyof typeof PARTS;

export const PART_NAMES = Object.keys(PARTS) as Part[];

/** Days before each month of a year that has a 29 February. */
export const DAYS_BEFORE: readonly number[] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];

/** 1 January 1970 was a Thursday. */
const FIRST_WEEKDAY = 3;

/** A part of an hour that is counted from the first of 1970. Every year has 366 days of the year, most without the 60th. */
export function partOf(part: Part, localHour: number): number {
  if (part === 'hour') return modulo(localHour, 24);
  const days = Math.floor(localHour / 24);
  if (part === 'weekday') return modulo(days + FIRST_WEEKDAY, 7);
  // Days since 1 March of a year divisible by 400: in such years the leap day is the last (H. Hinnant, civil_from_days).
  const dayOfEra = modulo(days + 719_468, 146_097);
  const leapDays = Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra + leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5);
  const month = (fromMarch + 2) % 12;
  if (part === 'day') return day;
  return part === 'month' ? month : DAYS_BEFORE[month]! + day;
}

function modulo(value: number, divisor: number): number {
  return value - divisor * Math.floor(value / divisor);
}

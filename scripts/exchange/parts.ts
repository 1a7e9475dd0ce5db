import { PARTS, type Part } from '../../src/core/parts.ts';

/** The first value of each part of a timestamp, as people count. */
export const FIRST_OF_PART: Record<Part, number> = { hour: 0, weekday: 1, day: 1, month: 1, 'day-of-year': 1 };

/** Number of windows of days in a year. */
export function windowCount({ width = 1 }: { width?: number | undefined }): number {
  return Math.ceil(PARTS['day-of-year'] / width);
}

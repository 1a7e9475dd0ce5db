import type { Column } from './column.ts';

/** A field that is derived from a date. */
export interface DatePart {
  name: string;
  type: 'integer' | 'category';
  value: string;
  description: string;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * Month, day and weekday of a date, and its hour if it has a time of day. These recur in new rows; the date itself does
 * not.
 */
export function dateParts({ name, value }: Column, hasTime: boolean): DatePart[] {
  const parts: DatePart[] = [
    { name: `${name}_month`, type: 'integer', value: `month(${value})`, description: `Month of ${name}` },
    { name: `${name}_day`, type: 'integer', value: `day(${value})`, description: `Day of the month of ${name}` },
    {
      name: `${name}_weekday`,
      type: 'category',
      value: `dayname(${value})`,
      description: `Weekday of ${name}, in English`,
    },
  ];
  if (!hasTime) return parts;
  return [...parts, { name: `${name}_hour`, type: 'integer', value: `hour(${value})`, description: `Hour of ${name}` }];
}

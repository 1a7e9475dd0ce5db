import type { Column } from './column.ts';

/** Something that a date tells. */
export interface DatePart {
  name: string;
  type: 'integer' | 'category';
  value: string;
  description: string;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * Month, day and weekday of a date, and its hour when it has a time of day: what comes round again, unlike the date
 * itself.
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

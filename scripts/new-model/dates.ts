import type { Column } from './column.ts';

/** A field that is derived from a date. */
export interface DatePart {
  name: string;
  type: 'integer' | 'category';
  value: string;
  description: string;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Month, day, weekday and, if it has a time of day, hour of a date. They recur in new rows; the date itself does not. */
export function dateParts({ name, value, about }: Column, hasTime: boolean): DatePart[] {
  const month = part('month', 'integer', 'month', `Month of ${name}`);
  const day = part('day', 'integer', 'day', `Day of the month of ${name}`);
  const weekday = part('weekday', 'category', 'dayname', `Weekday of ${name}, in English`);
  const hour = part('hour', 'integer', 'hour', `Hour of ${name}`);
  return hasTime ? [month, day, weekday, hour] : [month, day, weekday];

  function part(suffix: string, type: DatePart['type'], sql: string, description: string): DatePart {
    const read = about === undefined ? '' : `; ${about}`;
    return { name: `${name}_${suffix}`, type, value: `${sql}(${value})`, description: `${description}${read}` };
  }
}

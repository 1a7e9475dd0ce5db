import type { Field } from '../../core/artifact.ts';
import type { Row } from '../api/model.ts';
import { weekdayCategories } from './weekday.ts';

/** The fields of a model that together make a date. */
export interface Calendar {
  month: string;
  day: string;
  /** The name of the field, and its categories from Sunday to Saturday. */
  weekday: { name: string; categories: readonly string[] };
}

/**
 * Finds the fields that a date determines, without configuration: one category of the seven weekdays, one integer that
 * can only be a month (within 1–12), and one that can only be a day of the month (within 1–31, beyond 12). Undefined if
 * one is missing or ambiguous; each field then has its own control.
 */
export function findCalendar(fields: readonly Field[]): Calendar | undefined {
  const integers = fields.filter((field) => field.type === 'integer').filter(({ minimum }) => minimum >= 1);
  const months = integers.filter(({ maximum }) => maximum <= 12);
  const days = integers.filter(({ maximum }) => maximum > 12 && maximum <= 31);
  const weekdays = fields.flatMap((field) => {
    const categories = field.type === 'category' ? weekdayCategories(field.vocabulary) : undefined;
    return categories ? [{ name: field.name, categories }] : [];
  });
  if (months.length !== 1 || days.length !== 1 || weekdays.length !== 1) return undefined;
  return { month: months[0]!.name, day: days[0]!.name, weekday: weekdays[0]! };
}

/** The values of the calendar fields for a date, `YYYY-MM-DD`; none for text that is not a date. */
export function dateValues({ month, day, weekday }: Calendar, date: string): Row {
  const time = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(time.getTime())) return {};
  return {
    [month]: time.getUTCMonth() + 1,
    [day]: time.getUTCDate(),
    [weekday.name]: weekday.categories[time.getUTCDay()]!,
  };
}

/** Whether values are within the ranges of the model's integer fields, which may cover only part of the year. */
export function isInRange(fields: readonly Field[], values: Row): boolean {
  return fields.every((field) => {
    const value = values[field.name];
    return field.type !== 'integer' || typeof value !== 'number' || (value >= field.minimum && value <= field.maximum);
  });
}

/** The first date within a year of the given one that the model accepts; the given one if there is none. */
export function nextDate(calendar: Calendar, fields: readonly Field[], date: string): string {
  const days = Array.from({ length: 366 }, (_, days) => addDays(date, days));
  return days.find((day) => isInRange(fields, dateValues(calendar, day))) ?? date;
}

/** The date that many days later; both dates are `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  const time = new Date(`${date}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return time.toISOString().slice(0, 10);
}

/** Today in the visitor's time zone, `YYYY-MM-DD`. */
export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

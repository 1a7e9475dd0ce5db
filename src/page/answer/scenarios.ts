import type { Field } from '../../core/artifact.ts';
import { isDiscrete, knownCount } from '../../core/cell.ts';
import { cellValue } from '../../core/decode.ts';
import type { Row } from '../api/model.ts';
import { addDays, type Calendar, dateValues, isInRange } from '../words/calendar.ts';
import { isHour } from '../words/hour.ts';

const MOST_COLUMNS = 31;
const MOST_ROWS = 12;
const WEEK = 7;

/** One position on an axis of the heatmap, and the values that it changes in the visitor's row. */
export interface Step {
  /** The date, if the axis is one of dates. */
  date?: string;
  values: Row;
}

/** The axes of the heatmap. */
export interface Scenarios {
  /** The field of the horizontal axis. */
  column: Field;
  /** The field of the vertical axis; undefined if that axis is the week that starts on the visitor's date. */
  row: Field | undefined;
  columns: Step[];
  rows: Step[];
}

/**
 * The rows to compare with the visitor's row. Across: the hours of the day, or the first field with few values. Down: the
 * week that starts on the visitor's date, or the next field with few values. Undefined if the model has no two such
 * fields.
 */
export function scenarios(fields: readonly Field[], calendar?: Calendar, date?: string): Scenarios | undefined {
  const dated = new Set(calendar ? [calendar.month, calendar.day, calendar.weekday.name] : []);
  const free = fields.filter((field) => isDiscrete(field) && !dated.has(field.name));
  const column = free.find(isHour) ?? free.find((field) => knownCount(field) <= MOST_COLUMNS);
  if (column === undefined) return undefined;
  const columns = steps(column);
  if (calendar && date) {
    const rows = Array.from({ length: WEEK }, (_, days) => addDays(date, days)).map((day) => {
      return { date: day, values: dateValues(calendar, day) };
    });
    return { column, row: undefined, columns, rows: rows.filter(({ values }) => isInRange(fields, values)) };
  }
  const row = free.find((field) => field !== column && knownCount(field) > 1 && knownCount(field) <= MOST_ROWS);
  return row && { column, row, columns, rows: steps(row) };
}

/** Whether the axes are days or hours. */
export function isAboutTime({ column, row }: Scenarios): boolean {
  return row === undefined || isHour(column);
}

function steps(field: Field): Step[] {
  return Array.from({ length: knownCount(field) }, (_, cell) => ({ values: { [field.name]: cellValue(field, cell) } }));
}

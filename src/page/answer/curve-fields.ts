import type { Field } from '../../core/artifact.ts';
import type { NumericField } from '../../core/field.ts';
import type { Row } from '../api/model.ts';
import { findCalendar } from '../words/calendar.ts';
import { isHour } from '../words/hour.ts';

/** An integer with fewer values has no curve. */
const FEWEST = 4;

export type Ranged = NumericField & { minimum: number; maximum: number };

/** A field that a curve can be drawn over: a number or an integer with a range, or a timestamp. */
export type CurveField = Ranged | Extract<Field, { type: 'timestamp' }>;

/**
 * The fields that a curve can be drawn over. Those of a calendar belong together, and with it the heatmap shows the hours; a
 * missing date has no days.
 */
export function curveFields(fields: readonly Field[], row: Row): CurveField[] {
  const calendar = findCalendar(fields);
  return fields.filter((field): field is CurveField => {
    if (field.type === 'timestamp') return row[field.name] != null;
    if (field.type === 'category' || field.minimum === undefined || field.maximum === undefined) return false;
    if (field.type === 'number') return true;
    const isDrawn = calendar && (isHour(field) || [calendar.month, calendar.day].includes(field.name));
    return !isDrawn && field.maximum - field.minimum + 1 >= FEWEST;
  });
}

import type { Value } from '../api/model.ts';
import { addDays } from '../words/calendar.ts';
import { clockTime } from '../words/hour.ts';
import type { CurveField, Ranged } from './curve-fields.ts';

/** Steps between the ends of a curve. */
const STEPS = 60;
const HOURS = 24;
/** Days before and after the visitor's date. */
const DAYS = 14;

/**
 * The values of a curve: from the minimum to the maximum, evenly spaced, whole for an integer and between whole
 * ends that are far apart, else with at most four significant digits; of a timestamp the hours of the visitor's day, or the days around it if it is a date.
 */
export function curveValues(field: CurveField, own: Value): (number | string)[] {
  if (field.type !== 'timestamp') return numbersBetween(field);
  const date = String(own).slice(0, 10);
  if (field.unit) return Array.from({ length: 2 * DAYS + 1 }, (_, k) => addDays(date, k - DAYS));
  return Array.from({ length: HOURS }, (_, hour) => `${date}T${clockTime(hour)}`);
}

function numbersBetween({ type, minimum, maximum }: Ranged): number[] {
  const isWhole = type === 'integer' || (maximum - minimum >= STEPS / 3 && [minimum, maximum].every(Number.isInteger));
  const rounded = (value: number) => (isWhole ? Math.round(value) : Number(value.toPrecision(4)));
  const values = Array.from({ length: STEPS + 1 }, (_, k) => {
    const value = minimum + ((maximum - minimum) * k) / STEPS;
    return k % STEPS === 0 ? value : Math.min(maximum, Math.max(minimum, rounded(value)));
  });
  return [...new Set(values)];
}

const WIDTH = 400;
const HEIGHT = 120;
const EDGE = 8;

/** The points of a curve in the picture of show-curve.ts, from its lowest to its highest probability. */
export function curvePoints(probabilities: readonly number[]): [x: number, y: number][] {
  const [low, high] = [Math.min(...probabilities), Math.max(...probabilities)];
  return probabilities.map((probability, k) => [
    EDGE + (WIDTH * k) / (probabilities.length - 1 || 1),
    EDGE + HEIGHT * (1 - (probability - low) / (high - low || 1)),
  ]);
}

/** The position of the visitor's value on a curve, or of the nearest to it; the first if it is missing. */
export function positionOf(values: readonly (number | string)[], own: Value): number {
  const distances = values.map((value) => Math.abs(placeOf(value) - placeOf(own ?? values[0]!)));
  return distances.indexOf(Math.min(...distances));
}

function placeOf(value: number | string): number {
  if (typeof value === 'number') return value;
  return Date.parse(value.length > 10 ? `${value.slice(0, 16)}Z` : value);
}

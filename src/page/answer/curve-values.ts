import type { NumericField } from '../../core/field.ts';

/** Steps between the ends of a curve. */
const STEPS = 60;

/** A number field with a range, which a curve can be drawn over. */
export type RangedField = NumericField & { minimum: number; maximum: number };

/** Evenly spaced values from the minimum to the maximum, with at most four significant digits in between. */
export function curveValues({ minimum, maximum }: RangedField): number[] {
  const values = Array.from({ length: STEPS + 1 }, (_, k) => {
    const value = minimum + ((maximum - minimum) * k) / STEPS;
    return k % STEPS === 0 ? value : Math.min(maximum, Math.max(minimum, Number(value.toPrecision(4))));
  });
  return [...new Set(values)];
}

const WIDTH = 400;
const HEIGHT = 120;
const EDGE = 8;

/** The points of a curve in the picture of index.html, from its lowest to its highest probability. */
export function curvePoints(probabilities: readonly number[]): [x: number, y: number][] {
  const [low, high] = [Math.min(...probabilities), Math.max(...probabilities)];
  return probabilities.map((probability, k) => [
    EDGE + (WIDTH * k) / (probabilities.length - 1 || 1),
    EDGE + HEIGHT * (1 - (probability - low) / (high - low || 1)),
  ]);
}

/** The position of the value that is nearest to another. */
export function nearestPosition(values: readonly number[], wanted: number): number {
  const distances = values.map((value) => Math.abs(value - wanted));
  return distances.indexOf(Math.min(...distances));
}

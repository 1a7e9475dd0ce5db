import type { Field } from '../../core/artifact.ts';
import type { NumericField } from '../../core/field.ts';

/** Steps between the ends of a curve. */
const STEPS = 60;

/** A number field with a range, which a curve can be drawn over. */
export type RangedField = NumericField & { minimum: number; maximum: number };

/** The fields of a model that have a curve: numbers whose range is known. */
export function rangedFields(fields: readonly Field[]): RangedField[] {
  return fields.filter(
    (field): field is RangedField =>
      field.type === 'number' && field.minimum !== undefined && field.maximum !== undefined,
  );
}

/** Evenly spaced values from the minimum to the maximum, with at most four significant digits in between. */
export function curveValues({ minimum, maximum }: RangedField): number[] {
  const values = Array.from({ length: STEPS + 1 }, (_, k) => {
    const value = minimum + ((maximum - minimum) * k) / STEPS;
    return k % STEPS === 0 ? value : Math.min(maximum, Math.max(minimum, Number(value.toPrecision(4))));
  });
  return [...new Set(values)];
}

/** The position of the value that is nearest to another. */
export function nearestPosition(values: readonly number[], wanted: number): number {
  const distances = values.map((value) => Math.abs(value - wanted));
  return distances.indexOf(Math.min(...distances));
}

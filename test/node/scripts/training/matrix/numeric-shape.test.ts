import { expect, test } from 'vitest';
import { numericShape } from '../../../../../scripts/training/matrix/numeric-shape.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';

function shape(values: number[]) {
  const rows = {
    fields: [{ name: 'x', type: 'number', description: '', missing: 'own' }],
    cells: new Map([['x', Float64Array.from(values)]]),
    weight: new Float64Array(values.length).fill(1),
  } as unknown as TrainingRows;
  return numericShape({ type: 'numeric', field: 'x' }, rows, Uint32Array.from(values.keys()));
}

test.each([1, 1e200, 1e-200, 1e-310, 2.5e307])('numericShape() standardises numbers of any size: %d', (unit) => {
  const { mean, scale, minimum, maximum } = shape([-1 * unit, 1 * unit, Number.POSITIVE_INFINITY, 3 * unit]);
  expect([mean / unit, scale / unit, minimum, maximum].map((value) => Number(value.toPrecision(6)))).toEqual([
    1,
    1.63299,
    ...[-1 * unit, 3 * unit].map((value) => Number(value.toPrecision(6))),
  ]);
});

test('numericShape() keeps the digits of a mean that is much larger than the deviation', () => {
  const { mean, scale } = shape([1e15 + 1, 1e15 + 2, 1e15 + 3]);
  expect([mean - 1e15, scale]).toEqual([2, 0.816496580928]);
});

test('numericShape() of equal or missing numbers divides by 1', () => {
  expect(shape([7, 7])).toMatchObject({ mean: 7, scale: 1 });
  expect(shape([Number.POSITIVE_INFINITY])).toMatchObject({ mean: 0, scale: 1 });
});

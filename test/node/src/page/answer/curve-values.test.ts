import { expect, test } from 'vitest';
import type { Field } from '../../../../../src/core/artifact.ts';
import {
  curvePoints,
  curveValues,
  nearestPosition,
  type RangedField,
} from '../../../../../src/page/answer/curve-values.ts';

const price: Field = { name: 'price', type: 'number', description: '', minimum: -0.123456, maximum: 98.7654321 };

test('a curve goes from the minimum to the maximum in distinct, ascending steps of few digits', () => {
  const values = curveValues(price as RangedField);
  expect([values[0], values.at(-1), values.length]).toEqual([-0.123456, 98.7654321, 61]);
  expect(values.toSorted((a, b) => a - b)).toEqual(values);
  for (const value of values.slice(1, -1)) expect(value).toBe(Number(value.toPrecision(4)));
  expect(curveValues({ ...price, minimum: 3, maximum: 3 } as RangedField)).toEqual([3]);
});

test('curvePoints() spans the picture, from the lowest probability at its bottom to the highest at its top', () => {
  expect(curvePoints([0.2, 0.4, 0.3])).toEqual([
    [8, 128],
    [208, 8],
    [408, expect.closeTo(68, 9)],
  ]);
  expect(curvePoints([0.2])).toEqual([[8, 128]]);
});

test('nearestPosition() finds the value on the curve that is nearest to that of the row', () => {
  expect([-5, 1.4, 1.6, 99].map((wanted) => nearestPosition([0, 1, 2, 3], wanted))).toEqual([0, 1, 2, 3]);
});

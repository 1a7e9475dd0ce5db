import { expect, test } from 'vitest';
import type { Field } from '../../../../../src/core/artifact.ts';
import {
  curveValues,
  nearestPosition,
  type RangedField,
  rangedFields,
} from '../../../../../src/page/answer/curve-values.ts';
import { integer } from '../fields.ts';

const price: Field = { name: 'price', type: 'number', description: '', minimum: -0.123456, maximum: 98.7654321 };

test('a curve goes from the minimum to the maximum in distinct, ascending steps of few digits', () => {
  const values = curveValues(price as RangedField);
  expect([values[0], values.at(-1), values.length]).toEqual([-0.123456, 98.7654321, 61]);
  expect(values.toSorted((a, b) => a - b)).toEqual(values);
  for (const value of values.slice(1, -1)) expect(value).toBe(Number(value.toPrecision(4)));
  expect(curveValues({ ...price, minimum: 3, maximum: 3 } as RangedField)).toEqual([3]);
});

test('numbers with a known range have a curve', () => {
  const fields: Field[] = [price, integer('hour', 0, 23), { name: 'any', type: 'number', description: '' }];
  expect(rangedFields(fields).map(({ name }) => name)).toEqual(['price']);
});

test('nearestPosition() finds the value on the curve that is nearest to that of the row', () => {
  expect([-5, 1.4, 1.6, 99].map((wanted) => nearestPosition([0, 1, 2, 3], wanted))).toEqual([0, 1, 2, 3]);
});

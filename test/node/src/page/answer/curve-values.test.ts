import { expect, test } from 'vitest';
import type { CurveField } from '../../../../../src/page/answer/curve-fields.ts';
import { curvePoints, curveValues, positionOf } from '../../../../../src/page/answer/curve-values.ts';

const price = { name: 'price', type: 'number', description: '', minimum: -0.123456, maximum: 98.7654321 } as const;
const seen = { name: 'seen', type: 'timestamp', description: '', zone: 'UTC' } as const;

test('a curve goes from the minimum to the maximum in distinct, ascending steps of few digits', () => {
  const values = curveValues(price, 5).map(Number);
  expect([values[0], values.at(-1), values.length]).toEqual([-0.123456, 98.7654321, 61]);
  expect(values.toSorted((a, b) => a - b)).toEqual(values);
  for (const value of values.slice(1, -1)) expect(value).toBe(Number(value.toPrecision(4)));
  expect(curveValues({ ...price, minimum: 3, maximum: 3 }, 3)).toEqual([3]);
});

test('the curve of an integer has whole numbers: all, or evenly spaced ones', () => {
  const rooms: CurveField = { ...price, type: 'integer', minimum: 1, maximum: 5 };
  expect(curveValues(rooms, 2)).toEqual([1, 2, 3, 4, 5]);
  const wide = curveValues({ ...rooms, maximum: 1001 }, 2);
  expect([wide.length, wide.every(Number.isInteger), wide.at(-1)]).toEqual([61, true, 1001]);
  const age = { ...price, minimum: 14, maximum: 45 };
  expect(curveValues(age, 22)).toEqual(Array.from({ length: 32 }, (_, k) => 14 + k));
});

test('the curve of a timestamp is over the hours of its day, that of a date over the days around it', () => {
  const hours = curveValues(seen, '2027-02-05T18:30');
  expect([hours.length, hours[0], hours.at(-1)]).toEqual([24, '2027-02-05T00:00', '2027-02-05T23:00']);
  const days = curveValues({ ...seen, unit: 'day' }, '2027-03-05');
  expect([days.length, days[0], days.at(-1)]).toEqual([29, '2027-02-19', '2027-03-19']);
  expect([positionOf(hours, '2027-02-05T18:10'), positionOf(days, '2027-03-05'), positionOf(hours, null)]).toEqual([
    18, 14, 0,
  ]);
});

test('curvePoints() spans the picture, from the lowest probability at its bottom to the highest at its top', () => {
  expect(curvePoints([0.2, 0.4, 0.3])).toEqual([
    [8, 128],
    [208, 8],
    [408, expect.closeTo(68, 9)],
  ]);
  expect(curvePoints([0.2])).toEqual([[8, 128]]);
});

test('positionOf() finds the value on the curve that is nearest to that of the row', () => {
  expect([-5, 1.4, 1.6, 99, null].map((own) => positionOf([0, 1, 2, 3], own))).toEqual([0, 1, 2, 3, 0]);
});

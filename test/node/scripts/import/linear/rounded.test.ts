import { expect, test } from 'vitest';
import {
  asNumber,
  difference,
  product,
  quotient,
  sum,
  weightedSum,
  within,
} from '../../../../../scripts/import/linear/rounded.ts';

// What is lost: float(Fraction(exact) - Fraction(rounded)) in Python, of fractions of the doubles.
test.each([
  ['0.1 · 0.1', product(0.1, 0.1), 0.1 * 0.1, -8.326672684688674e-19],
  ['(1/3) / 0.7', quotient(1 / 3, 0.7), 1 / 3 / 0.7, -2.5301000901321595e-17],
  ['1e5 + 0.1', sum(1e5, 0.1), 1e5 + 0.1, -5.820760540231618e-12],
  [
    '(1700012345 / 99999 − 0.1) / 3e-5',
    quotient(difference(product(1_700_012_345, 1 / 99_999), 0.1), 3e-5),
    (1_700_012_345 * (1 / 99_999) - 0.1) / 3e-5,
    -3.8592957588741794e-8,
  ],
])('%s is as double arithmetic rounds it, and says what that took', (_, found, value, lost) => {
  expect(found.value).toBe(value);
  expect(Math.abs(found.lost - lost)).toBeLessThanOrEqual(1e-9 * Math.abs(lost));
});

test('a number that is clipped has lost nothing', () => {
  expect(within({ value: 2, lost: 1e-17 }, 0, 1)).toEqual({ value: 1, lost: 0 });
  expect(within({ value: 0.5, lost: 1e-17 }, 0, 1)).toEqual({ value: 0.5, lost: 1e-17 });
});

test('a sum adds what its numbers have lost; a missing one makes it missing, and a text is refused', () => {
  expect(weightedSum([{ value: 1, lost: 0.25 }, 2], [2, 3], 1)).toBe(9.5);
  expect(weightedSum([null], [1], 0)).toBeNaN();
  expect(() => asNumber('a')).toThrow('"a" is not a number');
});

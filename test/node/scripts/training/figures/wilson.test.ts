import { expect, test } from 'vitest';
import { wilson } from '../../../../../scripts/training/figures/wilson.ts';

test('wilson(positives, count) is the interval of Wilson 1927, also for none and for all', () => {
  expect(wilson(10, 50).map((bound) => bound.toFixed(4))).toEqual(['0.1124', '0.3304']);
  expect(wilson(0, 10)[0]).toBe(0);
  expect(wilson(0, 10)[1]).toBeCloseTo(0.2775, 4);
  expect(wilson(10, 10)[1]).toBeCloseTo(1, 12);
});

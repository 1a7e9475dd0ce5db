import { expect, test } from 'vitest';
import { logLoss } from '../../../../../scripts/training/figures/log-loss.ts';

test('logLoss(p, positives, negatives) is the negative log-likelihood of the counts', () => {
  expect(logLoss(0.25, 3, 0)).toBeCloseTo(3 * Math.log(4), 12);
  expect(logLoss(0.25, 0, 2)).toBeCloseTo(2 * Math.log(4 / 3), 12);
  expect(logLoss(0.25, 3, 2)).toBeCloseTo(logLoss(0.25, 3, 0) + logLoss(0.25, 0, 2), 12);
});

test('logLoss(p, positives, negatives) ignores a count of 0, even for a certain answer', () => {
  expect(logLoss(1, 3, 0)).toBeCloseTo(0, 12);
  expect(logLoss(0, 0, 2)).toBeCloseTo(0, 12);
  expect(logLoss(0, 1, 0)).toBe(Number.POSITIVE_INFINITY);
});

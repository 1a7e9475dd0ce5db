import { expect, test } from 'vitest';
import {
  bestThreshold,
  costWithoutModel,
  hindsightThreshold,
  policy,
} from '../../../../../scripts/report/measures/costs.ts';
import { scored } from '../../../../../scripts/training/figures/metrics.ts';
import { calibrated } from './calibrated.ts';

test('policy(set, threshold, costs) counts misses and false alarms, from acting on all rows to acting on none', () => {
  const set = scored(Float64Array.of(2, 0, -2), Float64Array.of(1, 2, 1), Float64Array.of(1, 1, 0));
  const costs = { miss: 4, falseAlarm: 1 };
  expect(policy(set, 0.7, costs)).toEqual({ threshold: 0.7, acted: 0.25, caught: 0.5, cost: 1 });
  expect(policy(set, 0, costs).cost).toBe(0.5);
  expect(policy(set, 1, costs).cost).toBe(2);
  expect(costWithoutModel(set, costs)).toBe(0.5);
});

test('bestThreshold(costs) costs hardly more than the best threshold in hindsight, if answers are calibrated', () => {
  const set = calibrated(50_000, 5);
  for (const costs of [
    { miss: 1, falseAlarm: 1 },
    { miss: 5, falseAlarm: 1 },
  ]) {
    const known = policy(set, bestThreshold(costs), costs).cost;
    const hindsight = policy(set, hindsightThreshold(set, costs), costs).cost;
    expect(hindsight).toBeLessThanOrEqual(known);
    expect(known / hindsight).toBeLessThan(1.01);
  }
});

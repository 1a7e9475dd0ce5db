import { expect, test } from 'vitest';
import { interceptShift, PRIOR_DEVIATION } from '../../../../scripts/recalibrate/intercept-shift.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import { outcomes } from './outcomes.ts';

test('interceptShift() finds a drift of the log-odds from many outcomes, within three of its deviations', () => {
  for (const drift of [-0.7, 0, 0.4, 2]) {
    const { shift, deviation } = interceptShift(outcomes(20_000, drift, 5));
    expect(Math.abs(shift - drift)).toBeLessThan(3 * deviation);
  }
});

test('interceptShift() is where the slope of likelihood and prior is 0', () => {
  const found = outcomes(300, 0.5, 6);
  const { shift } = interceptShift(found);
  const gap = found.logit.reduce((sum, z, r) => sum + found.positives[r]! - sigmoid(z + shift), 0);
  expect(gap).toBeCloseTo(shift / PRIOR_DEVIATION ** 2, 8);
});

test('interceptShift() of few outcomes is small, and of none 0', () => {
  const five = {
    logit: new Float64Array(5).fill(-1.5),
    weight: new Float64Array(5).fill(1),
    positives: new Float64Array(5).fill(1),
  };
  expect(interceptShift(five).shift).toBeGreaterThan(0);
  expect(interceptShift(five).shift).toBeLessThan(0.85);
  const none = { logit: new Float64Array(), weight: new Float64Array(), positives: new Float64Array() };
  expect(interceptShift(none)).toEqual({ shift: 0, deviation: PRIOR_DEVIATION });
});

test('interceptShift() counts a group of weight w as w rows', () => {
  const grouped = { logit: Float64Array.of(-1), weight: Float64Array.of(4), positives: Float64Array.of(3) };
  const single = {
    logit: new Float64Array(4).fill(-1),
    weight: new Float64Array(4).fill(1),
    positives: Float64Array.of(1, 1, 0, 1),
  };
  expect(interceptShift(grouped).shift).toBeCloseTo(interceptShift(single).shift, 12);
});

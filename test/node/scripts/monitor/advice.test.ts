import { expect, test } from 'vitest';
import { recalibrationAdvice } from '../../../../scripts/monitor/advice.ts';
import type { Training } from '../../../../src/core/artifact.ts';
import { outcomes } from '../recalibrate/outcomes.ts';

function adviceFor(drift: number, shift = 0) {
  const { logit, positives, weight } = outcomes(2000, drift, 5);
  const recalibration = { fittedIntercept: -1, shift, rows: 10, positives: 1 };
  const training = { recalibration } as Training;
  const logits = logit.map((z) => z + shift);
  return recalibrationAdvice({ intercept: -1 + shift, training }, { logits, held: { weight, positives } }, { seed: 1 });
}

test('a shift is advised if the outcomes ask for one and it lowers the log loss of rows that it did not see', () => {
  const advice = adviceFor(0.5);
  expect(advice.advised).toBe(true);
  expect(advice.shift).toBeGreaterThan(0.3);
  expect(advice.effect.interval[1]).toBeLessThan(0);
});

test('no shift is advised for answers that are right, also thanks to an earlier shift', () => {
  expect(adviceFor(0).advised).toBe(false);
  const shifted = adviceFor(0.5, 0.5);
  expect(shifted).toMatchObject({ current: 0.5, advised: false });
  expect(shifted.shift).toBeCloseTo(adviceFor(0.5).shift, 9);
});

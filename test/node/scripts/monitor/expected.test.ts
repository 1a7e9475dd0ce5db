import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { expectedFigures } from '../../../../scripts/monitor/expected.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';
import { outcomes } from '../recalibrate/outcomes.ts';

function answered(count: number, drift: number, seed: number) {
  const { logit, positives, weight } = outcomes(count, drift, seed);
  return { logits: logit, held: { weight, positives } };
}

test('the expected figures are those of outcomes in proportion to the answers, counted pair by pair', () => {
  const random = randomSource(3);
  const logits = Float64Array.from({ length: 40 }, () => Math.round(6 * random()) / 2 - 2);
  const p = logits.map(sigmoid);
  const held = { weight: new Float64Array(40).fill(1), positives: logits.map((_, r) => r % 2) };
  const { auc, logLoss, brier } = expectedFigures({ logits, held }, { seed: 1, resamples: 5 });
  let [pairs, all] = [0, 0];
  for (const [i, up] of p.entries()) {
    for (const [j, other] of p.entries()) {
      const chance = up * (1 - other);
      all += chance;
      pairs += chance * (logits[i]! > logits[j]! ? 1 : logits[i] === logits[j] ? 0.5 : 0);
    }
  }
  const mean = (of: (q: number) => number) => p.reduce((sum, q) => sum + of(q), 0) / p.length;
  expect(auc.expected).toBeCloseTo(pairs / all, 12);
  expect(logLoss.expected).toBeCloseTo(
    mean((q) => -q * Math.log(q) - (1 - q) * Math.log(1 - q)),
    12,
  );
  expect(brier.expected).toBeCloseTo(
    mean((q) => q * (1 - q)),
    12,
  );
});

test('outcomes that follow the answers leave a gap of log loss at most about 5 times in 100; drifted ones nearly always', () => {
  const gaps = (drift: number) =>
    Array.from({ length: 100 }, (_, seed) => {
      const { interval } = expectedFigures(answered(400, drift, seed), { seed, resamples: 100 }).logLoss.gap;
      return interval[0] > 0 || interval[1] < 0;
    }).filter(Boolean).length;
  expect(gaps(0)).toBeLessThanOrEqual(12);
  expect(gaps(1)).toBeGreaterThanOrEqual(95);
});

import { expect, test } from 'vitest';
import { metrics, scored } from '../../../../../scripts/training/figures/metrics.ts';
import cases from '../../../../oracle/metrics-fixture.json' with { type: 'json' };
import { drawScores } from './draw-scores.ts';

test.each(cases)(
  'metrics(set) are those of scikit-learn and numpy: $name',
  ({ logit, weight, positives, metrics: oracle }) => {
    const figures = metrics(scored(Float64Array.from(logit), Float64Array.from(weight), Float64Array.from(positives)));
    for (const [name, value] of Object.entries(figures)) {
      expect(Math.abs(value - oracle[name as keyof typeof oracle]), name).toBeLessThan(1e-12);
    }
  },
);

test('metrics(set) do not depend on the order of the rows or on how they are grouped', () => {
  const { logit, weight, positives } = drawScores(200, 3);
  const reversed = metrics(scored(logit.toReversed(), weight.toReversed(), positives.toReversed()));
  const halves = (values: Float64Array) => Float64Array.from([...values, ...values], (value) => value / 2);
  const split = metrics(scored(Float64Array.from([...logit, ...logit]), halves(weight), halves(positives)));
  for (const [name, value] of Object.entries(metrics(scored(logit, weight, positives)))) {
    expect(reversed[name as keyof typeof reversed], name).toBeCloseTo(value, 12);
    expect(split[name as keyof typeof split], name).toBeCloseTo(value, 12);
  }
});

test('metrics(set) stay finite for the most extreme logits', () => {
  const set = scored(Float64Array.of(1e9, -1e9), Float64Array.of(2, 2), Float64Array.of(1, 1));
  for (const value of Object.values(metrics(set))) expect(value).toBeGreaterThan(0);
  expect(metrics(set).logLoss).toBeLessThan(20);
});

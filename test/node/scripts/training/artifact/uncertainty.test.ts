import { expect, test } from 'vitest';
import { curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import { tQuantile } from '../../../../../src/core/t-quantile.ts';
import { blockModel, CROSS, inverseOf, MAIN } from '../block-model.ts';
import { coverage, sample } from '../coverage.ts';
import { intervals, VARIANT } from '../intervals.ts';
import { simulate } from '../simulation.ts';

test('intervals of 90 % hold the true probability 90 % of the time, for rare categories too', () => {
  const { sets, allowance } = sample(120);
  const { all, rare } = coverage(VARIANT, [0.8, 0.5, 0], sets);
  for (const share of [all, rare]) expect(Math.abs(share - 0.9)).toBeLessThan(allowance);
}, 120_000);

test('intervals of a fixed penalty λ hold the truth as often, if coefficients have the variance 1/λ', () => {
  const { all, rare } = coverage({ ...VARIANT, shrinkage: 'fixed' }, [1, 1, 0], 120);
  for (const share of [all, rare]) expect(Math.abs(share - 0.9)).toBeLessThan(0.02);
}, 120_000);

test('intervals of 90 % of a cross hold the truth as often, for unseen combinations too', () => {
  const { sets, allowance } = sample(100);
  const { all, rare, unseen } = coverage({ ...VARIANT, features: [...MAIN, CROSS] }, [0.8, 0.5, 0.4], sets);
  for (const share of [all, rare, unseen]) expect(Math.abs(share - 0.9)).toBeLessThan(allowance);
}, 120_000);

test('intervals of a pruned cross hold the truth at least as often: a pruned coefficient is not known to be 0', () => {
  const { sets, allowance } = sample(40);
  const variant = { ...VARIANT, features: [...MAIN, CROSS], budget: 150 };
  const { all, rare, unseen } = coverage(variant, [0.8, 0.5, 0.4], sets);
  for (const share of [all, rare, unseen]) expect(share).toBeGreaterThan(0.9 - allowance);
}, 120_000);

test('an interval of fixed shrinkage is that of the exact Laplace covariance, within Monte Carlo error', () => {
  const { rows } = simulate(1, 3000, [0.8, 0.5, 0]);
  const trained = trainVariant({ ...VARIANT, shrinkage: 'fixed' }, rows);
  const count = 4000;
  const at = intervals(trained, rows, count);
  const { objective, start } = blockModel(MAIN, [1, 1], rows);
  const { beta } = minimise(objective, start, { tolerance: 1e-10 });
  const inverse = inverseOf(curvatureAt(objective, beta));
  const [a, b] = objective.matrix.blocks;
  for (const [i, j] of [
    [0, 0],
    [3, 20],
    [7, 59],
  ] as const) {
    const used = [a!.offset + i, b!.offset + j, beta.length - 1];
    const variance = used.reduce((sum, p) => sum + used.reduce((own, q) => own + inverse[p]![q]!, 0), 0);
    const [low, high] = at(i, j, 0.9);
    const reach = (Math.log(high / (1 - high)) - Math.log(low / (1 - low))) / 2;
    const deviation = reach / tQuantile(0.95, count);
    expect(Math.abs(deviation / Math.sqrt(variance) - 1)).toBeLessThan(4 / Math.sqrt(2 * count));
  }
});

test('a wider level gives a wider interval around the answer', () => {
  const { rows } = simulate(2, 2000, [0.8, 0.5, 0]);
  const at = intervals(trainVariant(VARIANT, rows), rows, 32);
  const [low, high] = at(0, 0, 0.5);
  const [lower, higher] = at(0, 0, 0.99);
  expect(lower).toBeLessThan(low);
  expect(higher).toBeGreaterThan(high);
});

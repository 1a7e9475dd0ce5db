import { expect, test } from 'vitest';
import type { VariantDefinition } from '../../../../../scripts/models/definition.ts';
import { curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { trainVariant } from '../../../../../scripts/training/train-variant.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { tQuantile } from '../../../../../src/core/t-quantile.ts';
import { PROOF } from '../../../../proof.ts';
import { blockModel, CROSS, inverseOf, MAIN } from '../block-model.ts';
import { intervals, VARIANT } from '../intervals.ts';
import { SIZES, simulate } from '../simulation.ts';

/** How often the interval of 90 % holds the truth: for all combinations, those of rare categories, and unseen ones. */
function coverage(variant: VariantDefinition, spreads: [number, number, number], sets: number) {
  const found: { inside: boolean; rare: boolean; unseen: boolean }[] = [];
  for (let seed = 1; seed <= sets; seed++) {
    const { rows, truth, seen } = simulate(seed, 4000, spreads);
    const at = intervals(trainVariant(variant, rows), rows, 64);
    for (let i = 0; i < SIZES[0]; i++) {
      for (let j = 0; j < SIZES[1]; j++) {
        const [low, high] = at(i, j, 0.9);
        const probability = sigmoid(truth(i, j));
        found.push({
          inside: low <= probability && probability <= high,
          rare: seen.category[j]! < 30,
          unseen: seen.combination[i * SIZES[1] + j] === 0,
        });
      }
    }
  }
  const share = (those: typeof found) => those.filter(({ inside }) => inside).length / those.length;
  return {
    all: share(found),
    rare: share(found.filter(({ rare }) => rare)),
    unseen: share(found.filter(({ unseen }) => unseen)),
  };
}

/**
 * How many sets of rows to simulate, and how far a share may be from 0.9: 0.02 for the full number of sets. A third of
 * them is the default; the allowance grows with the sampling error, by the root of 3, so that it is as many standard errors.
 */
function sample(full: number): { sets: number; allowance: number } {
  const sets = PROOF ? full : Math.round(full / 3);
  return { sets, allowance: 0.02 * Math.sqrt(full / sets) };
}

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

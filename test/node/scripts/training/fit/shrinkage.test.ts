import { expect, test } from 'vitest';
import { curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { learnShrinkage } from '../../../../../scripts/training/fit/shrinkage.ts';
import { blockModel, COUNT, inverseOf, MAIN } from '../block-model.ts';
import { simulate } from '../simulation.ts';

test('learnShrinkage() ends where λ is the effective number of coefficients divided by their sum of squares', () => {
  const { objective: likelihood, start } = blockModel(MAIN, [1, 1]);
  const first = new Float64Array(2).fill(20);
  const { lambda } = learnShrinkage(likelihood, { start, lambda: first, rounds: 100, tolerance: 1e-4 });
  const { objective } = blockModel(MAIN, Array.from(lambda));
  const { beta } = minimise(objective, start, { tolerance: 1e-10 });
  const hessian = curvatureAt(objective, beta);
  const inverse = inverseOf(hessian);
  for (const { penalty, offset, size } of hessian.matrix.blocks) {
    const places = Array.from({ length: size }, (_, k) => offset + k);
    const effective = size - lambda[penalty]! * places.reduce((sum, j) => sum + inverse[j]![j]!, 0);
    const squares = places.reduce((sum, j) => sum + beta[j]! ** 2, 0);
    expect(lambda[penalty]! / (effective / squares)).toBeCloseTo(1, 2);
  }
});

test('learnShrinkage() shrinks a field without influence far more than one that matters', () => {
  const { objective, start } = blockModel(MAIN, [1, 1], simulate(7, COUNT, [0.8, 0, 0]).rows);
  const { lambda } = learnShrinkage(objective, { start, lambda: new Float64Array(2).fill(20), rounds: 30 });
  expect(lambda[1]! / lambda[0]!).toBeGreaterThan(10);
});

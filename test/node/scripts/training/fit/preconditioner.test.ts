import { expect, test } from 'vitest';
import { factor, solve as solveFactored } from '../../../../../scripts/maths/cholesky.ts';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { dot } from '../../../../../scripts/maths/vector.ts';
import { curvatureAt, solve } from '../../../../../scripts/training/fit/curvature.ts';
import { denseHessian } from '../../../../../scripts/training/fit/dense-hessian.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { additiveFeatures } from '../../../../../scripts/training/selection/additive-features.ts';
import { blockModel } from '../block-model.ts';
import { madeNumbers } from '../made-numbers.ts';

const rows = madeNumbers({ seed: 1, count: 900, logit: ({ x }) => x ** 2 - 1 });

test('blocks of one number are related; those of another number, and of a category, are not related to them', () => {
  const { objective } = blockModel(additiveFeatures(rows.fields), new Array(9).fill(10), rows);
  expect(objective.matrix.related).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
});

test('with one number, the preconditioner is the inverse of the Hessian but for the intercept', () => {
  const features = additiveFeatures(rows.fields).slice(0, 4);
  const { objective, start } = blockModel(features, [3, 5, 8, 13], rows);
  const hessian = curvatureAt(objective, start);
  const n = hessian.matrix.length;
  const dense = denseHessian(hessian);
  for (let j = 0; j < n - 1; j++) dense[(n - 1) * n + j] = dense[j * n + n - 1] = 0;
  factor(dense, n);
  const random = randomSource(2);
  const residual = Float64Array.from(start, () => normal(random));
  for (const { offset, size } of hessian.matrix.blocks) residual[offset + size] = 0;
  const found = new Float64Array(n);
  hessian.precondition(residual, found);
  for (const [j, value] of solveFactored(dense, n, residual).entries()) expect(found[j]).toBeCloseTo(value, 10);
});

test('conjugate gradients with related blocks end at the solution that they have without', () => {
  const features = additiveFeatures(rows.fields);
  const { objective, start } = blockModel(features, new Array(features.length).fill(2), rows);
  const { related: _, ...unrelated } = objective.matrix;
  const random = randomSource(3);
  const right = Float64Array.from(start, () => normal(random));
  for (const { offset, size } of objective.matrix.blocks) right[offset + size] = 0;
  const [joint, diagonal] = [objective.matrix, unrelated].map((matrix) =>
    solve(curvatureAt({ ...objective, matrix }, start), right, 1e-12),
  );
  for (const [j, value] of diagonal!.entries()) expect(joint![j]).toBeCloseTo(value, 9);
  const optimum = minimise(objective, start, { tolerance: 1e-11 });
  expect(optimum.gradient).toBeLessThan(1e-11);
  expect(dot(optimum.beta, optimum.beta)).toBeGreaterThan(0);
});

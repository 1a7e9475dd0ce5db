import { expect, test } from 'vitest';
import { curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { baseRateStart, objective as objectiveOf } from '../../../../../scripts/training/fit/objective.ts';
import { learnShrinkage } from '../../../../../scripts/training/fit/shrinkage.ts';
import { featureShape } from '../../../../../scripts/training/matrix/feature-shape.ts';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { additiveFeatures } from '../../../../../scripts/training/selection/additive-features.ts';
import { blockModel, COUNT, inverseOf, MAIN } from '../block-model.ts';
import { madeNumbers } from '../made-numbers.ts';
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

test('learnShrinkage() counts one more coefficient of typical size in every block, where numbers are in bins', () => {
  const rows = madeNumbers({ seed: 3, count: 50, logit: ({ x }) => 2 * x });
  const all = everyRow(rows);
  const shapes = additiveFeatures(rows.fields).map((feature) => featureShape(feature, rows, all));
  const first = new Float64Array(shapes.length).fill(20);
  const likelihood = objectiveOf(shapes, rows, all, first);
  const start = baseRateStart(likelihood);
  const { lambda } = learnShrinkage(likelihood, { start, lambda: first, rounds: 300, tolerance: 1e-6 });
  const { beta, ...fitted } = { ...minimiseAt(lambda), sizes: likelihood.matrix.blocks.map(({ size }) => size) };
  const levels = fitted.sizes.map((size) => Math.round(Math.log(size) / Math.log(4)));
  for (const { penalty, offset, size } of likelihood.matrix.blocks) {
    const places = Array.from({ length: size }, (_, k) => offset + k);
    const effective = size - lambda[penalty]! * places.reduce((sum, j) => sum + fitted.inverse[j]![j]!, 0);
    const squares = places.reduce((sum, j) => sum + beta[j]! ** 2, 0);
    const alike = lambda.filter((_, b) => levels[b] === levels[penalty]).map(Math.log);
    const typical = Math.exp(alike.reduce((sum, value) => sum + value, 0) / alike.length);
    expect(lambda[penalty]! / ((effective + 1) / (squares + 1 / typical))).toBeCloseTo(1, 1);
  }

  function minimiseAt(penalties: Float64Array) {
    const objective = objectiveOf(shapes, rows, all, penalties);
    const { beta: best } = minimise(objective, start, { tolerance: 1e-10 });
    return { beta: best, inverse: inverseOf(curvatureAt(objective, best)) };
  }
});

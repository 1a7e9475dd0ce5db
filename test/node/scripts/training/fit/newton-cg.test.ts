import { expect, test } from 'vitest';
import { normal, randomSource } from '../../../../../scripts/maths/random.ts';
import { gradientNorm, minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { minimise as minimiseByCholesky } from '../../../../../scripts/training/fit/newton-cholesky.ts';
import { baseRateStart, ridgeObjective } from '../../../../../scripts/training/fit/objective.ts';
import { featureCoefficients } from '../../../../../scripts/training/matrix/blocks.ts';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import type { FieldFeature } from '../../../../../src/core/feature.ts';
import { blockModel, COUNT, CROSS, MAIN, objectiveValue } from '../block-model.ts';

test('minimise(objective) by conjugate gradients reaches the optimum that it reaches by Cholesky', () => {
  const { rows, shapes, objective, start } = blockModel(MAIN, [3, 3]);
  const { beta, gradient } = minimise(objective, start, { tolerance: 1e-12 });
  expect(gradient).toBeLessThan(1e-12);
  const dense = ridgeObjective(MAIN as FieldFeature[], rows, everyRow(rows), 3);
  const exact = minimiseByCholesky(dense, baseRateStart(dense), { tolerance: 1e-13 }).beta;
  const found = [...featureCoefficients(shapes, objective.matrix, beta).flat(), beta.at(-1)!];
  expect(found).toHaveLength(exact.length);
  for (const [j, coefficient] of exact.entries()) expect(found[j]).toBeCloseTo(coefficient, 8);
});

test('minimise(objective, start) leaves the start as it is', () => {
  const { objective, start } = blockModel(MAIN, [3, 3]);
  const before = start.slice();
  minimise(objective, start, { tolerance: 1e-6 });
  expect(start).toEqual(before);
});

test('minimise(objective, start, { onStep }) reports every step, and ends at the gradient that it returns', () => {
  const { objective, start } = blockModel(MAIN, [3, 3]);
  const seen: number[] = [];
  const { gradient, iterations } = minimise(objective, start, { tolerance: 1e-9, onStep: (norm) => seen.push(norm) });
  expect(seen).toHaveLength(iterations);
  expect(seen.at(-1)).toBe(gradient);
});

test('gradientNorm(objective, beta) is the largest slope of the objective by finite differences', () => {
  const { objective, start: beta } = blockModel([...MAIN, CROSS], [2, 4, 8]);
  const random = randomSource(3);
  for (let j = 0; j < beta.length; j++) beta[j]! += 0.1 * normal(random);
  for (const { offset, size } of objective.matrix.blocks) beta[offset + size] = 0;
  const step = 1e-5;
  const slopes = Array.from(beta, (_, j) => {
    const moved = (by: number) => objectiveValue(objective, beta.with(j, beta[j]! + by));
    return Math.abs(moved(step) - moved(-step)) / (2 * step) / COUNT;
  });
  expect(gradientNorm(objective, beta)).toBeCloseTo(Math.max(...slopes), 7);
});

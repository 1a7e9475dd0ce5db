import { expect, test } from 'vitest';
import { gradientNorm } from '../../../../../scripts/training/fit/newton-cg.ts';
import { objective } from '../../../../../scripts/training/fit/objective.ts';
import { now } from '../../../../../scripts/training/fit/steps.ts';
import { fitPruned } from '../../../../../scripts/training/learned/fit-pruned.ts';
import { learnedRows } from '../../../../../scripts/training/learned/learned-rows.ts';
import { coefficientVector, featureCoefficients } from '../../../../../scripts/training/matrix/blocks.ts';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { COUNT, CROSS, MAIN } from '../block-model.ts';
import { simulate } from '../simulation.ts';

test('fitPruned() is at its optimum within the budget', () => {
  const { rows } = simulate(1, COUNT, [0.8, 0.5, 0.4]);
  const lambda = [2, 4, 8];
  const { shapes, matrix, beta } = now(
    fitPruned(learnedRows({ features: [...MAIN, CROSS], validation: 'random' }, rows, everyRow(rows)), {
      lambda,
      budget: 150,
      tolerance: 1e-9,
    }),
  );
  const coefficients = featureCoefficients(shapes, matrix, beta);
  expect(coefficients.flat()).toHaveLength(150);
  const again = coefficientVector(matrix, coefficients, beta.at(-1)!);
  expect(gradientNorm(objective(shapes, rows, everyRow(rows), lambda), again)).toBeLessThan(1e-9);
});

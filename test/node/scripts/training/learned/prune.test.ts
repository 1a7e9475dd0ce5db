import { expect, test } from 'vitest';
import { curvatureAt } from '../../../../../scripts/training/fit/curvature.ts';
import { minimise } from '../../../../../scripts/training/fit/newton-cg.ts';
import { importance, prune } from '../../../../../scripts/training/learned/prune.ts';
import { featureCoefficients } from '../../../../../scripts/training/matrix/blocks.ts';
import { blockModel, CROSS, MAIN, objectiveValue } from '../block-model.ts';

test('prune() keeps the cells that matter most, and their coefficients', () => {
  const { shapes, objective, start } = blockModel([...MAIN, CROSS], [2, 4, 8]);
  const { beta } = minimise(objective, start, { tolerance: 1e-8 });
  const kept = prune(shapes, curvatureAt(objective, beta), beta, 168);
  const cross = shapes[2]!;
  const weights = featureCoefficients(shapes, objective.matrix, importance(curvatureAt(objective, beta), beta))[2]!;
  const own = featureCoefficients(shapes, objective.matrix, beta)[2]!;
  const best = [...weights.keys()].sort((i, j) => weights[j]! - weights[i]!).slice(0, 100);
  best.sort((i, j) => i - j);
  expect(kept.shapes[2]).toEqual({ ...cross, cells: best.map((k) => (cross.type === 'cross' ? cross.cells[k] : 0)) });
  expect(kept.coefficients[2]).toEqual(best.map((k) => own[k]));
  expect(kept.coefficients.slice(0, 2).map(({ length }) => length)).toEqual([8, 60]);
});

test('importance() of a small coefficient is twice what the penalised objective rises by without it', () => {
  const { objective, start } = blockModel(MAIN, [2, 4]);
  const { beta } = minimise(objective, start, { tolerance: 1e-12 });
  const [, block] = objective.matrix.blocks;
  const places = Array.from({ length: block!.size }, (_, k) => block!.offset + k);
  const small = places.filter((j) => Math.abs(beta[j]!) > 0.01 && Math.abs(beta[j]!) < 0.2);
  expect(small.length).toBeGreaterThan(5);
  for (const place of small) {
    const rise = objectiveValue(objective, beta.with(place, 0)) - objectiveValue(objective, beta);
    expect(Math.abs(importance(curvatureAt(objective, beta), beta)[place]! / (2 * rise) - 1)).toBeLessThan(0.1);
  }
});

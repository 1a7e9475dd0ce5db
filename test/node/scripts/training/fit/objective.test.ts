import { expect, test } from 'vitest';
import { baseRateStart, penaltyVector } from '../../../../../scripts/training/fit/objective.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';
import { blockModel, COUNT, CROSS, MAIN } from '../block-model.ts';
import { objectiveOf, sample } from '../observations.ts';

test('penaltyVector(matrix, lambda) gives every coefficient the penalty of its block, and the intercept none', () => {
  const { matrix } = blockModel([...MAIN, CROSS], [2, 4, 8]).objective;
  const vector = penaltyVector(matrix, [2, 4, 8]);
  for (const { offset, size, penalty } of matrix.blocks) {
    expect(new Set(vector.subarray(offset, offset + size))).toEqual(new Set([[2, 4, 8][penalty]]));
    expect(vector[offset + size]).toBe(0);
  }
  expect(vector.at(-1)).toBe(0);
});

test('baseRateStart(objective) answers every row with the share of positives', () => {
  const { rows, start } = blockModel([...MAIN, CROSS], [2, 4, 8]);
  const positives = rows.positives.reduce((sum, value) => sum + value, 0);
  expect(sigmoid(start.at(-1)!)).toBeCloseTo(positives / COUNT, 12);
  expect(new Set(start.subarray(0, -1))).toEqual(new Set([0]));
});

test('baseRateStart(objective) refuses what has no optimum: no rows, one class, NaN', () => {
  const objective = objectiveOf(sample(50, 12), 'one-hot alone');
  const { weight, positives } = objective;
  const starting = (changed: Partial<typeof objective>) => () => baseRateStart({ ...objective, ...changed });
  expect(starting({ weight: weight.map(() => 0) })).toThrow(/no rows/);
  expect(starting(objectiveOf([], 'one-hot alone'))).toThrow(/no rows/);
  expect(starting({ positives: weight })).toThrow(/one class/);
  expect(starting({ positives: weight.map(() => 0) })).toThrow(/one class/);
  expect(starting({ weight: weight.map(() => Number.NaN) })).toThrow(/no rows/);
  expect(starting({ positives: positives.map(() => Number.NaN) })).toThrow(/one class/);
});

import { expect, test } from 'vitest';
import { evaluateBaseRate } from '../../../../scripts/training/evaluate-variant.ts';
import { TEST, type TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import { splitsOf, whyIncomparable, whyUnmeasured } from '../../../../scripts/training/rows/splits.ts';
import { artifactSchemas } from '../../../../src/core/artifact.ts';

/** Twelve rows, every third of them held out. */
function simulatedRows(): TrainingRows {
  return {
    fields: [],
    observations: 12,
    cells: new Map(),
    weight: new Float64Array(12).fill(1),
    positives: Float64Array.from({ length: 12 }, (_, r) => r % 2),
    randomSplit: Uint8Array.from({ length: 12 }, (_, r) => (r % 3 === 0 ? TEST : 0)),
    timeSplit: new Uint8Array(12),
  };
}

test('evaluateBaseRate(rows, split, seed) makes an evaluation that an artifact may hold', () => {
  const rows = simulatedRows();
  const [split] = splitsOf(rows);
  const found = evaluateBaseRate(rows, split!, 1);
  expect(found.calibrationError).toBeGreaterThanOrEqual(0);
  expect(artifactSchemas().evaluation.safeParse(found).success).toBe(true);
});

test('figures that the held-out rows do not give are left out, with a reason', () => {
  const rows = { ...simulatedRows(), positives: Float64Array.from({ length: 12 }, (_, r) => (r === 1 ? 1 : 0)) };
  const [split] = splitsOf(rows);
  const found = evaluateBaseRate(rows, split!, 1);
  expect(found).toMatchObject({ rows: 4, reason: 'all held-out rows are negative', logLoss: expect.any(Number) });
  expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['auc']));
  expect(found).not.toHaveProperty('calibration');
  expect(evaluateBaseRate(rows, { ...split!, test: new Uint32Array() }, 1)).toEqual({
    ...{ split: 'random', seed: 1, rows: 0, reason: 'no row is held out', curve: [] },
  });
  for (const test of [split!.test, new Uint32Array()]) {
    expect(artifactSchemas().evaluation.safeParse(evaluateBaseRate(rows, { ...split!, test }, 1)).success).toBe(true);
  }
});

test('a split can only be measured if rows of both classes are left to train on, and compared if both are held out', () => {
  const only = (place: number) => {
    const rows = { ...simulatedRows(), positives: Float64Array.from({ length: 12 }, (_, r) => (r === place ? 1 : 0)) };
    return [whyUnmeasured(rows, splitsOf(rows)[0]!), whyIncomparable(rows, splitsOf(rows)[0]!)];
  };
  expect(only(1)).toEqual([undefined, 'all held-out rows are negative']);
  expect(only(3)).toEqual(Array(2).fill('all rows that are not held out are negative'));
});

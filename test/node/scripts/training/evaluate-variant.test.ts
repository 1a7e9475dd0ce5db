import { expect, test } from 'vitest';
import { evaluateBaseRate } from '../../../../scripts/training/evaluate-variant.ts';
import { TEST, type TrainingRows } from '../../../../scripts/training/rows/rows.ts';
import { splitsOf } from '../../../../scripts/training/rows/splits.ts';
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

import { expect, test } from 'vitest';
import { averageLogOdds } from '../../../../../scripts/training/artifact/average-log-odds.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';

test('averageLogOdds() is the weighted mean log-odds of each feature', () => {
  const rows = {
    fields: [{ name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 1 }],
    cells: new Map([['hour', Uint32Array.of(0, 1)]]),
    weight: Float64Array.of(3, 1),
  } as unknown as TrainingRows;
  const features = [
    { type: 'one-hot' as const, field: 'hour', coefficients: [1, 5] },
    { type: 'cross' as const, terms: [{ field: 'hour' }], cells: [1], coefficients: [-2] },
  ];
  expect(averageLogOdds({ features }, rows)).toEqual([2, -0.5]);
});

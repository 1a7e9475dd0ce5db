import { expect, test } from 'vitest';
import { artifactErrors } from '../../../../../scripts/models/artifact-errors.ts';
import { readArtifact } from '../../../../../scripts/models/artifacts.ts';
import { frequenciesOf } from '../../../../../scripts/training/artifact/frequencies.ts';
import type { TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { sigmoid } from '../../../../../src/core/sigmoid.ts';

test('frequenciesOf() counts rows by category and missing value, 0 where they are few, and parts answers into tenths', () => {
  const rows = {
    fields: [{ name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 3, missing: 'own' }],
    cells: new Map([['hour', Uint32Array.of(0, 1, 2, 4)]]),
    weight: Float64Array.of(30, 9, 50, 20),
  } as unknown as TrainingRows;
  const features = [{ type: 'one-hot' as const, field: 'hour', coefficients: [0, -2, 2, -1, 1] }];
  const { fields, edges, answers } = frequenciesOf({ intercept: 0, features }, rows);
  expect(fields).toEqual([[30, 0, 50, 0, 20]]);
  // Of 109 rows, 9 have the lowest answer, so the first tenth ends among the next 30, and the others reach to 2.
  expect(edges).toEqual([0, 1, 2].map((z) => Math.floor(1e6 * sigmoid(z)) / 1e6));
  expect(answers).toEqual([9, 30, 20, 50]);
});

test('frequencies that do not fit the fields fail the build', () => {
  const artifact = readArtifact('models/delay/cyclic.json');
  const errorsOf = (changes: object) => {
    const changed = { ...artifact, frequencies: { ...artifact.frequencies!, ...changes } };
    return artifactErrors([{ model: 'delay', variant: 'cyclic', artifact: changed }]);
  };
  const { fields, edges } = artifact.frequencies!;
  const again = '; train delay cyclic again';
  expect(errorsOf({})).toEqual([]);
  expect(errorsOf({ fields: fields.slice(1) })).toEqual([
    `models/delay/cyclic.json: frequencies.fields: lengths are 13,25,24,3,63,8, not 32,13,25,24,3,63,8${again}`,
  ]);
  expect(errorsOf({ answers: [1] })).toEqual([
    `models/delay/cyclic.json: frequencies.answers: 1 numbers for 9 edges${again}`,
  ]);
  expect(errorsOf({ edges: edges.toReversed() })).toEqual([
    `models/delay/cyclic.json: frequencies.edges do not ascend${again}`,
  ]);
});

test('committed artifacts count every training row once in each field, up to values of fewer than ten rows', () => {
  for (const path of ['models/delay/forecast.json', 'models/us-delay/one-hot.json']) {
    const { frequencies, training, fields } = readArtifact(path);
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    expect(total(frequencies!.answers)).toBe(training.weight);
    for (const [f, counts] of frequencies!.fields.entries()) {
      const few = training.weight! - total(counts);
      expect(few, fields[f]!.name).toBeGreaterThanOrEqual(0);
      expect(few, fields[f]!.name).toBeLessThan(9 * counts.length + 1);
    }
  }
});

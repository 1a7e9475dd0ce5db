import { expect, test } from 'vitest';
import { artifactErrors } from '../../../../scripts/models/artifact-errors.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { readArtifact } from '../../../../scripts/models/artifacts.ts';
import { recalibratedArtifact } from '../../../../scripts/recalibrate/recalibrated-artifact.ts';
import { parseArtifact } from '../../../../src/core/check.ts';

test('recalibratedArtifact() shifts every answer by one number, and passes the checks of the build', () => {
  const file = readArtifacts('models').find(({ model, variant }) => model === 'delay' && variant === 'one-hot')!;
  const { artifact } = file;
  const shifted = parseArtifact(recalibratedArtifact(artifact, { shift: 0.25, rows: 900, positives: 250 }), 'shifted');
  expect(artifactErrors([{ ...file, artifact: shifted }])).toEqual([]);
  expect(shifted.digest).not.toBe(artifact.digest);
  for (const [k, example] of shifted.examples.entries()) {
    expect(example.logit - artifact.examples[k]!.logit).toBeCloseTo(0.25, 10);
  }
});

test('recalibratedArtifact() replaces an earlier shift; without a shift, it restores what training wrote', () => {
  const artifact = readArtifact('models/delay/one-hot.json');
  const counts = { rows: 10, positives: 1 };
  const twice = recalibratedArtifact(recalibratedArtifact(artifact, { shift: 0.25, ...counts }), {
    shift: -1,
    ...counts,
  });
  expect(twice).toEqual(recalibratedArtifact(artifact, { shift: -1, ...counts }));
  expect(recalibratedArtifact(twice)).toEqual(recalibratedArtifact(artifact));
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelNames, readArtifact } from '../../scripts/artifacts.ts';
import { Failure } from '../../scripts/cli.ts';
import { findData, readModel } from '../../scripts/model-definition.ts';
import { scoringDigest } from '../../scripts/training/digest.ts';
import { goldenRows } from '../../scripts/training/golden.ts';
import { prettyJson } from '../../scripts/training/json.ts';
import { trainModel } from '../../scripts/training/train-model.ts';

describe.each(modelNames())('model %s', (model) => {
  const missing = missingData(model);

  test.skipIf(missing)(
    `training gives the committed bytes${missing ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const { artifacts, inputs } = await trainModel(model);
      for (const { artifact } of artifacts) {
        expect(`${prettyJson(artifact)}\n`).toBe(
          readFileSync(join('models', model, `${artifact.variant}.json`), 'utf8'),
        );
      }
      const golden = goldenRows(
        inputs,
        artifacts.map(({ artifact }) => artifact).sort((a, b) => (a.variant < b.variant ? -1 : 1)),
      );
      expect(`${prettyJson(golden)}\n`).toBe(readFileSync(join('models', model, 'examples.json'), 'utf8'));
    },
    300_000,
  );

  test('every variant of model.json is trained, and its digest is that of its scoring content', () => {
    for (const variant of Object.keys(readModel(model).definition.variants)) {
      const path = join('models', model, `${variant}.json`);
      expect(existsSync(path), `${path} is missing: npm run train -- ${model} ${variant}`).toBe(true);
      const artifact = readArtifact(path);
      expect(artifact.digest).toBe(scoringDigest(artifact));
      expect(artifact.training.gradient).toBeLessThanOrEqual(1e-9);
    }
  });
});

function missingData(model: string): string | undefined {
  try {
    findData(readModel(model).definition);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

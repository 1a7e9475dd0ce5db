import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../scripts/cli/command.ts';
import { artifactPaths, modelNames, readArtifact } from '../../../../scripts/models/artifacts.ts';
import { scoringDigest, sha256 } from '../../../../scripts/models/digest.ts';
import { prettyJson } from '../../../../scripts/models/pretty-json.ts';
import { findData, readDefinition, readModel } from '../../../../scripts/models/read-model.ts';
import { fittedIntercept } from '../../../../scripts/recalibrate/recalibrated-artifact.ts';
import { uncalibrated } from '../../../../scripts/training/ahead/calibrated.ts';
import { goldenRows } from '../../../../scripts/training/artifact/golden.ts';
import { rowsDigest } from '../../../../scripts/training/artifact/rows-digest.ts';
import { openRows } from '../../../../scripts/training/open-rows.ts';
import { learnedGradient } from '../../../../scripts/training/train-learned.ts';
import { trainModel } from '../../../../scripts/training/train-model.ts';
import { asTrained } from '../../../../scripts/verify/model-tests.ts';
import { readWranglerConfig } from '../../../../scripts/wrangler/config.ts';
import { PROOF } from '../../../proof.ts';

/*
 * With PROOF=all every variant is trained again, and its bytes are compared. That takes minutes where shrinkage is learned
 * or rows are many: there the gradient certifies the committed variants that routes serve, and the rest is left to PROOF=all.
 */

/** Models of more rows are only trained again with PROOF=all. */
const MANY_ROWS = 1_000_000;

const [LOCAL] = await readWranglerConfig();

/** The variants that answer requests which name none. */
function servedVariants(model: string): string[] {
  return LOCAL!.routes.get(model)?.split.map(({ variant }) => variant) ?? [];
}

/** All models but those that other software has fitted. */
function trainedModels(): string[] {
  return modelNames().filter((model) => Object.keys(readDefinition(model).definition.variants).length > 0);
}

describe.each(trainedModels())('model %s', (model) => {
  const missing = missingData(model);
  const reason = missing ? ` (skipped: ${missing})` : '';
  const opened = readModel(model);
  const { definition, query } = opened;
  const variants = Object.keys(definition.variants);

  test.skipIf(missing)(
    `training gives the committed bytes, and served variants that are not trained here are the optimum for the data${reason}`,
    async () => {
      const rows = await openRows(model, opened);
      const again = variants.filter((variant) => {
        const { shrinkage } = definition.variants[variant]!;
        return PROOF || (shrinkage !== 'learned' && rows.observations <= MANY_ROWS);
      });
      const { artifacts } = again.length > 0 ? await trainModel(model, again, { rows }) : { artifacts: [] };
      for (const { artifact } of artifacts) {
        const path = join('models', model, `${artifact.variant}.json`);
        expect(`${prettyJson(artifact)}\n` === asTrained(path), `${path} differs from what training writes`).toBe(true);
      }
      const everyRow = Uint32Array.from(rows.weight, (_, r) => r);
      for (const variant of servedVariants(model).filter((one) => !again.includes(one))) {
        const artifact = readArtifact(join('models', model, `${variant}.json`));
        const { training } = artifact;
        const trained = { features: artifact.features, intercept: fittedIntercept(artifact) };
        const { features, intercept } = uncalibrated(trained, training.calibration);
        expect(training.data).toBe(rowsDigest(rows));
        expect(training.query).toBe(sha256(query));
        const penalties = features.map((_, f) => [training.penalty].flat()[f] ?? Number(training.penalty));
        expect(learnedGradient(features, intercept, penalties, rows, everyRow)).toBeLessThanOrEqual(1e-9);
      }
    },
    1_800_000,
  );

  test('every variant of model.json is trained, and its digest is that of its scoring content', () => {
    for (const variant of variants) {
      const path = join('models', model, `${variant}.json`);
      expect(existsSync(path), `${path} is missing: npm run train -- ${model} ${variant}`).toBe(true);
      const artifact = readArtifact(path);
      expect(artifact.digest).toBe(scoringDigest(artifact));
      expect(artifact.training.gradient).toBeLessThanOrEqual(1e-9);
    }
  });

  test('the golden examples are the answers of the committed artifacts', () => {
    const path = join('models', model, 'examples.json');
    const committed: { rows: { input: Record<string, string | number> }[] } = JSON.parse(readFileSync(path, 'utf8'));
    const golden = goldenRows(
      committed.rows.map(({ input }) => input),
      artifactPaths(model).map(readArtifact),
    );
    expect(golden).toEqual(committed);
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

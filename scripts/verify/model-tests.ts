import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../cli/failure.ts';
import { artifactPaths, readArtifact } from '../models/artifacts.ts';
import { prettyJson } from '../models/pretty-json.ts';
import { findData, readDefinition, readModel } from '../models/read-model.ts';
import { recalibratedArtifact } from '../recalibrate/recalibrated-artifact.ts';
import { goldenRows, readGolden, statedIn } from '../training/artifact/golden.ts';
import { trainModel } from '../training/train-model.ts';

/** What a test found. */
export interface Tested {
  subject: string;
  test: string;
  /** Undefined if the test could not run: `detail` says why. */
  passed: boolean | undefined;
  detail: string;
}

/** Whether `examples.json` holds the answers of the model's artifacts. */
export function testGolden(model: string): Tested {
  const path = join('models', model, 'examples.json');
  const stated = readGolden(path);
  const inputs = stated.rows.map(({ input }) => input);
  const golden = goldenRows(inputs, artifactPaths(model).map(readArtifact), statedIn(stated));
  const passed = `${prettyJson(golden)}\n` === readFileSync(path, 'utf8');
  const detail = passed ? `${inputs.length} rows` : `${path} is out of date: npm run models -- upgrade ${model}`;
  return { subject: model, test: 'golden rows', passed, detail };
}

/** Whether training the model again writes the same bytes. */
export async function testReproduction(model: string): Promise<Tested[]> {
  const of = (subject: string, passed: boolean | undefined, detail: string): Tested => {
    return { subject, test: 'training again', passed, detail };
  };
  const { definition } = readDefinition(model);
  const imported = Object.keys(definition.imported);
  if (Object.keys(definition.variants).length === 0) {
    return imported.map((variant) => of(`${model}/${variant}`, undefined, 'other software has fitted it'));
  }
  try {
    findData(readModel(model).definition);
  } catch (error) {
    if (error instanceof Failure) return [of(model, undefined, error.message)];
    throw error;
  }
  const { artifacts } = await trainModel(model);
  return artifacts.map(({ artifact }) => {
    const path = join('models', model, `${artifact.variant}.json`);
    const passed = `${prettyJson(artifact)}\n` === asTrained(path);
    const detail = passed ? 'the same bytes' : `${path} differs from what training writes: npm run train -- ${model}`;
    return of(`${model}/${artifact.variant}`, passed, detail);
  });
}

/** The bytes of an artifact as trained: without the shift that `recalibrate --write` has added since. */
export function asTrained(path: string): string {
  const artifact = readArtifact(path);
  if (!artifact.training.recalibration) return readFileSync(path, 'utf8');
  return `${prettyJson(recalibratedArtifact(artifact))}\n`;
}

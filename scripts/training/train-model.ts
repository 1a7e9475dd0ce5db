import type { Artifact } from '../../src/core/artifact.ts';
import { Failure, progress } from '../cli.ts';
import { findData, readModel } from '../read-model.ts';
import { buildArtifact } from './build-artifact.ts';
import { evaluateVariant, splitsOf } from './evaluate-variant.ts';
import { exampleInputs } from './examples.ts';
import { loadRows } from './rows.ts';
import { everyRow, trainVariant } from './train-variant.ts';
import { drawsFile } from './uncertainty.ts';

/** The seed of the random third behind the figures in artifacts. */
export const SEED = 1;
const GOLDEN_ROWS = 50;

export interface TrainedModel {
  artifacts: { artifact: Artifact; coefficients: number; seconds: number; draws?: Uint8Array }[];
  /** Inputs of the golden examples. */
  inputs: Artifact['examples'][number]['input'][];
}

/**
 * Trains variants of a model, all of them when none is named, and evaluates each on held-out fits. Writes nothing.
 * @throws {Failure} when the definition, the query or the data are not fit for training
 */
export async function trainModel(
  model: string,
  variants: readonly string[] = [],
  options: { data?: string } = {},
): Promise<TrainedModel> {
  const { definition, query } = readModel(model);
  const names = variants.length > 0 ? variants : Object.keys(definition.variants);
  for (const variant of names) {
    if (definition.variants[variant]) continue;
    const known = Object.keys(definition.variants).join(', ');
    throw new Failure(`model ${model} has no variant ${JSON.stringify(variant)}: it has ${known}`);
  }
  const path = findData(definition, options.data);
  progress(`${model}: reading ${path}`);
  const rows = await loadRows(definition, query, path, SEED);
  progress(`${model}: ${rows.observations} rows in ${rows.weight.length} groups`);
  const artifacts: TrainedModel['artifacts'] = [];
  for (const variant of names) {
    const variantDefinition = definition.variants[variant]!;
    const start = performance.now();
    const trained = trainVariant(variantDefinition, rows, undefined, (text) =>
      progress(`${model}/${variant}: ${text}`),
    );
    const seconds = (performance.now() - start) / 1000;
    const evaluation = splitsOf(rows).map((split) => {
      progress(`${model}/${variant}: evaluating on the ${split.split} split`);
      return evaluateVariant(variantDefinition, rows, split, SEED);
    });
    const draws = variantDefinition.draws && {
      count: variantDefinition.draws,
      file: drawsFile(trained, rows, everyRow(rows), { draws: variantDefinition.draws }),
    };
    const artifact = buildArtifact(
      { model, variant, query },
      definition,
      rows,
      trained,
      evaluation,
      draws || undefined,
    );
    artifacts.push({ artifact, coefficients: trained.coefficients + 1, seconds, ...(draws && { draws: draws.file }) });
  }
  return { artifacts, inputs: exampleInputs(rows, GOLDEN_ROWS) };
}

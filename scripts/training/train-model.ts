import { basename, isAbsolute } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import { Failure, progress } from '../cli/command.ts';
import { findData, readModel } from '../models/read-model.ts';
import { buildArtifact } from './artifact/build-artifact.ts';
import { exampleInputs } from './artifact/examples.ts';
import type { FitJob, FitResult } from './fit-thread.ts';
import { loadRows } from './rows/load-rows.ts';
import { SEED, splitsOf } from './rows/splits.ts';
import { inThreads } from './threads.ts';

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
  const names = variants.length > 0 ? [...new Set(variants)] : Object.keys(definition.variants);
  for (const variant of names) {
    if (Object.hasOwn(definition.variants, variant)) continue;
    const known = Object.keys(definition.variants).join(', ');
    throw new Failure(`model ${model} has no variant ${JSON.stringify(variant)}: it has ${known}`);
  }
  const path = findData(definition, options.data);
  if (isAbsolute(definition.data)) {
    const name = basename(definition.data);
    progress(`${model}: data of model.json is an absolute path, which others do not have: put ${name} into .data/`);
  }
  progress(`${model}: reading ${path}`);
  const rows = await loadRows(definition, query, path, SEED);
  progress(`${model}: ${rows.observations} rows in ${rows.weight.length} groups`);
  const jobs = names.flatMap((name): FitJob[] => {
    const job = { model, name, variant: definition.variants[name]!, rows, seed: SEED };
    return [job, ...splitsOf(rows).map((split) => ({ ...job, split }))];
  });
  const results = await inThreads<FitJob, FitResult>(new URL('./fit-thread.ts', import.meta.url), jobs);
  const artifacts = names.map((variant) => {
    const own = results.filter(({ name }) => name === variant);
    const { trained, seconds, uncertainty } = own.find(({ fit }) => fit)!.fit!;
    const evaluation = own.flatMap(({ evaluation = [] }) => evaluation);
    const artifact = buildArtifact({ model, variant, query }, definition, rows, { trained, evaluation, uncertainty });
    return {
      artifact,
      coefficients: trained.coefficients + 1,
      seconds,
      ...(uncertainty && { draws: uncertainty.file }),
    };
  });
  return { artifacts, inputs: exampleInputs(rows, GOLDEN_ROWS) };
}

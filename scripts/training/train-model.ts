import { basename, isAbsolute } from 'node:path';
import type { Artifact, Evaluation, Example } from '../../src/core/artifact.ts';
import { progress } from '../cli/command.ts';
import { withThousands } from '../cli/number-text.ts';
import { readModel } from '../models/read-model.ts';
import { requireVariant } from '../models/require-variant.ts';
import { buildArtifact, summariseRows } from './artifact/build-artifact.ts';
import { madeUpInputs } from './artifact/made-up-inputs.ts';
import { type FitJob, runFitJobs } from './fit-job.ts';
import { type OpenOptions, openRows } from './open-rows.ts';
import type { TrainingRows } from './rows/rows.ts';
import { SEED, splitsOf, whyUnmeasured } from './rows/splits.ts';
import type { CrossChoice } from './trained-variant.ts';

export interface TrainedArtifact {
  artifact: Artifact;
  /** How many coefficients there are, with the intercept. */
  coefficients: number;
  /** How long the fit on all rows took. */
  seconds: number;
  draws: Uint8Array | undefined;
  /** What crosses do, if training looked for them. */
  choice: CrossChoice | undefined;
}

export interface TrainedModel {
  artifacts: TrainedArtifact[];
  /** The rows that the artifacts were trained on. */
  rows: TrainingRows;
  /** Inputs of the golden examples. */
  inputs: Example['input'][];
}

interface TrainOptions extends Pick<OpenOptions, 'data' | 'minCount'> {
  /** The rows of the model, if the caller has opened them. */
  rows?: TrainingRows;
}

/**
 * Trains variants of a model, all of them if none is named, and evaluates each on held-out fits. Writes nothing.
 * @throws {Failure} when the definition, the query or the data are not fit for training
 */
export async function trainModel(
  model: string,
  variants: readonly string[] = [],
  { data, minCount, rows: given }: TrainOptions = {},
): Promise<TrainedModel> {
  const opened = readModel(model);
  const { definition, query } = opened;
  const names = variants.length > 0 ? [...new Set(variants)] : Object.keys(definition.variants);
  const wanted = names.map((name) => ({ name, variant: requireVariant(model, definition.variants, name) }));
  if (isAbsolute(definition.data)) {
    const name = basename(definition.data);
    progress(`${model}: model.json names an absolute path, which others do not have: put ${name} into .data/`);
  }
  const rows = given ?? (await openRows(model, opened, { data, minCount }));
  progress(`${model}: ${rows.observations} rows in ${rows.weight.length} groups`);
  if (rows.copies) progress(`${model}: ${copiesText(rows.copies, rows.observations)}`);
  const splits = splitsOf(rows);
  const jobs = wanted.flatMap((one): FitJob[] => {
    const job = { model, ...one, rows, seed: SEED };
    const measured = splits.filter((split) => whyUnmeasured(rows, split) === undefined);
    return [job, ...measured.map((split) => ({ ...job, split }))];
  });
  const results = await runFitJobs(jobs);
  const summary = summariseRows(rows);
  const { inputs, existing } = madeUpInputs(rows);
  if (existing > 0)
    progress(`${model}: the data have every combination of values, so the examples are rows of the data`);
  const artifacts = names.map((variant): TrainedArtifact => {
    const own = results.filter(({ name }) => name === variant);
    const fitted = own.find((result) => result.fitted)!.fitted!;
    const evaluation = splits.map((split): Evaluation => {
      const reason = whyUnmeasured(rows, split);
      const found = own.find((result) => result.evaluation?.split === split.split)?.evaluation;
      return found ?? { split: split.split, seed: SEED, rows: split.test.length, reason, curve: [] };
    });
    return {
      artifact: buildArtifact({ model, variant, query }, definition, summary, { fitted, evaluation, inputs }),
      coefficients: fitted.trained.coefficients + 1,
      seconds: fitted.seconds,
      draws: fitted.uncertainty?.file,
      choice: fitted.trained.choice,
    };
  });
  return { artifacts, rows, inputs };
}

function copiesText(copies: number, observations: number): string {
  return (
    `${withThousands(copies)} of ${withThousands(observations)} rows are copies of other rows; rows with the same fields are ` +
    'held out together, or one by one where more than 1 % of the rows are alike'
  );
}

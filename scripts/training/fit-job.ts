import { pathToFileURL } from 'node:url';
import type { Evaluation, Frequencies } from '../../src/core/artifact.ts';
import { progress } from '../cli/command.ts';
import { productModule } from '../cli/product.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { averageLogOdds } from './artifact/average-log-odds.ts';
import { frequenciesOf } from './artifact/frequencies.ts';
import { type Uncertainty, uncertaintyOf } from './artifact/uncertainty.ts';
import { heldOutScores, type Independent, independentIntervals, measure } from './evaluate-variant.ts';
import { everyRow, type TrainingRows } from './rows/rows.ts';
import type { Split } from './rows/splits.ts';
import { inThreads } from './threads.ts';
import { trainVariant } from './train-variant.ts';
import type { OnProgress, TrainedVariant } from './trained-variant.ts';

/** Fits a variant on all rows or, with a split, evaluates it on the rows that the split holds out. */
export interface FitJob {
  model: string;
  name: string;
  variant: VariantDefinition;
  rows: TrainingRows;
  seed: number;
  split?: Split;
  /** What the split holds out, for people; default: the name of the split. */
  heldOut?: string | undefined;
  /** With a split: also return the logits, or these and the intervals as if rows were independent. */
  details?: 'logits' | 'independent';
}

/** Measures given answers to the rows that a split holds out. */
export interface MeasureJob extends Pick<FitJob, 'name' | 'rows' | 'seed' | 'heldOut'> {
  split: Pick<Split, 'split' | 'test'>;
  logits: Float64Array;
  /** Also measure intervals as if rows were independent. */
  withIndependent: boolean;
}

export type Job = FitJob | MeasureJob;

/** A variant fitted on all rows, and everything else that its artifact takes from the rows. */
export interface FittedVariant {
  trained: TrainedVariant;
  seconds: number;
  /** By feature, over the rows. */
  averageLogOdds: number[];
  frequencies: Frequencies;
  uncertainty?: (Uncertainty & { draws: number }) | undefined;
}

/** `fitted` without a split, `evaluation` with one, `logits` and `independent` if they were asked for. */
export interface FitJobResult {
  name: string;
  fitted?: FittedVariant;
  evaluation?: Evaluation;
  logits?: Float64Array;
  independent?: Independent;
}

const FIT_THREAD = pathToFileURL(productModule('scripts/training/fit-thread'));

/** Runs jobs side by side, each in a thread of its own; the results are in the order of the jobs. */
export function runFitJobs<T extends Job>(
  jobs: readonly T[],
  onDone?: (job: T, done: number) => void,
): Promise<FitJobResult[]> {
  return inThreads<T, FitJobResult>(FIT_THREAD, jobs, { onDone });
}

export function runFitJob(job: Job): FitJobResult {
  if ('logits' in job) return measureGiven(job);
  const { model, name, variant, rows, seed, split, details } = job;
  const heldOut = split && `, ${job.heldOut ?? `${split.split} split`}`;
  const onProgress = (text: string) => progress(`${model}/${name}${heldOut ?? ''}: ${text}`);
  if (split === undefined) return { name, fitted: fitOnAllRows(job, onProgress) };
  onProgress('fitting on the other rows');
  const logits = heldOutScores(variant, rows, split, onProgress);
  const result = { name, evaluation: measure(logits, rows, split, seed) };
  if (details === undefined) return result;
  const answered = { ...result, logits };
  return details === 'logits'
    ? answered
    : { ...answered, independent: independentIntervals(logits, rows, split, seed) };
}

function measureGiven({ name, rows, seed, split, logits, withIndependent }: MeasureJob): FitJobResult {
  const evaluation = measure(logits, rows, split, seed);
  return withIndependent
    ? { name, evaluation, independent: independentIntervals(logits, rows, split, seed) }
    : { name, evaluation };
}

function fitOnAllRows({ variant, rows }: FitJob, onProgress: OnProgress): FittedVariant {
  const start = performance.now();
  const trained = trainVariant(variant, rows, everyRow(rows), { onProgress });
  const seconds = (performance.now() - start) / 1000;
  const { draws } = variant;
  if (draws !== undefined) onProgress(`${draws} draws of the coefficients`);
  return {
    trained,
    seconds,
    averageLogOdds: averageLogOdds(trained, rows),
    frequencies: frequenciesOf(trained, rows),
    uncertainty: draws === undefined ? undefined : { draws, ...uncertaintyOf(trained, rows, everyRow(rows), draws) },
  };
}

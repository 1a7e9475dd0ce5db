import { parentPort, workerData } from 'node:worker_threads';
import type { Evaluation } from '../../src/core/artifact.ts';
import { progress } from '../cli/command.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { type Uncertainty, uncertaintyOf } from './artifact/uncertainty.ts';
import { evaluateVariant } from './evaluate-variant.ts';
import { everyRow, type TrainingRows } from './rows/rows.ts';
import type { Split } from './rows/splits.ts';
import { trainVariant } from './train-variant.ts';
import type { TrainedVariant } from './trained-variant.ts';

/** What a thread is asked for: the fit of a variant on all rows, or its figures on a split. */
export interface FitJob {
  model: string;
  name: string;
  variant: VariantDefinition;
  rows: TrainingRows;
  seed: number;
  split?: Split;
}

/** What it posts. */
export interface FitResult {
  name: string;
  /** The fit on all rows, and how many seconds it took. */
  fit?: { trained: TrainedVariant; seconds: number; uncertainty?: Uncertainty & { draws: number } };
  evaluation?: Evaluation;
}

function run({ model, name, variant, rows, seed, split }: FitJob): FitResult {
  const tell = (text: string) => progress(`${model}/${name}${split ? `, ${split.split} split` : ''}: ${text}`);
  if (split) {
    tell('fitting on the other rows');
    return { name, evaluation: evaluateVariant(variant, rows, split, seed, tell) };
  }
  const start = performance.now();
  const trained = trainVariant(variant, rows, undefined, { onProgress: tell });
  const seconds = (performance.now() - start) / 1000;
  const { draws } = variant;
  if (draws === undefined) return { name, fit: { trained, seconds } };
  tell(`${draws} draws of the coefficients`);
  return {
    name,
    fit: { trained, seconds, uncertainty: { draws, ...uncertaintyOf(trained, rows, everyRow(rows), draws) } },
  };
}

parentPort?.postMessage(run(workerData));

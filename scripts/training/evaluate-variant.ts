import type { Evaluation } from '../../src/core/artifact.ts';
import { selectValues, sum } from '../maths/vector.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { bootstrap, RESAMPLED } from './figures/bootstrap.ts';
import { keptFigure, metrics, scored } from './figures/metrics.ts';
import { thresholdCurve } from './figures/threshold-curve.ts';
import type { TrainingRows } from './rows/rows.ts';
import type { Split } from './rows/splits.ts';
import { scoreRows } from './score-rows.ts';
import { trainVariant } from './train-variant.ts';
import type { OnProgress } from './trained-variant.ts';

/** Trains a variant on one part of a split and returns its figures on the other, with bootstrap intervals. */
export function evaluateVariant(
  variant: VariantDefinition,
  rows: TrainingRows,
  split: Split,
  seed: number,
  onProgress?: OnProgress,
): Evaluation {
  const trained = trainVariant(variant, rows, split.train, { tolerance: FOR_FIGURES, onProgress });
  return figures(scoreRows(trained, rows, split.test), rows, split, seed);
}

/** A gradient per row that does not change the sixth decimal of any figure; only the fit that is served is certified. */
const FOR_FIGURES = 1e-7;

/** The figures of a model that answers every row with the share of positives in the training part. */
export function evaluateBaseRate(rows: TrainingRows, split: Split, seed: number): Evaluation {
  const total = sum(selectValues(rows.weight, split.train));
  const positives = sum(selectValues(rows.positives, split.train));
  const logit = Math.log(positives / (total - positives));
  return figures(new Float64Array(split.test.length).fill(logit), rows, split, seed);
}

function figures(logits: Float64Array, rows: TrainingRows, { split, test }: Split, seed: number): Evaluation {
  const weight = selectValues(rows.weight, test);
  const set = scored(logits, weight, selectValues(rows.positives, test));
  const point = metrics(set);
  const interval = bootstrap(set, seed);
  const result: Record<string, number | [number, number]> = {};
  for (const name of RESAMPLED) {
    result[name] = keptFigure(point[name]);
    result[`${name}Interval`] = interval[name].map(keptFigure) as [number, number];
  }
  result.calibrationError = keptFigure(point.calibrationError);
  return { split, seed, rows: Math.round(sum(weight)), ...result, curve: thresholdCurve(set) } as Evaluation;
}

import type { Evaluation } from '../../src/core/artifact.ts';
import { selectValues, sum } from '../maths/vector.ts';
import type { VariantDefinition } from '../models/definition.ts';
import { bootstrap, type Estimate, type Resampled } from './figures/bootstrap.ts';
import { keptFigure, metrics, scored } from './figures/metrics.ts';
import { thresholdCurve } from './figures/threshold-curve.ts';
import { clusterSummary, heldOutRows, independent } from './rows/held-out-rows.ts';
import type { TrainingRows } from './rows/rows.ts';
import { onlyClass, type Split } from './rows/splits.ts';
import { scoreRows } from './score-rows.ts';
import { trainVariant } from './train-variant.ts';
import type { OnProgress } from './trained-variant.ts';

/** Trains a variant on one part of a split and returns the logits of the other. */
export function heldOutScores(
  variant: VariantDefinition,
  rows: TrainingRows,
  split: Split,
  onProgress?: OnProgress,
): Float64Array {
  const trained = trainVariant(variant, rows, split.train, { tolerance: FOR_FIGURES, onProgress });
  return scoreRows(trained, rows, split.test);
}

/** A gradient per row that does not change the sixth decimal of any figure; only the fit that is served is certified. */
export const FOR_FIGURES = 1e-7;

/** The logit of a model that answers every row with the share of positives in the training part. */
export function baseRateScores(rows: TrainingRows, split: Split): Float64Array {
  const total = sum(selectValues(rows.weight, split.train));
  const positives = sum(selectValues(rows.positives, split.train));
  return new Float64Array(split.test.length).fill(Math.log(positives / (total - positives)));
}

/** Trains a variant on one part of a split and returns its figures on the other, with bootstrap intervals. */
export function evaluateVariant(
  variant: VariantDefinition,
  rows: TrainingRows,
  split: Split,
  seed: number,
  onProgress?: OnProgress,
): Evaluation {
  return measure(heldOutScores(variant, rows, split, onProgress), rows, split, seed);
}

/** The figures of a model that answers every row with the share of positives in the training part. */
export function evaluateBaseRate(rows: TrainingRows, split: Split, seed: number): Evaluation {
  return measure(baseRateScores(rows, split), rows, split, seed);
}

/**
 * The figures of logits of the rows that a split holds out, with bootstrap intervals by cluster. Figures that these rows do
 * not give are left out, with a reason: with one class alone there is no AUC.
 */
export function measure(
  logits: Float64Array,
  rows: TrainingRows,
  { split, test }: Pick<Split, 'split' | 'test'>,
  seed: number,
): Evaluation {
  const held = heldOutRows(rows, test);
  const about = { split, seed, rows: Math.round(sum(held.weight)) };
  if (test.length === 0) return { ...about, reason: 'no row is held out', curve: [] };
  const set = scored(logits, held.weight, held.positives);
  const estimates = bootstrap(logits, held, { seed });
  const oneClass = onlyClass(rows, test);
  const hasIntervals = oneClass === undefined && estimates.auc.interval.every(Number.isFinite);
  const result: Figures = {};
  for (const name of ['auc', 'logLoss', 'brier', 'averagePrecision'] as const) {
    const { value, interval } = estimates[name];
    const needsBoth = name === 'auc' || name === 'averagePrecision';
    if (!needsBoth || oneClass === undefined) result[name] = keptFigure(value);
    if (!needsBoth || hasIntervals) result[`${name}Interval`] = interval.map(keptFigure) as [number, number];
  }
  const { netCalibrationError, calibrationIntercept, calibrationSlope } = estimates;
  const calibration = {
    error: triple(netCalibrationError),
    intercept: triple(calibrationIntercept),
    ...(calibrationSlope && isMeasured(calibrationSlope) && { slope: triple(calibrationSlope) }),
  };
  const cluster = clusterSummary(held);
  const few = 'a class has so few held-out rows that resamples lack it';
  return {
    ...about,
    ...(!hasIntervals && { reason: oneClass === undefined ? few : `all held-out rows are ${oneClass}` }),
    ...result,
    calibrationError: keptFigure(metrics(set).calibrationError),
    ...(hasIntervals && { calibration }),
    ...(cluster && { cluster }),
    curve: thresholdCurve(set),
  };
}

type Name = 'auc' | 'logLoss' | 'brier' | 'averagePrecision';
type Figures = Partial<Record<Name, number> & Record<`${Name}Interval`, [number, number]>>;

function triple({ value, interval: [low, high] }: Estimate): [number, number, number] {
  return [keptFigure(value), keptFigure(low), keptFigure(high)];
}

function isMeasured({ value, interval }: Estimate): boolean {
  return [value, ...interval].every(Number.isFinite);
}

/** Intervals by the name of their figure, as if all rows were independent. */
export type Independent = Partial<Record<Resampled, [number, number]>>;

/** The intervals of `measure`, as if all rows were independent. */
export function independentIntervals(
  logits: Float64Array,
  rows: TrainingRows,
  { test }: Pick<Split, 'test'>,
  seed: number,
): Independent {
  const estimates = bootstrap(logits, independent(heldOutRows(rows, test)), { seed });
  return Object.fromEntries(
    Object.entries(estimates).map(([name, { interval }]) => [name, interval.map(keptFigure) as [number, number]]),
  );
}

import { clusterSummary, type HeldOutRows } from '../rows/held-out-rows.ts';
import { binNoise, netCalibrationError } from './calibration-error.ts';
import { type CalibrationLine, calibrationLine } from './calibration-line.ts';
import { metrics } from './metrics.ts';
import { percentileInterval } from './percentile-interval.ts';
import { ranked } from './ranked.ts';
import { resampledSets } from './resampled-sets.ts';
import type { ResampleOptions } from './resamples.ts';

/** Figures of the answers that two contenders can be compared by. */
export const COMPARED = ['auc', 'logLoss', 'brier', 'averagePrecision', 'netCalibrationError'] as const;
export type Compared = (typeof COMPARED)[number];

/**
 * Figures that have bootstrap intervals. The calibration error itself has none: noise between answers and outcomes
 * increases it, and a resample has more noise than the rows, so the interval would lie above the figure itself.
 */
export const RESAMPLED = [...COMPARED, 'calibrationIntercept', 'calibrationSlope'] as const;
export type Resampled = (typeof RESAMPLED)[number];

/** A figure and its 95 % interval. */
export interface Estimate {
  value: number;
  interval: [number, number];
}

/**
 * Figures of logits of held-out rows, with percentile intervals over bootstrap resamples (see `resamples`): of whole
 * clusters, if the rows have any. There is no slope if all answers are equal or separate the classes.
 */
export function bootstrap(
  logits: Float64Array,
  rows: HeldOutRows,
  options: ResampleOptions,
): { [name in Exclude<Resampled, 'calibrationSlope'>]: Estimate } & { calibrationSlope?: Estimate } {
  const full = ranked(logits, rows, Number.POSITIVE_INFINITY);
  const coarse = ranked(logits, rows);
  const noise = binNoise(coarse, rows);
  const figuresOf = (
    { set, probability }: Pick<typeof full, 'set' | 'probability'>,
    times: number,
    start?: CalibrationLine,
  ) => {
    const { intercept, slope } = calibrationLine(set, start);
    const error = netCalibrationError(set, probability, noise, times);
    return {
      ...metrics(set, probability),
      netCalibrationError: error,
      calibrationIntercept: intercept,
      calibrationSlope: slope,
    };
  };
  const point = figuresOf(full, 1);
  const { probability } = coarse;
  const start = { intercept: point.calibrationIntercept, slope: point.calibrationSlope };
  const draws = Array.from(resampledSets(coarse, rows, options), (set) => figuresOf({ set, probability }, 2, start));
  const clusters = clusterSummary(rows);
  const estimate = (name: Resampled): Estimate => ({
    value: point[name],
    interval: percentileInterval(
      draws.map((draw) => draw[name]),
      clusters,
    ),
  });
  const slope = estimate('calibrationSlope');
  return {
    auc: estimate('auc'),
    logLoss: estimate('logLoss'),
    brier: estimate('brier'),
    averagePrecision: estimate('averagePrecision'),
    netCalibrationError: estimate('netCalibrationError'),
    calibrationIntercept: estimate('calibrationIntercept'),
    ...(hasSlope(slope) && { calibrationSlope: slope }),
  };
}

function hasSlope({ value, interval }: Estimate): boolean {
  return ![value, ...interval].some(Number.isNaN);
}

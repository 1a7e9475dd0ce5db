import { type ClusterSummary, clusterSummary, type HeldOutRows } from '../rows/held-out-rows.ts';
import { COMPARED, type Compared } from './bootstrap.ts';
import { binNoise, netCalibrationError } from './calibration-error.ts';
import { type Verdict, verdicts } from './holm.ts';
import { metrics, type Scored } from './metrics.ts';
import { differenceP, percentileInterval } from './percentile-interval.ts';
import { ranked, resampledSet } from './ranked.ts';
import { type Resample, type ResampleOptions, resamples } from './resamples.ts';

/** A figure of two contenders on the same rows; the difference is the second minus the first. */
export interface PairedFigure {
  figure: Compared;
  first: number;
  second: number;
  difference: number;
  /** 95 % interval of the difference. */
  interval: [number, number];
  /** Probability of a difference this far from 0 if there were none. */
  p: number;
}

/**
 * Compares two sets of logits on the same held-out rows. The intervals are percentiles over bootstrap resamples (see
 * `resamples`). Both contenders get the same resampled rows, so common noise cancels.
 */
export function pairedFigures(
  first: Float64Array,
  second: Float64Array,
  rows: HeldOutRows,
  options: ResampleOptions,
): PairedFigure[] {
  const [one, other] = [contender(first, rows), contender(second, rows)];
  const draws = Array.from(
    resamples(rows, options),
    (counts) => [one.resampled(counts), other.resampled(counts)] as const,
  );
  return summarise(
    [[one.figures, other.figures]],
    draws.map((pair) => [pair]),
    clusterSummary(rows),
  );
}

/** The comparison of one figure. */
export function figureOf(figures: readonly PairedFigure[], name: Compared): PairedFigure {
  return figures.find(({ figure }) => figure === name)!;
}

/** What each comparison shows about the second contender, given their number. */
export function figureVerdicts(figures: readonly PairedFigure[]): Verdict[] {
  return verdicts(figures.map((one) => ({ ...one, higherIsBetter: HIGHER_IS_BETTER.has(one.figure) })));
}

const HIGHER_IS_BETTER = new Set<Compared>(['auc', 'averagePrecision']);

type Figures = Record<Compared, number>;

/** The answers of a contender: their figures, and those of a resample. */
export function contender(
  logits: Float64Array,
  rows: HeldOutRows,
): { figures: Figures; resampled: (counts: Resample) => Figures } {
  const full = ranked(logits, rows, Number.POSITIVE_INFINITY);
  const coarse = ranked(logits, rows);
  const noise = binNoise(coarse, rows);
  const figuresOf = (set: Scored, probability: Float64Array, times: number): Figures => ({
    ...metrics(set, probability),
    netCalibrationError: netCalibrationError(set, probability, noise, times),
  });
  return {
    figures: figuresOf(full.set, full.probability, 1),
    resampled: (counts) => figuresOf(resampledSet(coarse, counts), coarse.probability, 2),
  };
}

/** Figures of two contenders as means over parts, from the figures of each part and of each part of every resample. */
export function summarise(
  points: readonly (readonly [Figures, Figures])[],
  draws: readonly (readonly (readonly [Figures, Figures])[])[],
  clusters: ClusterSummary | undefined,
): PairedFigure[] {
  return COMPARED.map((figure) => {
    const [first, second] = [mean(points.map(([a]) => a[figure])), mean(points.map(([, b]) => b[figure]))];
    const differences = draws.map((parts) => mean(parts.map(([a, b]) => b[figure] - a[figure])));
    const difference = second - first;
    const interval = percentileInterval(differences, clusters);
    return { figure, first, second, difference, interval, p: differenceP(difference, differences, clusters) };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import type { Estimate } from '../training/figures/bootstrap.ts';
import { type Metrics, metrics, type Scored } from '../training/figures/metrics.ts';
import { percentileInterval } from '../training/figures/percentile-interval.ts';
import { ranked, resampledSet } from '../training/figures/ranked.ts';
import { type ResampleOptions, resamples } from '../training/figures/resamples.ts';
import { clusterSummary } from '../training/rows/held-out-rows.ts';
import type { AnsweredRows } from './answered-rows.ts';

/** The figures that are monitored. */
const MONITORED = ['auc', 'logLoss', 'brier'] as const;
export type Monitored = (typeof MONITORED)[number];

/** A figure as it would be if every answer were right, and how far the outcomes are from it. */
export interface ExpectedFigure {
  expected: number;
  /** Realised minus expected: what a shift of the rows alone does not explain. */
  gap: Estimate;
}

/**
 * The figures that calibrated answers lead to, whatever the outcomes: of each row, a share of its probability turns out
 * positive. A difference between these and the figures of training is a shift of the rows (covariate shift); one between
 * these and the realised figures, of the outcomes given the rows (concept drift). Confidence-based performance estimation
 * (NannyML documentation, "CBPE"); it says nothing about rows unlike any that training saw.
 */
export function expectedFigures(
  { logits, held }: AnsweredRows,
  options: ResampleOptions,
): Record<Monitored, ExpectedFigure> {
  const full = ranked(logits, held, Number.POSITIVE_INFINITY);
  const coarse = ranked(logits, held);
  const gapsOf = (set: Scored, probability: Float64Array) => {
    const [realised, expected] = [metrics(set, probability), metrics(asAnswered(set, probability), probability)];
    return { expected, gap: (name: Monitored) => realised[name] - expected[name] };
  };
  const point = gapsOf(full.set, full.probability);
  const draws = Array.from(resamples(held, options), (counts) => {
    const { gap } = gapsOf(resampledSet(coarse, counts), coarse.probability);
    return MONITORED.map(gap);
  });
  const clusters = clusterSummary(held);
  const of = (name: Monitored, k: number): ExpectedFigure => ({
    expected: point.expected[name as keyof Metrics],
    gap: {
      value: point.gap(name),
      interval: percentileInterval(
        draws.map((draw) => draw[k]!),
        clusters,
      ),
    },
  });
  return { auc: of('auc', 0), logLoss: of('logLoss', 1), brier: of('brier', 2) };
}

/** The same rows with the outcomes that their answers state. */
function asAnswered(set: Scored, probability: Float64Array): Scored {
  const all = set.positive.map((positive, g) => positive + set.negative[g]!);
  return {
    ...set,
    positive: all.map((count, g) => count * probability[g]!),
    negative: all.map((count, g) => count * (1 - probability[g]!)),
  };
}

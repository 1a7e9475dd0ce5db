import type { Evaluation } from '../../src/core/artifact.ts';
import { keptFigure, metrics } from '../training/figures/metrics.ts';
import { thresholdCurve } from '../training/figures/threshold-curve.ts';
import { SEED } from '../training/rows/splits.ts';
import type { Answers } from './answers.ts';

const WITHOUT_INTERVALS = 'intervals need single rows, which stay in the warehouse';

/**
 * The figures of answers to the rows that a split holds out. Log loss, Brier score and curve are sums over rows; AUC and
 * calibration error take logits that differ by less than a thousandth as equal. Average precision would be off by more.
 */
export function evaluationOf(split: Evaluation['split'], { set, logLoss, brier }: Answers): Evaluation {
  const positives = set.positive.reduce((sum, value) => sum + value, 0);
  const negatives = set.negative.reduce((sum, value) => sum + value, 0);
  const about = { split, seed: SEED, rows: Math.round(positives + negatives) };
  const { auc, calibrationError } = metrics(set);
  const single = positives === 0 ? 'negative' : negatives === 0 ? 'positive' : undefined;
  return {
    ...about,
    reason: single === undefined ? WITHOUT_INTERVALS : `all held-out rows are ${single}`,
    ...(single === undefined && { auc: keptFigure(auc) }),
    logLoss: keptFigure(logLoss),
    brier: keptFigure(brier),
    calibrationError: keptFigure(calibrationError),
    curve: thresholdCurve(set),
  };
}

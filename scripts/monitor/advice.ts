import type { Artifact } from '../../src/core/artifact.ts';
import { interceptShift } from '../recalibrate/intercept-shift.ts';
import { fittedIntercept } from '../recalibrate/recalibrated-artifact.ts';
import { shiftInterval } from '../recalibrate/shift-interval.ts';
import { figureOf, type PairedFigure, pairedFigures } from '../training/figures/paired-bootstrap.ts';
import type { ResampleOptions } from '../training/figures/resamples.ts';
import type { HeldOutRows } from '../training/rows/held-out-rows.ts';
import type { AnsweredRows } from './answered-rows.ts';

/** The recalibration that outcomes ask for. */
export interface Advice {
  /** The shift of the fitted intercept that was answered with, and the one that the outcomes ask for. */
  current: number;
  shift: number;
  /** 95 % interval of the shift that they ask for. */
  interval: [number, number];
  /** Log loss as answered and with the new shift, on rows that the shift did not see: see `withoutOwnFold`. */
  effect: PairedFigure;
  /** Whether the current shift is outside the interval, and the new one does better. */
  advised: boolean;
}

/** The recalibration of an artifact that `npm run recalibrate` would write, and what it would have changed. */
export function recalibrationAdvice(
  { intercept, training }: Pick<Artifact, 'intercept' | 'training'>,
  { logits, held }: AnsweredRows,
  options: ResampleOptions,
): Advice {
  const current = intercept - fittedIntercept({ intercept, training } as Artifact);
  const logit = logits.map((z) => z - current);
  const { shift } = interceptShift({ ...held, logit });
  const { clusters } = held;
  const interval = shiftInterval(
    { ...held, logit },
    shift,
    clusters && { count: clusters.count, of: clusters.cluster },
  );
  const recalibrated = withoutOwnFold(logit, held);
  const effect = figureOf(pairedFigures(logits, recalibrated, held, options), 'logLoss');
  const advised = (current < interval[0] || current > interval[1]) && effect.difference < 0;
  return { current, shift, interval, effect, advised };
}

const FOLDS = 10;

/** Logits with the shift that the rows of the other folds ask for: whole clusters are in one of ten folds. */
function withoutOwnFold(logit: Float64Array, { weight, positives, clusters }: HeldOutRows): Float64Array {
  const foldOf = (row: number) => (clusters ? clusters.cluster[row]! : row) % FOLDS;
  const shifts = Array.from({ length: FOLDS }, (_, fold) => {
    const others = weight.map((one, row) => (foldOf(row) === fold ? 0 : one));
    return interceptShift({
      logit,
      weight: others,
      positives: positives.map((one, row) => (foldOf(row) === fold ? 0 : one)),
    }).shift;
  });
  return logit.map((z, row) => z + shifts[foldOf(row)]!);
}

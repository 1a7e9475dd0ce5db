import { decimals } from '../../maths/decimals.ts';
import { selectValues } from '../../maths/vector.ts';
import { type CalibrationLine, fitLine, PERFECT } from '../figures/calibration-line.ts';
import { metrics, type Scored, scored } from '../figures/metrics.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { scoreRows } from '../score-rows.ts';
import type { Calibration, TrainedVariant } from '../trained-variant.ts';
import { origins } from './time-windows.ts';

/** Fits a variant to selected rows. @throws {RangeError} when they cannot be fitted */
type Fit = (rows: TrainingRows, selected: Uint32Array) => TrainedVariant;

/**
 * Looks for an intercept and a slope that make the answers of a fit right for times ahead. Each of the last windows of
 * the training rows is answered by a fit of the rows before it; the line (Platt scaling) is fitted to the last one. It is
 * applied only if it helps inside the training rows: the line of each window must lower the log loss of the next.
 * @returns undefined if the order of time is not known, there are too few days, or a fit of earlier rows fails
 */
export function calibrateAhead(refit: Fit, rows: TrainingRows, selected: Uint32Array): Calibration | undefined {
  const windows = answeredAhead(refit, rows, selected);
  if (windows === undefined) return undefined;
  const lines = windows.map((window) => fitLine(window, PERFECT, false));
  const gains = windows
    .slice(1)
    .map((window, k) => metrics(window).logLoss - metrics(onLine(window, lines[k]!)).logLoss);
  const { intercept, slope } = lines.at(-1)!;
  if (![intercept, slope, ...gains].every(Number.isFinite)) return undefined;
  return {
    intercept: decimals(intercept, 6),
    slope: decimals(slope, 6),
    gains: gains.map((gain) => decimals(gain, 6)),
    applied: slope > 0 && gains.every((gain) => gain > 0),
  };
}

/** The last windows, answered by fits of the rows before each; undefined if there are none, or they cannot be fitted. */
function answeredAhead(refit: Fit, rows: TrainingRows, selected: Uint32Array): Scored[] | undefined {
  const windows = origins(rows, selected);
  if (windows.length === 0) return undefined;
  try {
    return windows.map(({ rows: own, train, held }) => {
      const logits = scoreRows(refit(own, train), own, held);
      return scored(logits, selectValues(own.weight, held), selectValues(own.positives, held));
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function onLine(window: Scored, { intercept, slope }: CalibrationLine): Scored {
  return { ...window, logit: window.logit.map((z) => intercept + slope * z) };
}

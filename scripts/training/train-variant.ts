import type { VariantDefinition } from '../models/definition.ts';
import { calibrateAhead } from './ahead/calibrate-ahead.ts';
import { calibrated } from './ahead/calibrated.ts';
import { LARGEST_GRADIENT } from './fit/solver.ts';
import { everyRow, type TrainingRows } from './rows/rows.ts';
import { chooseFeatures } from './selection/choose-features.ts';
import { trainLearned } from './train-learned.ts';
import { trainPlain } from './train-plain.ts';
import type { Calibration, ResolvedVariant, TrainedVariant, TrainOptions } from './trained-variant.ts';

/** Half of what a certificate allows: rounding the coefficients to nine decimals takes some of the rest. */
export const CERTIFIED = LARGEST_GRADIENT / 2;

/** Fits of earlier rows, whose answers a calibration is fitted to. */
const FOR_CALIBRATION = 1e-7;

/**
 * Fits a variant on all rows, or on the selected ones. Coefficients are rounded before their gradient is certified, so
 * the certificate is that of the numbers in the file. With validation by time, the fit is calibrated for times ahead.
 * @throws {RangeError} when the rows cannot be fitted, or the fit does not converge
 */
export function trainVariant(
  variant: VariantDefinition,
  rows: TrainingRows,
  selected: Uint32Array = everyRow(rows),
  { onProgress, tolerance = CERTIFIED }: TrainOptions = {},
): TrainedVariant {
  const { features, choice } = chooseFeatures(variant, rows, selected, onProgress);
  const resolved = { ...variant, features };
  const fitted = fitVariant(resolved, rows, selected, { tolerance, onProgress });
  const trained = choice ? { ...fitted, choice } : fitted;
  if (variant.validation !== 'time') return trained;
  const refit = (earlier: TrainingRows, part: Uint32Array) =>
    fitVariant(resolved, earlier, part, { tolerance: FOR_CALIBRATION });
  const calibration = calibrateAhead(refit, rows, selected);
  if (calibration === undefined) return trained;
  onProgress?.(calibrationText(calibration));
  return { ...calibrated(trained, calibration), calibration };
}

function fitVariant(
  variant: ResolvedVariant,
  rows: TrainingRows,
  selected: Uint32Array,
  { onProgress, tolerance }: TrainOptions & { tolerance: number },
): TrainedVariant {
  const trained =
    variant.shrinkage === 'learned'
      ? trainLearned(variant, rows, selected, { tolerance, onProgress })
      : trainPlain(variant, rows, selected, onProgress);
  return converged(trained, tolerance);
}

/** @throws {RangeError} when the gradient of a fit is not as small as its tolerance asks for */
export function converged(trained: TrainedVariant, tolerance: number): TrainedVariant {
  if (trained.gradient <= Math.max(LARGEST_GRADIENT, 2 * tolerance)) return trained;
  throw new RangeError(`the fit did not converge: its gradient is ${trained.gradient} per row`);
}

function calibrationText({ intercept, slope, gains, applied }: Calibration): string {
  const line = `intercept ${intercept.toFixed(3)}, slope ${slope.toFixed(3)}`;
  const change = gains.map((gain) => (-gain).toFixed(4)).join(', ');
  return `calibration ahead ${applied ? 'applied' : 'not applied'}: ${line}; inside, log loss changes by ${change}`;
}

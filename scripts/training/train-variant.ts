import type { VariantDefinition } from '../models/definition.ts';
import { LARGEST_GRADIENT } from './fit/solver.ts';
import { everyRow, type TrainingRows } from './rows/rows.ts';
import { chooseFeatures } from './selection/choose-features.ts';
import { trainLearned } from './train-learned.ts';
import { trainPlain } from './train-plain.ts';
import type { TrainedVariant, TrainOptions } from './trained-variant.ts';

/** Half of what a certificate allows: rounding the coefficients to nine decimals takes some of the rest. */
const CERTIFIED = LARGEST_GRADIENT / 2;

/**
 * Fits a variant on all rows, or on the selected ones. Coefficients are rounded before their gradient is certified, so
 * the certificate is that of the numbers in the file.
 * @throws {RangeError} when the rows cannot be fitted, or the fit does not converge
 */
export function trainVariant(
  variant: VariantDefinition,
  rows: TrainingRows,
  selected: Uint32Array = everyRow(rows),
  { onProgress, tolerance = CERTIFIED }: TrainOptions = {},
): TrainedVariant {
  const features = chooseFeatures(variant, rows, selected, onProgress);
  const resolved = { ...variant, features };
  const trained =
    variant.shrinkage === 'learned'
      ? trainLearned(resolved, rows, selected, { tolerance, onProgress })
      : trainPlain(resolved, rows, selected, onProgress);
  if (!(trained.gradient <= Math.max(LARGEST_GRADIENT, 2 * tolerance))) {
    throw new RangeError(`the fit did not converge: its gradient is ${trained.gradient} per row`);
  }
  return trained;
}

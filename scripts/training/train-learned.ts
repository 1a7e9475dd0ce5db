import { fitLearned, learnedGradient } from './learned/fit-learned.ts';
import type { TrainingRows } from './rows/rows.ts';
import {
  decimals,
  type FitOptions,
  perRow,
  type ResolvedVariant,
  type TrainedVariant,
  withCoefficients,
} from './trained-variant.ts';

/**
 * Fits a variant whose penalties are learned. Coefficients are kept to nine decimals: a billionth of the odds, and half
 * the bytes of a full number.
 */
export function trainLearned(
  variant: ResolvedVariant,
  rows: TrainingRows,
  selected: Uint32Array,
  { onProgress, tolerance }: FitOptions & { tolerance: number },
): TrainedVariant {
  const fit = fitLearned(variant, rows, selected, {
    tolerance,
    onRound: (stage, { round, lambda, effective, gradient }) =>
      onProgress?.(
        `${stage}, round ${round}: λ ${Math.min(...lambda).toFixed(1)}–${Math.max(...lambda).toFixed(0)}, ` +
          `${Math.round(effective.reduce((sum, value) => sum + value, 0))} effective coefficients, ${perRow(gradient)}`,
      ),
    onStep: (gradient) => onProgress?.(`fit, ${perRow(gradient)}`),
  });
  const intercept = decimals(fit.intercept, 9);
  const features = fit.shapes.map((shape, b) =>
    withCoefficients(
      shape,
      fit.coefficients[b]!.map((value) => decimals(value, 9)),
    ),
  );
  const gradient = learnedGradient(features, intercept, fit.penalty, rows, selected);
  const coefficients = fit.coefficients.reduce((sum, own) => sum + own.length, 0);
  return {
    intercept,
    features,
    coefficients,
    penalty: fit.penalty,
    scaleDeviation: fit.scaleDeviation,
    solver: 'newton-cg',
    gradient,
    iterations: fit.iterations,
  };
}

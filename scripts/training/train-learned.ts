import type { Feature } from '../../src/core/artifact.ts';
import { decimals } from '../maths/decimals.ts';
import { selectValues, sum } from '../maths/vector.ts';
import { gradientNorm } from './fit/newton-cg.ts';
import { baseRateStart, objective } from './fit/objective.ts';
import { learnShrinkage, type ShrinkageRound } from './fit/shrinkage.ts';
import { fitPruned } from './learned/fit-pruned.ts';
import { learningRows } from './learned/learning-rows.ts';
import { validatePenalties } from './learned/validate-penalties.ts';
import { coefficientVector, featureCoefficients } from './matrix/blocks.ts';
import { featureShape } from './matrix/feature-shape.ts';
import { subsample } from './rows/inner-split.ts';
import type { TrainingRows } from './rows/rows.ts';
import {
  gradientText,
  type ResolvedVariant,
  type TrainedVariant,
  type TrainOptions,
  withCoefficients,
} from './trained-variant.ts';

const ROUNDS_ON_ALL_ROWS = 4;
/** Coefficients keep nine decimals: a billionth of the odds, and half the bytes of a full number. */
const DECIMALS = 9;

/** More decimals for a penalty that is large for the number of rows: the gradient has λ times what rounding changes. */
function decimalsOf(lambda: number, weight: number): number {
  return DECIMALS + Math.max(0, Math.ceil(Math.log10((4 * lambda) / weight)));
}

/**
 * Fits a variant with learned shrinkage: learns a penalty per feature from the selected rows, scales all penalties by the
 * factor that suits validation rows inside them, and fits the most important cells, within the budget.
 */
export function trainLearned(
  variant: ResolvedVariant,
  rows: TrainingRows,
  selected: Uint32Array,
  { onProgress, tolerance }: TrainOptions & { tolerance: number },
): TrainedVariant {
  const { features: definitions, budget } = variant;
  const report = (stage: string) => (round: ShrinkageRound) => onProgress?.(`${stage}, ${roundText(round)}`);
  const { lambda, scale, deviation } = validatePenalties(variant, rows, selected, report('validation'));
  const learned = learnOnAllRows(variant, rows, selected, { lambda, onRound: report('all rows') });
  const penalty = Array.from(learned, (value) => Number((value * scale).toPrecision(4)));
  const { shapes, matrix, beta, iterations } = fitPruned(definitions, rows, selected, {
    lambda: penalty,
    budget,
    tolerance,
    onStep: (gradient) => onProgress?.(`fit, ${gradientText(gradient)}`),
  });
  const intercept = decimals(beta.at(-1)!, DECIMALS);
  const coefficients = featureCoefficients(shapes, matrix, beta);
  const weight = sum(selectValues(rows.weight, selected));
  const features = shapes.map((shape, b) =>
    withCoefficients(
      shape,
      coefficients[b]!.map((value) => decimals(value, decimalsOf(penalty[b]!, weight))),
    ),
  );
  return {
    intercept,
    features,
    coefficients: coefficients.flat().length,
    penalty,
    scaleDeviation: deviation,
    solver: 'newton-cg',
    gradient: learnedGradient(features, intercept, penalty, rows, selected),
    iterations,
  };
}

function learnOnAllRows(
  { features }: ResolvedVariant,
  rows: TrainingRows,
  selected: Uint32Array,
  { lambda, onRound }: { lambda: Float64Array; onRound: (round: ShrinkageRound) => void },
): Float64Array {
  const sample = subsample(selected, learningRows(features));
  const shapes = features.map((feature) => featureShape(feature, rows, sample));
  const sampled = objective(shapes, rows, sample, lambda);
  const start = baseRateStart(sampled);
  return learnShrinkage(sampled, { start, lambda, rounds: ROUNDS_ON_ALL_ROWS, onRound }).lambda;
}

/** Largest component of the gradient at given features with coefficients, divided by the total weight. */
export function learnedGradient(
  features: readonly Feature[],
  intercept: number,
  penalty: readonly number[],
  rows: TrainingRows,
  selected: Uint32Array,
): number {
  const fitted = objective(features, rows, selected, penalty);
  const coefficients = features.map((feature) => feature.coefficients);
  return gradientNorm(fitted, coefficientVector(fitted.matrix, coefficients, intercept));
}

function roundText({ round, lambda, effective, gradient }: ShrinkageRound): string {
  const range = `${Math.min(...lambda).toFixed(1)}–${Math.max(...lambda).toFixed(0)}`;
  return `round ${round}: λ ${range}, ${Math.round(sum(effective))} effective coefficients, ${gradientText(gradient)}`;
}

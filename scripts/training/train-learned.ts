import type { Feature } from '../../src/core/artifact.ts';
import { decimals } from '../maths/decimals.ts';
import { sum } from '../maths/vector.ts';
import { gradientNorm, gradientNormSteps } from './fit/newton-cg.ts';
import { objective, penaltyVector } from './fit/objective.ts';
import { type ShrinkageRound, shrinkageSteps } from './fit/shrinkage.ts';
import { ask, now, type Steps, stage } from './fit/steps.ts';
import { fitPruned } from './learned/fit-pruned.ts';
import { type LearnedRows, learnedRows } from './learned/learned-rows.ts';
import { validatePenalties } from './learned/validate-penalties.ts';
import { coefficientVector, featureCoefficients } from './matrix/blocks.ts';
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
  options: TrainOptions & { tolerance: number },
): TrainedVariant {
  return now(learnedSteps(variant, learnedRows(variant, rows, selected), options));
}

/** The steps of `trainLearned` over any rows. */
export function* learnedSteps(
  { features: definitions, budget }: Pick<ResolvedVariant, 'features' | 'budget'>,
  rows: LearnedRows,
  { onProgress, tolerance }: TrainOptions & { tolerance: number },
): Steps<TrainedVariant> {
  const report = (what: string) => (round: ShrinkageRound) => onProgress?.(`${what}, ${roundText(round)}`);
  const { lambda, scale, deviation } = yield* stage(() =>
    validatePenalties(rows, definitions.length, report('validation')),
  );
  const learned = yield* stage(function* () {
    const sample = yield* ask(() => rows.sample());
    const options = { start: sample.start, lambda, rounds: ROUNDS_ON_ALL_ROWS, onRound: report('all rows') };
    return (yield* shrinkageSteps(sample, options)).lambda;
  });
  const penalty = Array.from(learned, (value) => Number((value * scale).toPrecision(4)));
  const { shapes, matrix, beta, iterations } = yield* stage(() =>
    fitPruned(rows, {
      lambda: penalty,
      budget,
      tolerance,
      onStep: (gradient) => onProgress?.(`fit, ${gradientText(gradient)}`),
    }),
  );
  const intercept = decimals(beta.at(-1)!, DECIMALS);
  const coefficients = featureCoefficients(shapes, matrix, beta);
  const features = shapes.map((shape, b) =>
    withCoefficients(
      shape,
      coefficients[b]!.map((value) => decimals(value, decimalsOf(penalty[b]!, rows.weight))),
    ),
  );
  return {
    intercept,
    features,
    coefficients: coefficients.flat().length,
    penalty,
    scaleDeviation: deviation,
    solver: 'newton-cg',
    gradient: yield* stage(() => certificate(rows, features, intercept, penalty)),
    iterations,
  };
}

/** Largest component of the gradient at given features with coefficients, divided by the total weight. */
function* certificate(
  rows: LearnedRows,
  features: readonly Feature[],
  intercept: number,
  penalty: readonly number[],
): Steps<number> {
  const { matrix, under } = (yield* ask(() => rows.all(features))).rows;
  const coefficients = features.map((feature) => feature.coefficients);
  return yield* gradientNormSteps(
    under(penaltyVector(matrix, penalty)),
    coefficientVector(matrix, coefficients, intercept),
  );
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

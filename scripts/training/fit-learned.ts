import type { Feature } from '../../src/core/artifact.ts';
import type { FeatureShape } from '../../src/core/feature.ts';
import type { FeatureDefinition, VariantDefinition } from '../model-definition.ts';
import { coefficientVector, featureCoefficients } from './blocks.ts';
import { thin } from './inner-split.ts';
import { penalised, problem } from './learned-problem.ts';
import { gradientNorm, minimise } from './newton-cg.ts';
import { prune } from './prune.ts';
import type { Rows } from './rows.ts';
import { learnShrinkage, type ShrinkageRound } from './shrinkage.ts';
import { LEARNING_ROWS, validatePenalties } from './validate-penalties.ts';

/** A fit with a penalty per feature. */
export interface LearnedFit {
  intercept: number;
  shapes: FeatureShape[];
  coefficients: number[][];
  penalty: number[];
  iterations: number;
}

export interface LearnedOptions {
  onRound?: (stage: string, round: ShrinkageRound) => void;
  onStep?: (gradient: number) => void;
}

/** A variant whose features are settled. */
type Settled = Pick<VariantDefinition, 'validation' | 'budget'> & { features: FeatureDefinition[] };

/** Enough to tell which cells matter. */
const PRUNING = 1e-4;
/** Half of what a certificate allows: rounding the coefficients to nine decimals takes some of the rest. */
const TOLERANCE = 5e-10;
const ROUNDS_ON_ALL_ROWS = 4;

/**
 * Learns a penalty per feature from the rows selected, scales them all by what validation inside these rows prefers,
 * fits, keeps the `budget` cells that matter most, and fits again.
 */
export function fitLearned(
  variant: Settled,
  rows: Rows,
  selected: Uint32Array,
  { onRound, onStep }: LearnedOptions = {},
): LearnedFit {
  const { features, budget } = variant;
  const { lambda, scale } = validatePenalties(variant, rows, selected, (round) => onRound?.('validation', round));
  const learning = problem(features, rows, thin(selected, LEARNING_ROWS));
  learnShrinkage(learning.likelihood, {
    ...learning,
    lambda,
    rounds: ROUNDS_ON_ALL_ROWS,
    onRound: (round) => onRound?.('all rows', round),
  });
  const scaled = lambda.map((value) => significant(value * scale));

  const full = problem(features, rows, selected);
  let iterations = 0;
  const step = (gradient: number) => {
    iterations++;
    onStep?.(gradient);
  };
  minimise(penalised(full, scaled), full.beta, { tolerance: PRUNING, onStep: step });
  const kept = prune(full, scaled, budget);
  const refit = problem(features, rows, selected, kept.shapes);
  refit.beta.set(coefficientVector(refit.likelihood.matrix, kept.coefficients, full.beta.at(-1)!));
  minimise(penalised(refit, scaled), refit.beta, { tolerance: TOLERANCE, onStep: step });
  return {
    intercept: refit.beta.at(-1)!,
    shapes: refit.shapes,
    coefficients: featureCoefficients(refit.shapes, refit.likelihood.matrix, refit.beta),
    penalty: Array.from(scaled),
    iterations,
  };
}

/** Largest component of the gradient at given features with coefficients, divided by the total weight. */
export function learnedGradient(
  features: readonly Feature[],
  intercept: number,
  penalty: readonly number[],
  rows: Rows,
  selected: Uint32Array,
): number {
  const fitted = problem([], rows, selected, [...features]);
  fitted.beta.set(
    coefficientVector(
      fitted.likelihood.matrix,
      features.map(({ coefficients }) => coefficients),
      intercept,
    ),
  );
  return gradientNorm(penalised(fitted, penalty), fitted.beta);
}

function significant(value: number): number {
  return Number(value.toPrecision(4));
}

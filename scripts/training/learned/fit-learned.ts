import type { Feature } from '../../../src/core/artifact.ts';
import type { FeatureShape } from '../../../src/core/feature.ts';
import type { FeatureDefinition, VariantDefinition } from '../../models/definition.ts';
import { gradientNorm } from '../fit/newton-cg.ts';
import { learnShrinkage, type ShrinkageRound } from '../fit/shrinkage.ts';
import { coefficientVector, featureCoefficients } from '../matrix/blocks.ts';
import { thin } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { fitPruned } from './fit-pruned.ts';
import { objective, penalised } from './objective.ts';
import { LEARNING_ROWS, validatePenalties } from './validate-penalties.ts';

/** A fit with a penalty per feature. */
export interface LearnedFit {
  intercept: number;
  shapes: FeatureShape[];
  coefficients: number[][];
  penalty: number[];
  /** Standard deviation of the logarithm of what all penalties share. */
  scaleDeviation: number;
  iterations: number;
}

export interface LearnedOptions {
  /** Largest component of the gradient, per row, at which the fit may stop. */
  tolerance: number;
  onRound?: (stage: string, round: ShrinkageRound) => void;
  onStep?: (gradient: number) => void;
}

/** A variant whose features are resolved. */
type Settled = Pick<VariantDefinition, 'validation' | 'budget'> & { features: FeatureDefinition[] };

const ROUNDS_ON_ALL_ROWS = 4;

/**
 * Learns a penalty per feature from the rows selected, scales them all by what validation inside these rows prefers,
 * fits, keeps the `budget` cells that matter most, and fits again.
 */
export function fitLearned(
  variant: Settled,
  rows: TrainingRows,
  selected: Uint32Array,
  { tolerance, onRound, onStep }: LearnedOptions,
): LearnedFit {
  const { features, budget } = variant;
  const { lambda, scale, deviation } = validatePenalties(variant, rows, selected, (round) =>
    onRound?.('validation', round),
  );
  const learning = objective(features, rows, thin(selected, LEARNING_ROWS));
  learnShrinkage(learning.likelihood, {
    ...learning,
    lambda,
    rounds: ROUNDS_ON_ALL_ROWS,
    onRound: (round) => onRound?.('all rows', round),
  });
  const scaled = lambda.map((value) => significant(value * scale));

  let iterations = 0;
  const fitted = fitPruned(objective(features, rows, selected), scaled, {
    rows,
    selected,
    budget,
    tolerance,
    onStep: (gradient) => {
      iterations++;
      onStep?.(gradient);
    },
  });
  return {
    intercept: fitted.beta.at(-1)!,
    shapes: fitted.shapes,
    coefficients: featureCoefficients(fitted.shapes, fitted.likelihood.matrix, fitted.beta),
    penalty: Array.from(scaled),
    scaleDeviation: deviation,
    iterations,
  };
}

/** Largest component of the gradient at given features with coefficients, divided by the total weight. */
export function learnedGradient(
  features: readonly Feature[],
  intercept: number,
  penalty: readonly number[],
  rows: TrainingRows,
  selected: Uint32Array,
): number {
  const fitted = objective([], rows, selected, [...features]);
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

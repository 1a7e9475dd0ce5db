import type { Feature } from '../../src/core/artifact.ts';
import type { FeatureShape } from '../../src/core/feature.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import type { FeatureDefinition, VariantDefinition } from '../model-definition.ts';
import { type BlockMatrix, multiply, multiplyTransposed } from './block-matrix.ts';
import { blockMatrix, coefficientVector, featureCoefficients } from './blocks.ts';
import { selectValues } from './design-matrix.ts';
import { featureShape } from './features.ts';
import { innerSplit } from './inner-split.ts';
import { curvature, gradientNorm, minimise, type PenalisedLikelihood } from './newton-cg.ts';
import type { Rows } from './rows.ts';
import { learnShrinkage, penaltyVector, type ShrinkageRound } from './shrinkage.ts';
import { sum } from './vector.ts';

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

const FIRST_LAMBDA = 20;
/** Penalties are learned on at most this many groups, evenly spaced. */
const LEARNING_ROWS = 300_000;
const SCALES = [0.35, 0.5, 0.71, 1, 1.41, 2, 2.83, 4];
const ROUGH = 1e-7;
/** Enough to tell which cells matter. */
const PRUNING = 1e-4;
const TOLERANCE = 1e-10;

/**
 * Learns a penalty per feature from the rows selected, scales them all by what validation inside these rows prefers,
 * fits, keeps the `budget` cells that matter most, and fits again.
 */
export function fitLearned(
  {
    features,
    validation,
    budget,
  }: Pick<VariantDefinition, 'validation' | 'budget'> & { features: FeatureDefinition[] },
  rows: Rows,
  selected: Uint32Array,
  { onRound, onStep }: LearnedOptions = {},
): LearnedFit {
  const inner = innerSplit(rows, thin(selected, LEARNING_ROWS * 2), validation);
  const first = new Float64Array(features.length).fill(FIRST_LAMBDA);
  const validated = problem(features, rows, thin(inner.train, LEARNING_ROWS));
  const lambda = learnShrinkage(validated.likelihood, { ...validated, lambda: first, ...round('validation') });
  const scale = bestScale(validated, lambda, rows, inner.validation);

  const learning = problem(features, rows, thin(selected, LEARNING_ROWS));
  learnShrinkage(learning.likelihood, { ...learning, lambda, rounds: 4, ...round('all rows') });
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

  function round(stage: string) {
    return onRound ? { onRound: (one: ShrinkageRound) => onRound(stage, one) } : {};
  }
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

interface Problem {
  shapes: FeatureShape[];
  likelihood: { matrix: BlockMatrix; weight: Float64Array; positives: Float64Array };
  beta: Float64Array;
}

/** A problem ready to fit, at the base rate; with shapes of its own unless some are given. */
function problem(
  features: readonly FeatureDefinition[],
  rows: Rows,
  selected: Uint32Array,
  shapes = features.map((feature) => featureShape(feature, rows, selected)),
): Problem {
  const matrix = blockMatrix(shapes, rows, selected);
  const weight = selectValues(rows.weight, selected);
  const positives = selectValues(rows.positives, selected);
  const beta = new Float64Array(matrix.length);
  const share = sum(positives) / sum(weight);
  beta[beta.length - 1] = Math.log(share / (1 - share));
  return { shapes, likelihood: { matrix, weight, positives }, beta };
}

function penalised({ likelihood }: Problem, lambda: ArrayLike<number>): PenalisedLikelihood {
  return { ...likelihood, penalty: penaltyVector(likelihood.matrix, lambda) };
}

/** The common factor on the penalties with the lowest log loss on the validation rows, found by climbing from 1. */
function bestScale(fitted: Problem, lambda: Float64Array, rows: Rows, validation: Uint32Array): number {
  const matrix = blockMatrix(fitted.shapes, rows, validation);
  const weight = selectValues(rows.weight, validation);
  const positives = selectValues(rows.positives, validation);
  const logits = new Float64Array(matrix.rows);
  const lossAt = (scale: number) => {
    const scaled = lambda.map((value) => value * scale);
    minimise(penalised(fitted, scaled), fitted.beta, { tolerance: ROUGH });
    return logLoss(weight, positives, multiply(matrix, fitted.beta, logits));
  };
  const climb = (from: number, step: 1 | -1, loss: number): { at: number; loss: number } => {
    const next = from + step;
    if (!(next in SCALES)) return { at: from, loss };
    const nextLoss = lossAt(SCALES[next]!);
    return nextLoss < loss ? climb(next, step, nextLoss) : { at: from, loss };
  };
  const one = SCALES.indexOf(1);
  const loss = lossAt(1);
  const up = climb(one, 1, loss);
  return SCALES[up.at > one ? up.at : climb(one, -1, loss).at]!;
}

function logLoss(weight: Float64Array, positives: Float64Array, logits: Float64Array): number {
  return logits.reduce((loss, logit, r) => {
    const p = sigmoid(logit);
    return loss - positives[r]! * Math.log(p) - (weight[r]! - positives[r]!) * Math.log1p(-p);
  }, 0);
}

/**
 * Keeps the cells whose coefficients move predictions most: the largest coefficient²·Σ weight·p·(1 − p). Only cells of
 * crosses can go.
 */
function prune({ shapes, likelihood, beta }: Problem, lambda: Float64Array, budget: number): Kept {
  const { matrix, weight } = likelihood;
  const logits = multiply(matrix, beta, new Float64Array(matrix.rows));
  const { perRow } = curvature({ matrix, weight, positives: weight, penalty: penaltyVector(matrix, lambda) }, logits);
  const information = multiplyTransposed(matrix, perRow, 2);
  const coefficients = featureCoefficients(shapes, matrix, beta);
  const importance = featureCoefficients(shapes, matrix, information).map((own, b) =>
    own.map((value, k) => value * coefficients[b]![k]! ** 2),
  );
  const fixed = shapes.reduce((count, shape, b) => count + (shape.type === 'cross' ? 0 : coefficients[b]!.length), 0);
  const all = Float64Array.from(shapes.flatMap((shape, b) => (shape.type === 'cross' ? importance[b]! : []))).sort();
  const room = Math.max(0, budget - fixed);
  const least = all.length > room ? all[all.length - room]! : 0;
  const matters = (b: number, k: number) =>
    shapes[b]!.type !== 'cross' || (importance[b]![k]! >= least && importance[b]![k]! > 0);
  return {
    shapes: shapes.map((shape, b) =>
      shape.type === 'cross' ? { ...shape, cells: shape.cells.filter((_, k) => matters(b, k)) } : shape,
    ),
    coefficients: coefficients.map((own, b) => own.filter((_, k) => matters(b, k))),
  };
}

interface Kept {
  shapes: FeatureShape[];
  coefficients: number[][];
}

/** At most so many of the rows selected, evenly spaced. */
export function thin(selected: Uint32Array, most: number): Uint32Array {
  const stride = Math.ceil(selected.length / most);
  return stride <= 1 ? selected : selected.filter((_, k) => k % stride === 0);
}

function significant(value: number): number {
  return Number(value.toPrecision(4));
}

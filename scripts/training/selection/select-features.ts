import { sigmoid } from '../../../src/core/sigmoid.ts';
import { selectValues, sum } from '../../maths/vector.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import { logLoss } from '../figures/log-loss.ts';
import { curvatureAt } from '../fit/curvature.ts';
import { minimise } from '../fit/newton-cg.ts';
import { baseRateStart, penaltyVector } from '../fit/objective.ts';
import { learnShrinkage } from '../fit/shrinkage.ts';
import { importance, prunedBlocks } from '../learned/prune.ts';
import { type Block, type BlockMatrix, multiply } from '../matrix/block-matrix.ts';
import { blockMatrix } from '../matrix/blocks.ts';
import { featureShape } from '../matrix/feature-shape.ts';
import { type InnerSplit, innerSplit } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { type CandidateOptions, crossCandidates } from './candidates.ts';

export interface SelectionOptions extends CandidateOptions {
  validation: 'random' | 'time';
  /** The most features to choose. */
  most?: number | undefined;
  /** The most coefficients to keep, with the intercept. */
  budget: number;
  /** Receives every feature that is added, and the validation log loss in nats per row with it. */
  onAdded?: (feature: FeatureDefinition, loss: number, features: number) => void;
}

const MOST_FEATURES = 60;
const LAMBDAS = [5, 20, 80, 320];
/** Selection ends when no candidate promises to lower the validation log loss by this many nats per row. */
const LEAST_GAIN = 2e-6;

interface Candidate {
  feature: FeatureDefinition;
  train: Block;
  validation: Block;
}

interface Offer {
  candidate: Candidate;
  gain: number;
  lambda: number;
}

/**
 * Chooses features by forward selection on validation inside the selected rows. A candidate is judged by its gain on the
 * validation rows after one penalised Newton step of its own coefficients, computed on the inner training rows. The best
 * is added, and all penalties and coefficients are fitted again, pruned to the budget. Returns the features up to the
 * lowest validation log loss.
 */
export function selectFeatures(
  rows: TrainingRows,
  selected: Uint32Array,
  options: SelectionOptions,
): FeatureDefinition[] {
  const { most = MOST_FEATURES, budget, onAdded } = options;
  const split = innerSplit(rows, selected, options.validation);
  let candidates = prepare(rows, split, options);
  const chosen: Offer[] = [];
  const train = sideOf(rows, split.train);
  const validation = sideOf(rows, split.validation);
  const start = Math.log(sum(train.positives) / (sum(train.weight) - sum(train.positives)));
  train.logits.fill(start);
  validation.logits.fill(start);
  const losses: number[] = [];
  while (chosen.length < most && candidates.length > 0) {
    const offers = candidates.flatMap((candidate) => bestOffer(candidate, train, validation));
    const best = offers.reduce((a, b) => (b.gain > a.gain ? b : a));
    if (best.gain < LEAST_GAIN) break;
    chosen.push(best);
    candidates = candidates.filter((candidate) => candidate !== best.candidate);
    refit(split, chosen, train, validation, budget);
    losses.push(totalLoss(validation, () => 0) / sum(validation.weight));
    onAdded?.(best.candidate.feature, losses.at(-1)!, chosen.length);
  }
  return chosen.slice(0, losses.indexOf(Math.min(...losses)) + 1).map(({ candidate }) => candidate.feature);
}

interface Side {
  weight: Float64Array;
  positives: Float64Array;
  logits: Float64Array;
}

function sideOf(rows: TrainingRows, selected: Uint32Array): Side {
  const weight = selectValues(rows.weight, selected);
  return { weight, positives: selectValues(rows.positives, selected), logits: new Float64Array(weight.length) };
}

function prepare(rows: TrainingRows, { train, validation }: InnerSplit, options: SelectionOptions): Candidate[] {
  return crossCandidates(rows.fields, options).map((feature) => {
    const shape = featureShape(feature, rows, train);
    return {
      feature,
      train: blockMatrix([shape], rows, train).blocks[0]!,
      validation: blockMatrix([shape], rows, validation).blocks[0]!,
    };
  });
}

/** The best gain of a candidate, in nats per validation row, over a few penalties. */
function bestOffer(candidate: Candidate, train: Side, validation: Side): Offer {
  const { size, columns } = candidate.train;
  const slope = new Float64Array(size + 1);
  const curvature = new Float64Array(size + 1);
  for (let r = 0; r < columns.length; r++) {
    const p = sigmoid(train.logits[r]!);
    slope[columns[r]!]! += train.positives[r]! - train.weight[r]! * p;
    curvature[columns[r]!]! += train.weight[r]! * p * (1 - p);
  }
  slope[size] = 0;
  let best: Offer = { candidate, gain: Number.NEGATIVE_INFINITY, lambda: LAMBDAS[0]! };
  const total = sum(validation.weight);
  const before = totalLoss(validation, () => 0);
  for (const lambda of LAMBDAS) {
    const step = slope.map((value, j) => value / (curvature[j]! + lambda));
    const after = totalLoss(validation, (r) => step[candidate.validation.columns[r]!]!);
    const gain = (before - after) / total;
    if (gain > best.gain) best = { candidate, gain, lambda };
  }
  return best;
}

function totalLoss({ weight, positives, logits }: Side, shift: (row: number) => number): number {
  let loss = 0;
  for (let r = 0; r < logits.length; r++) {
    loss += logLoss(sigmoid(logits[r]! + shift(r)), positives[r]!, weight[r]! - positives[r]!);
  }
  return loss;
}

/** Fits all chosen features with learned penalties, within the budget, and sets the logits of both sides. */
function refit(split: InnerSplit, chosen: Offer[], train: Side, validation: Side, budget: number): void {
  const matrixOf = (side: 'train' | 'validation'): BlockMatrix => {
    let offset = 0;
    const blocks = chosen.map(({ candidate }, penalty) => {
      const block = { ...candidate[side], offset, penalty };
      offset += block.size + 1;
      return block;
    });
    return { rows: split[side].length, length: offset + 1, blocks };
  };
  const { weight, positives } = train;
  const offered = Float64Array.from(chosen, (offer) => offer.lambda);
  let [matrix, other] = [matrixOf('train'), matrixOf('validation')];
  const first = { matrix, weight, positives, penalty: penaltyVector(matrix, offered) };
  const learned = learnShrinkage(first, { start: baseRateStart(first), lambda: offered, rounds: 2, probes: 2 });
  const { lambda } = learned;
  const penalty = penaltyVector(matrix, lambda);
  const refined = (start: Float64Array) =>
    minimise({ matrix, weight, positives, penalty }, start, { tolerance: 1e-5, steps: 3 }).beta;
  let beta = refined(learned.beta);
  if (matrix.blocks.reduce((count, { size }) => count + size, 1) > budget) {
    const weights = importance(curvatureAt({ matrix, weight, positives, penalty }, beta), beta);
    [matrix, other] = prunedBlocks([matrix, other], weights, budget - 1) as [BlockMatrix, BlockMatrix];
    beta = refined(beta);
  }
  for (const [b, offer] of chosen.entries()) offer.lambda = lambda[b]!;
  multiply(matrix, beta, train.logits);
  multiply(other, beta, validation.logits);
}

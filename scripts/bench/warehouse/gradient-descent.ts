import type { FieldFeature } from '../../../src/core/feature.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { dot, sum } from '../../maths/vector.ts';
import { readModel } from '../../models/read-model.ts';
import { gradient } from '../../training/fit/likelihood.ts';
import { minimise } from '../../training/fit/newton-cholesky.ts';
import { baseRateStart, ridgeObjective } from '../../training/fit/objective.ts';
import type { Objective } from '../../training/fit/solver.ts';
import type { DesignMatrix } from '../../training/matrix/design-matrix.ts';
import { featureShape } from '../../training/matrix/feature-shape.ts';
import { openRows } from '../../training/open-rows.ts';
import { everyRow } from '../../training/rows/rows.ts';

/** How far gradient descent with early stopping is from the optimum. */
export interface Descent {
  model: string;
  variant: string;
  steps: number;
  /** Log loss per row, where it stops and at the optimum. */
  logLoss: number;
  optimum: number;
  /** Differences of the probabilities of rows: mean and largest. */
  meanDifference: number;
  largestDifference: number;
  /** Share of rows whose probability is off by more than 0.01. */
  share: number;
}

const MOST_STEPS = 20;
const LEAST_PROGRESS = 0.01;
const FIRST_RATE = 0.1;

/**
 * Fits a variant by the defaults that BigQuery ML documents for logistic regression: at most 20 steps of gradient descent, a
 * line search that starts at a rate of 0.1, and a stop when a step lowers the loss by less than 1 %; from coefficients of 0.
 * The line search here doubles the rate as long as that helps, and halves it as long as it does not.
 */
export async function descend(model: string, name: string): Promise<Descent> {
  const opened = readModel(model);
  const rows = await openRows(model, opened);
  const { features, penalty } = opened.definition.variants[name]!;
  const selected = everyRow(rows);
  const shapes = (features as FieldFeature[]).map((feature) => featureShape(feature, rows, selected) as FieldFeature);
  const objective = ridgeObjective(shapes, rows, selected, penalty);
  const total = sum(objective.weight);
  let beta: Float64Array = new Float64Array(objective.penalty.length);
  let loss = lossOf(objective, beta);
  let steps = 0;
  for (let isWorth = true; isWorth && steps < MOST_STEPS; steps++) {
    const slope = gradient(objective, beta);
    const at = (rate: number) => beta.map((value, j) => value - (rate / total) * slope[j]!);
    let rate = FIRST_RATE;
    let next = lossOf(objective, at(rate));
    for (; next > loss && rate > 1e-9; next = lossOf(objective, at(rate))) rate /= 2;
    for (let further = lossOf(objective, at(2 * rate)); further < next; further = lossOf(objective, at(2 * rate))) {
      rate *= 2;
      next = further;
    }
    beta = at(rate);
    isWorth = loss - next >= LEAST_PROGRESS * loss;
    loss = next;
  }
  const { beta: best } = minimise(objective, baseRateStart(objective), { tolerance: 1e-12 });
  const [here, there] = [logitsOf(objective, beta), logitsOf(objective, best)];
  const differences = here.map((logit, r) => Math.abs(sigmoid(logit) - sigmoid(there[r]!)));
  return {
    ...{ model, variant: name, steps },
    ...{ logLoss: loss / total, optimum: lossOf(objective, best) / total },
    meanDifference: dot(differences, objective.weight) / total,
    largestDifference: differences.reduce((most, value) => Math.max(most, value)),
    share: sum(objective.weight.filter((_, r) => differences[r]! > 0.01)) / total,
  };
}

function logitsOf({ matrix }: Objective<DesignMatrix>, beta: Float64Array): Float64Array {
  const { rows, width, size, columns, values } = matrix;
  const logits = new Float64Array(rows).fill(beta[size]!);
  for (let r = 0; r < rows; r++) {
    for (let k = r * width; k < (r + 1) * width; k++) logits[r]! += (values?.[k] ?? 1) * beta[columns[k]!]!;
  }
  return logits;
}

/** Σ weight·log loss + Σ λ/2·coefficient². */
function lossOf(objective: Objective<DesignMatrix>, beta: Float64Array): number {
  const { weight, positives, penalty } = objective;
  const logits = logitsOf(objective, beta);
  let loss = 0;
  for (let r = 0; r < logits.length; r++) {
    const z = logits[r]!;
    loss += weight[r]! * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))) - positives[r]! * z;
  }
  return beta.reduce((total, value, j) => total + (penalty[j]! / 2) * value ** 2, loss);
}

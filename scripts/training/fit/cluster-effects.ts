import { sigmoid } from '../../../src/core/sigmoid.ts';
import { nonNegativeLeastSquares } from '../../maths/non-negative.ts';
import { normal, randomSource } from '../../maths/random.ts';
import { type BlockMatrix, multiply, multiplyTransposed } from '../matrix/block-matrix.ts';
import type { Clusters } from '../rows/clusters.ts';
import { type RandomEffects, randomEffects, sharedWithin, spread, squares } from './random-effects.ts';

/** How much the gradient of a fit varies because observations of one cluster, such as one day, vary together. */
export interface ClusterEffects {
  /** For each member of a cluster: its row in the design matrix, and weight·p·(1 − p). */
  row: Uint32Array;
  curvature: Float64Array;
  effects: RandomEffects[];
  /** Variance of each of the effects; 0 if its cells vary no more than independent observations do. */
  variances: number[];
}

const PROBES = 8;
/** Variances of this size are plausible; it matters only where the observations say little. */
const PRIOR_VARIANCE = 0.5;

/**
 * Estimates the variances σ² of random effects by the method of moments. With S the sum of residuals in a cell and W that
 * of their curvatures w, independent observations have E[S²] = W, and effects of the same cells add σ²·(W² − Σw²): to
 * first order, the covariance of every two observations is σ² times their curvatures. What effects add to the squares of
 * other cells is measured with random effects of ±1. The variances are those, from 0, that explain all sums of squares
 * best; each sum counts as much as its deviation under independence, √(2·ΣW²), allows.
 */
export function clusterEffects(matrix: BlockMatrix, beta: Float64Array, clusters: Clusters): ClusterEffects {
  const row = rowOfMembers(clusters);
  const logits = multiply(matrix, beta, new Float64Array(matrix.rows));
  const probability = Float64Array.from(row, (r) => sigmoid(logits[r]!));
  const curvature = probability.map((p, m) => clusters.weight[m]! * p * (1 - p));
  const residuals = probability.map((p, m) => clusters.positives[m]! - clusters.weight[m]! * p);
  const effects = randomEffects(matrix, clusters, row);
  const added = addedSquares(effects, curvature);
  const equations = effects.map((own, i) => {
    const deviation = Math.sqrt(2 * added[i]![i]!) || 1;
    const pairs = effects.map((other, j) => added[i]![j]! - sharedWithin(own, other, curvature, clusters.weight));
    const expected = curvature.reduce((total, w, m) => total + w * (own.values?.[m] ?? 1) ** 2, 0);
    return { left: pairs.map((value) => value / deviation), right: (squares(own, residuals) - expected) / deviation };
  });
  const priors = effects.map((_, i) => ({ left: effects.map((_, j) => Number(i === j) / PRIOR_VARIANCE), right: 0 }));
  const all = [...equations, ...priors];
  const [left, right] = [all.map((equation) => equation.left), all.map((equation) => equation.right)];
  return { row, curvature, effects, variances: nonNegativeLeastSquares(left, right) };
}

/** By two sets of effects: what the second, with variance 1, adds to the sum of squares of the first. */
function addedSquares(effects: readonly RandomEffects[], curvature: Float64Array): number[][] {
  const random = randomSource(1);
  const added = effects.map(() => effects.map(() => 0));
  for (let probe = 0; probe < PROBES; probe++) {
    for (const [j, own] of effects.entries()) {
      const perMember = new Float64Array(curvature.length);
      spread(own, () => (random() < 0.5 ? -1 : 1), curvature, perMember);
      for (const [i, other] of effects.entries()) added[i]![j]! += squares(other, perMember) / PROBES;
    }
  }
  return added;
}

/** Draws what the effects add to the gradient of the log-likelihood. */
export function drawClusterGradient(
  matrix: BlockMatrix,
  { row, curvature, effects, variances }: ClusterEffects,
  random: () => number,
): Float64Array {
  const perMember = new Float64Array(curvature.length);
  for (const [k, variance] of variances.entries()) {
    if (variance > 0) spread(effects[k]!, () => Math.sqrt(variance) * normal(random), curvature, perMember);
  }
  const perRow = new Float64Array(matrix.rows);
  for (let m = 0; m < row.length; m++) perRow[row[m]!]! += perMember[m]!;
  return multiplyTransposed(matrix, perRow);
}

function rowOfMembers({ start, cluster }: Clusters): Uint32Array {
  const row = new Uint32Array(cluster.length);
  for (let r = 0; r + 1 < start.length; r++) row.fill(r, start[r]!, start[r + 1]!);
  return row;
}

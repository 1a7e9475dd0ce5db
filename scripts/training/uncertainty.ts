import type { Feature } from '../../src/core/artifact.ts';
import type { BlockMatrix } from './block-matrix.ts';
import { blockMatrix, coefficientVector, featureCoefficients } from './blocks.ts';
import { selectValues } from './design-matrix.ts';
import { posteriorDraws } from './draws.ts';
import type { Rows } from './rows.ts';
import { penaltyVector } from './shrinkage.ts';

const LARGEST_STEP = 127;

/**
 * The compact file of posterior draws of a fitted variant, in the layout that `parseDraws` of the core reads: a byte a
 * coefficient and draw, each coefficient with a scale of its own.
 */
export function drawsFile(
  { intercept, features, penalty }: { intercept: number; features: readonly Feature[]; penalty: number | number[] },
  rows: Rows,
  selected: Uint32Array,
  { draws: count, onDraw }: { draws: number; onDraw?: (done: number) => void },
): Uint8Array<ArrayBuffer> {
  const matrix = blockMatrix(features, rows, selected);
  const coefficients = features.map((feature) => [...feature.coefficients]);
  const lambda = features.map((_, b) => (typeof penalty === 'number' ? penalty : penalty[b]!));
  const problem = {
    matrix,
    weight: selectValues(rows.weight, selected),
    positives: selectValues(rows.positives, selected),
    penalty: penaltyVector(matrix, lambda),
  };
  const beta = coefficientVector(matrix, coefficients, intercept);
  const draws = posteriorDraws(problem, beta, { draws: count, seed: 1, ...(onDraw && { onDraw }) });
  return encode(draws.map((draw) => inOrder(draw, features, matrix)));
}

function inOrder(draw: Float64Array, features: readonly Feature[], matrix: BlockMatrix): number[] {
  return [draw.at(-1)!, ...featureCoefficients(features, matrix, draw).flat()];
}

function encode(draws: readonly number[][]): Uint8Array<ArrayBuffer> {
  const coefficients = draws[0]!.length;
  const file = new Uint8Array(4 + coefficients * (4 + draws.length));
  const view = new DataView(file.buffer);
  view.setUint32(0, draws.length, true);
  for (let j = 0; j < coefficients; j++) {
    const scale = Math.fround(draws.reduce((most, draw) => Math.max(most, Math.abs(draw[j]!)), 0) / LARGEST_STEP);
    view.setFloat32(4 + 4 * j, scale, true);
    for (const [k, draw] of draws.entries()) {
      const step = scale === 0 ? 0 : Math.round(draw[j]! / scale);
      view.setInt8(4 + 4 * coefficients + j * draws.length + k, step);
    }
  }
  return file;
}

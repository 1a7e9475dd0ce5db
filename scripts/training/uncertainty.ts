import type { Feature } from '../../src/core/artifact.ts';
import type { FieldFeature } from '../../src/core/feature.ts';
import { blockMatrix, coefficientVector, featureCoefficients } from './blocks.ts';
import { designMatrix, selectRows, selectValues } from './design-matrix.ts';
import { type DrawsOptions, exactDraws, posteriorDraws } from './draws.ts';
import type { Rows } from './rows.ts';
import { penaltyVector } from './shrinkage.ts';

const LARGEST_STEP = 127;

/** What the draws need of a fit. */
type Fitted = { intercept: number; features: readonly Feature[]; penalty: number | number[] };

/**
 * The compact file of posterior draws of a fitted variant, in the layout that `parseDraws` of the core reads: a byte a
 * coefficient and draw, each coefficient with a scale of its own.
 */
export function drawsFile(
  fitted: Fitted,
  rows: Rows,
  selected: Uint32Array,
  { draws }: { draws: number },
): Uint8Array<ArrayBuffer> {
  const options = { draws, seed: 1 };
  const { penalty } = fitted;
  const drawn =
    typeof penalty === 'number'
      ? factoredDraws({ ...fitted, penalty }, rows, selected, options)
      : iteratedDraws({ ...fitted, penalty }, rows, selected, options);
  return encode(drawn);
}

/** Draws of a variant with one penalty, which was fitted by factoring its Hessian too. */
function factoredDraws(
  { intercept, features, penalty }: Fitted & { penalty: number },
  rows: Rows,
  selected: Uint32Array,
  options: DrawsOptions,
): number[][] {
  const objective = {
    design: selectRows(designMatrix(rows.fields, features as readonly FieldFeature[], rows.cells), selected),
    weight: selectValues(rows.weight, selected),
    positives: selectValues(rows.positives, selected),
    penalty,
  };
  const beta = Float64Array.from([...features.flatMap(({ coefficients }) => coefficients), intercept]);
  return exactDraws(objective, beta, options).map((draw) => [draw.at(-1)!, ...draw.subarray(0, -1)]);
}

function iteratedDraws(
  { intercept, features, penalty }: Fitted & { penalty: number[] },
  rows: Rows,
  selected: Uint32Array,
  options: DrawsOptions,
): number[][] {
  const matrix = blockMatrix(features, rows, selected);
  const problem = {
    matrix,
    weight: selectValues(rows.weight, selected),
    positives: selectValues(rows.positives, selected),
    penalty: penaltyVector(matrix, penalty),
  };
  const coefficients = features.map((feature) => [...feature.coefficients]);
  return posteriorDraws(problem, coefficientVector(matrix, coefficients, intercept), options).map((draw) => [
    draw.at(-1)!,
    ...featureCoefficients(features, matrix, draw).flat(),
  ]);
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

import type { FieldFeature } from '../../../src/core/feature.ts';
import { randomSource } from '../../maths/random.ts';
import { uncalibrated } from '../ahead/calibrated.ts';
import { clusterEffects, drawClusterGradient } from '../fit/cluster-effects.ts';
import { type DrawGradient, drawPenalties, exactDraws, posteriorDraws } from '../fit/draws.ts';
import { objective, ridgeObjective } from '../fit/objective.ts';
import type { BlockMatrix } from '../matrix/block-matrix.ts';
import { blockMatrix, coefficientVector, featureCoefficients } from '../matrix/blocks.ts';
import { selectClusters } from '../rows/clusters.ts';
import type { TrainingRows } from '../rows/rows.ts';
import type { TrainedVariant } from '../trained-variant.ts';

const LARGEST_STEP = 127;

/** How certain a fitted variant is. */
export interface Uncertainty {
  /** Draws of its coefficients, in the layout that `parseDraws` of the core reads. */
  file: Uint8Array<ArrayBuffer>;
  /** By feature: the variance of a coefficient that the variant does not have. */
  missing: number[];
}

/**
 * Draws a variant's coefficients from their posterior: one byte per coefficient and draw, one scale per coefficient. If
 * the rows have clusters, the draws vary as much as outcomes do that depend on each other within a cluster.
 */
export function uncertaintyOf(
  trained: TrainedVariant,
  rows: TrainingRows,
  selected: Uint32Array,
  draws: number,
): Uncertainty {
  const { calibration } = trained;
  const slope = calibration?.applied ? calibration.slope : 1;
  const { penalty, ...fitted } = uncalibrated(trained, calibration);
  const { deviations, missing } =
    typeof penalty === 'number'
      ? factoredDraws({ ...fitted, penalty }, rows, selected, draws)
      : learnedDraws({ ...fitted, penalty }, rows, selected, draws);
  return {
    file: encode(deviations.map((draw) => draw.map((deviation) => slope * deviation))),
    missing: missing.map((variance) => (slope === 1 ? variance : fourDigits(slope ** 2 * variance))),
  };
}

interface Draws {
  /** By draw: the deviations of all coefficients, the intercept first. */
  deviations: number[][];
  /** See `Uncertainty`. */
  missing: number[];
}

/** Draws of a variant with one fixed penalty, by factoring its Hessian, as its fit does. */
function factoredDraws(
  { intercept, features, penalty }: TrainedVariant & { penalty: number },
  rows: TrainingRows,
  selected: Uint32Array,
  draws: number,
): Draws {
  const fitted = ridgeObjective(features as readonly FieldFeature[], rows, selected, penalty);
  const beta = Float64Array.from([...features.flatMap(({ coefficients }) => coefficients), intercept]);
  const options = { draws, seed: DRAWS_SEED };
  const found = exactDraws(fitted, beta, options, factoredGradient(features, beta, rows, selected));
  return {
    deviations: found.map((draw) => [draw.at(-1)!, ...draw.subarray(0, -1)]),
    missing: features.map(() => 1 / penalty),
  };
}

/** The gradient that clusters add, in the layout of a factored Hessian. */
function factoredGradient(
  features: TrainedVariant['features'],
  beta: Float64Array,
  rows: TrainingRows,
  selected: Uint32Array,
): DrawGradient | undefined {
  if (rows.clusters === undefined) return undefined;
  const matrix = blockMatrix(features, rows, selected);
  const coefficients = features.map((feature) => feature.coefficients);
  const draw = clusterGradient(matrix, coefficientVector(matrix, coefficients, beta.at(-1)!), rows, selected)!;
  return () => {
    const drawn = draw();
    return Float64Array.from([...featureCoefficients(features, matrix, drawn).flat(), drawn.at(-1)!]);
  };
}

/** Draws the gradient that clusters add; undefined if the rows have none. */
function clusterGradient(
  matrix: BlockMatrix,
  beta: Float64Array,
  { clusters }: TrainingRows,
  selected: Uint32Array,
): DrawGradient | undefined {
  if (clusters === undefined) return undefined;
  const effects = clusterEffects(matrix, beta, selectClusters(clusters, selected));
  const random = randomSource(DRAWS_SEED + 2);
  return () => drawClusterGradient(matrix, effects, random);
}

function learnedDraws(
  { intercept, features, penalty, scaleDeviation = 0 }: TrainedVariant & { penalty: number[] },
  rows: TrainingRows,
  selected: Uint32Array,
  draws: number,
): Draws {
  const fitted = objective(features, rows, selected, penalty);
  const { matrix } = fitted;
  const coefficients = features.map((feature) => feature.coefficients);
  const beta = coefficientVector(matrix, coefficients, intercept);
  const drawn = drawPenalties(fitted, beta, { lambda: penalty, scaleDeviation, draws, seed: DRAWS_SEED });
  const found = posteriorDraws(fitted, beta, drawn, DRAWS_SEED + 1, clusterGradient(matrix, beta, rows, selected));
  return {
    deviations: found.map((draw) => [draw.at(-1)!, ...featureCoefficients(features, matrix, draw).flat()]),
    missing: penalty.map((_, b) => fourDigits(drawn.reduce((sum, own) => sum + 1 / own[b]!, 0) / draws)),
  };
}

const DRAWS_SEED = 1;

function fourDigits(value: number): number {
  return Number(value.toPrecision(4));
}

/** The file of draws, each a list of the deviations of all coefficients, the intercept first. */
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

import type { Artifact, Feature, Field } from './artifact.ts';
import { combinationOf, compileCross } from './cross.ts';
import { UNKNOWN } from './encode.ts';
import { regressors } from './feature.ts';
import { normalQuantile } from './normal-quantile.ts';
import { sigmoid } from './sigmoid.ts';

/**
 * Draws of the coefficients from their posterior, as deviations from the coefficients of the artifact: coefficient j
 * (0 is the intercept, then feature by feature) deviates by scales[j]·steps[j·count + k] in draw k.
 */
export interface Draws {
  count: number;
  scales: Float32Array;
  steps: Int8Array;
}

/** Adds what a row's coefficients deviate by in every draw to `sums`. */
type Contribution = (cells: Float64Array, sums: Float64Array) => void;

/** A variant's draws, ready to be summed for a row. */
export interface IntervalScorer {
  count: number;
  contributions: readonly Contribution[];
}

/**
 * Reads the compact file of draws: a 32-bit little-endian count, one 32-bit float per coefficient, then `count` signed
 * bytes per coefficient.
 * @throws {RangeError} when its length does not fit the artifact
 */
export function parseDraws(file: ArrayBuffer, features: readonly Feature[]): Draws {
  const coefficients = features.reduce((sum, feature) => sum + feature.coefficients.length, 1);
  const count = file.byteLength >= 4 ? new DataView(file).getUint32(0, true) : 0;
  const expected = 4 + coefficients * (4 + count);
  if (count === 0 || file.byteLength !== expected) {
    throw new RangeError(
      `the draws have ${file.byteLength} bytes, not the ${expected} of ${coefficients} coefficients`,
    );
  }
  const view = new DataView(file);
  const scales = Float32Array.from({ length: coefficients }, (_, j) => view.getFloat32(4 + 4 * j, true));
  return { count, scales, steps: new Int8Array(file, 4 + 4 * coefficients) };
}

/** Prepares the draws of a variant for `interval`. */
export function compileIntervals(
  { fields, features }: Pick<Artifact, 'fields' | 'features'>,
  draws: Draws,
): IntervalScorer {
  const contributions: Contribution[] = [(_, sums) => add(draws, 0, 1, sums)];
  let begin = 1;
  for (const feature of features) {
    contributions.push(contribution(feature, fields, draws, begin));
    begin += feature.coefficients.length;
  }
  return { count: draws.count, contributions };
}

function contribution(feature: Feature, fields: readonly Field[], draws: Draws, begin: number): Contribution {
  if (feature.type === 'cross') {
    const cross = compileCross(feature, fields);
    return (cells, sums) => {
      const combination = combinationOf(cross.terms, cells);
      const position = combination === UNKNOWN ? -1 : cross.position(combination);
      if (position >= 0) add(draws, begin + position, 1, sums);
    };
  }
  const position = fields.findIndex((field) => field.name === feature.field);
  const field = fields[position]!;
  if (feature.type === 'one-hot') {
    return (cells, sums) => {
      if (cells[position] !== UNKNOWN) add(draws, begin + cells[position]!, 1, sums);
    };
  }
  return (cells, sums) => {
    for (const [k, value] of regressors(feature, field, cells[position]!).entries()) add(draws, begin + k, value, sums);
  };
}

function add({ count, scales, steps }: Draws, coefficient: number, value: number, sums: Float64Array): void {
  const scale = scales[coefficient]! * value;
  const first = coefficient * count;
  for (let k = 0; k < count; k++) sums[k]! += scale * steps[first + k]!;
}

/**
 * The interval that holds the true probability with the given chance (0 < level < 1), as far as the model's form is
 * right: the logit plus and minus its posterior standard deviation over the draws, times the normal quantile.
 */
export function interval(
  { count, contributions }: IntervalScorer,
  cells: Float64Array,
  logit: number,
  level: number,
): [number, number] {
  const sums = new Float64Array(count);
  for (const contribute of contributions) contribute(cells, sums);
  const deviation = Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0) / count);
  const reach = normalQuantile((1 + level) / 2) * deviation;
  return [sigmoid(logit - reach), sigmoid(logit + reach)];
}

import type { Artifact, Feature } from './artifact.ts';
import { compileRegressors } from './feature.ts';
import { sigmoid } from './sigmoid.ts';
import { tQuantile } from './t-quantile.ts';

/**
 * Draws of the coefficients from their posterior, as deviations from the coefficients of the artifact. Coefficient 0 is
 * the intercept; the features follow in order. In draw k, coefficient j deviates by scales[j]·steps[j·count + k].
 */
export interface Draws {
  count: number;
  scales: Float32Array;
  steps: Int8Array;
}

/**
 * Adds the deviation of a row's log-odds in every draw to `sums`. Returns the variance of a coefficient that the row
 * needs and the variant lacks; 0 if it lacks none.
 */
type AddDeviation = (cells: Float64Array, sums: Float64Array) => number;

/** The draws of a variant, ready to sum for a row: the intercept first, then each feature. */
export interface IntervalScorer {
  count: number;
  contributions: readonly AddDeviation[];
}

/**
 * Reads a file of draws: a 32-bit little-endian count, one 32-bit float per coefficient, then `count` signed bytes per
 * coefficient.
 * @throws {RangeError} if its length does not fit the features
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

/**
 * Prepares the draws of a variant for `interval`. A category or combination without a coefficient may still have an
 * effect: its coefficient is taken as 0 with the prior variance of its feature. For a pruned coefficient this is an
 * upper bound.
 * @throws {RangeError} if the artifact does not describe draws
 */
export function compileIntervals({ fields, features, uncertainty }: Uncertain, draws: Draws): IntervalScorer {
  if (!uncertainty) throw new RangeError('the artifact does not describe draws');
  const intercept: AddDeviation = (_, sums) => {
    add(draws, 0, 1, sums);
    return 0;
  };
  let end = 1;
  const deviations = features.map((feature, f): AddDeviation => {
    const regressorsOf = compileRegressors(feature, fields);
    const begin = end;
    end += feature.coefficients.length;
    return (cells, sums) => {
      const regressors = regressorsOf(cells);
      if (regressors === undefined) return uncertainty.missing[f]!;
      const { first, values } = regressors;
      for (let k = 0; k < values.length; k++) add(draws, begin + first + k, values[k]!, sums);
      return 0;
    };
  });
  return { count: draws.count, contributions: [intercept, ...deviations] };
}

/** The parts of an artifact that intervals need, with what it states about coefficients that it lacks. */
interface Uncertain extends Pick<Artifact, 'fields' | 'features'> {
  uncertainty?: Pick<NonNullable<Artifact['uncertainty']>, 'missing'> | undefined;
}

function add({ count, scales, steps }: Draws, coefficient: number, value: number, sums: Float64Array): void {
  const scale = scales[coefficient]! * value;
  const first = coefficient * count;
  for (let k = 0; k < count; k++) sums[k]! += scale * steps[first + k]!;
}

/**
 * The interval that contains with the given chance (0 < level < 1) how often rows like this one are positive over many
 * days (or other clusters) like those of the training rows, if the form of the model is right: the logit plus and minus
 * its posterior standard deviation times a quantile of Student's t, which allows for the limited number of draws. The
 * variance is the mean square of the deviations in the draws, plus the variance of the coefficients that the variant lacks.
 */
export function interval(
  { count, contributions }: IntervalScorer,
  cells: Float64Array,
  logit: number,
  level: number,
): [number, number] {
  const sums = new Float64Array(count);
  let variance = 0;
  for (const contribute of contributions) variance += contribute(cells, sums);
  variance += sums.reduce((sum, value) => sum + value * value, 0) / count;
  const reach = tQuantile((1 + level) / 2, count) * Math.sqrt(variance);
  return [sigmoid(logit - reach), sigmoid(logit + reach)];
}

import { type FieldFeature, featureSize } from '../../src/core/feature.ts';
import type { Field } from '../../src/core/field.ts';
import { decimals } from '../maths/decimals.ts';
import { largest } from '../maths/vector.ts';
import { type HessianSums, newtonSteps, sumsInMemory } from './fit/newton-cholesky.ts';
import { baseRateStart, ridgeObjective } from './fit/objective.ts';
import { ask, now, type Steps, stage } from './fit/steps.ts';
import { featureShape } from './matrix/feature-shape.ts';
import type { TrainingRows } from './rows/rows.ts';
import {
  gradientText,
  type OnProgress,
  type ResolvedVariant,
  type TrainedVariant,
  withCoefficients,
} from './trained-variant.ts';

/** Far below the certificate, so that the bytes of an artifact do not depend on the last step. */
const TOLERANCE = 1e-13;
const DECIMALS = 12;

/** Fits a variant of one fixed penalty. Coefficients keep twelve decimals. */
export function trainPlain(
  { features: definitions, penalty }: ResolvedVariant,
  rows: TrainingRows,
  selected: Uint32Array,
  onProgress?: OnProgress,
): TrainedVariant {
  const shapes = definitions.map((definition) => featureShape(definition, rows, selected) as FieldFeature);
  const objective = ridgeObjective(shapes, rows, selected, penalty);
  const start = baseRateStart(objective);
  return now(plainSteps({ shapes, fields: rows.fields, penalty, start }, sumsInMemory(objective), onProgress));
}

/** The features of a variant of one fixed penalty, and where its fit starts. */
export interface PlainFit {
  shapes: readonly FieldFeature[];
  fields: readonly Field[];
  penalty: number;
  start: Float64Array;
}

/** The steps of `trainPlain` over any rows. */
export function* plainSteps(
  { shapes, fields, penalty, start }: PlainFit,
  sums: HessianSums,
  onProgress?: OnProgress,
): Steps<TrainedVariant> {
  const { beta, iterations } = yield* newtonSteps(sums, start, {
    tolerance: TOLERANCE,
    onStep: (gradient) => onProgress?.(`fit, ${gradientText(gradient)}`),
  });
  const rounded = beta.map((value) => decimals(value, DECIMALS));
  const slope = yield* stage(() => ask(() => sums.gradient(rounded)));
  let end = 0;
  const features = shapes.map((shape) => {
    const begin = end;
    end += featureSize(shape, fields);
    return withCoefficients(shape, Array.from(rounded.subarray(begin, end)));
  });
  return {
    intercept: rounded.at(-1)!,
    features,
    coefficients: end,
    penalty,
    solver: 'newton-cholesky',
    gradient: largest(slope) / sums.total,
    iterations,
  };
}

import { type FieldFeature, featureSize } from '../../src/core/feature.ts';
import { decimals } from '../maths/decimals.ts';
import { gradientNorm, minimise } from './fit/newton-cholesky.ts';
import { baseRateStart, ridgeObjective } from './fit/objective.ts';
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
  const { beta, iterations } = minimise(objective, baseRateStart(objective), {
    tolerance: TOLERANCE,
    onStep: (gradient) => onProgress?.(`fit, ${gradientText(gradient)}`),
  });
  const rounded = beta.map((value) => decimals(value, DECIMALS));
  let end = 0;
  const features = shapes.map((shape) => {
    const begin = end;
    end += featureSize(shape, rows.fields);
    return withCoefficients(shape, Array.from(rounded.subarray(begin, end)));
  });
  return {
    intercept: rounded.at(-1)!,
    features,
    coefficients: end,
    penalty,
    solver: 'newton-cholesky',
    gradient: gradientNorm(objective, rounded),
    iterations,
  };
}

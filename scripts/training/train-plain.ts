import { type FieldFeature, featureSize } from '../../src/core/feature.ts';
import { selectValues } from '../maths/vector.ts';
import { fitLogistic, gradientNorm } from './fit/newton-cholesky.ts';
import { designMatrix, selectRows } from './matrix/design-matrix.ts';
import { featureShape, fieldOf } from './matrix/feature-shape.ts';
import type { TrainingRows } from './rows/rows.ts';
import {
  decimals,
  type OnProgress,
  perRow,
  type ResolvedVariant,
  type TrainedVariant,
  withCoefficients,
} from './trained-variant.ts';

/** Fits a variant of one penalty by Newton's method, its Hessian factored; coefficients are kept to twelve decimals. */
export function trainPlain(
  { features: definitions, penalty }: ResolvedVariant,
  rows: TrainingRows,
  selected: Uint32Array,
  onProgress?: OnProgress,
): TrainedVariant {
  const weight = selectValues(rows.weight, selected);
  const positives = selectValues(rows.positives, selected);
  const shapes = definitions.map((definition) => featureShape(definition, rows, selected) as FieldFeature);
  const design = selectRows(designMatrix(rows.fields, shapes, rows.cells), selected);
  const onIteration = (step: number, gradient: number) => onProgress?.(`step ${step}, ${perRow(gradient)}`);
  const fit = fitLogistic(design, weight, positives, { penalty, onIteration });
  const intercept = decimals(fit.intercept, 12);
  const coefficients = Array.from(fit.coefficients, (value) => decimals(value, 12));
  let begin = 0;
  const features = shapes.map((shape) => {
    begin += featureSize(shape, fieldOf(rows.fields, shape.field));
    return withCoefficients(
      shape,
      coefficients.slice(begin - featureSize(shape, fieldOf(rows.fields, shape.field)), begin),
    );
  });
  const gradient = gradientNorm(design, weight, positives, { intercept, coefficients, penalty });
  const { iterations } = fit;
  return {
    intercept,
    features,
    coefficients: coefficients.length,
    penalty,
    solver: 'newton-cholesky',
    gradient,
    iterations,
  };
}

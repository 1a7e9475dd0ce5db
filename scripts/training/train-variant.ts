import type { Feature } from '../../src/core/artifact.ts';
import { type FeatureShape, type FieldFeature, featureSize } from '../../src/core/feature.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import type { FeatureDefinition, VariantDefinition } from '../model-definition.ts';
import { designMatrix, selectRows, selectValues } from './design-matrix.ts';
import { describeFeature, featureShape, fieldOf } from './features.ts';
import { fitLogistic, gradientNorm, LARGEST_GRADIENT } from './fit.ts';
import { fitLearned, learnedGradient } from './fit-learned.ts';
import { thin } from './inner-split.ts';
import type { Rows } from './rows.ts';
import { selectFeatures } from './select-features.ts';

/** A fitted variant: what an artifact holds of it. */
export interface TrainedVariant {
  intercept: number;
  features: Feature[];
  coefficients: number;
  penalty: number | number[];
  /** How sure learned penalties are of what they share: the standard deviation of its logarithm. */
  scaleDeviation?: number;
  solver: string;
  gradient: number;
  iterations: number;
}

/** Receives a line about every step of a fit. */
export type OnProgress = (text: string) => void;

export interface FitOptions {
  onProgress?: OnProgress;
  /** Where learned shrinkage may stop: the largest component of the gradient, per row. */
  tolerance?: number;
}

/** Half of what a certificate allows: rounding the coefficients to nine decimals takes some of the rest. */
const CERTIFIED = LARGEST_GRADIENT / 2;

/**
 * Fits a variant on all rows, or on those selected. Coefficients are rounded before their gradient is certified, so
 * that the certificate is that of the numbers in the file.
 * @throws {RangeError} when the rows cannot be fitted; see `fitLogistic`
 */
export function trainVariant(
  variant: VariantDefinition,
  rows: Rows,
  selected: Uint32Array = everyRow(rows),
  { onProgress, tolerance = CERTIFIED }: FitOptions = {},
): TrainedVariant {
  const features = chooseFeatures(variant, rows, selected, onProgress);
  const settled = { ...variant, features };
  const trained =
    variant.shrinkage === 'learned'
      ? trainLearned(settled, rows, selected, { tolerance, ...(onProgress && { onProgress }) })
      : trainPlain(settled, rows, selected, onProgress);
  if (!(trained.gradient <= Math.max(LARGEST_GRADIENT, 2 * tolerance))) {
    throw new RangeError(`the fit did not converge: its gradient is ${trained.gradient} per row`);
  }
  return trained;
}

/** Positions of all groups. */
export function everyRow({ weight }: Rows): Uint32Array {
  return Uint32Array.from(weight, (_, r) => r);
}

/** A variant whose features are settled. */
type SettledVariant = VariantDefinition & { features: FeatureDefinition[] };

/** The features of a variant: those listed, or those that forward selection inside the selected rows arrives at. */
export function chooseFeatures(
  { features, validation, budget }: Pick<VariantDefinition, 'features' | 'validation' | 'budget'>,
  rows: Rows,
  selected: Uint32Array,
  onProgress?: OnProgress,
): FeatureDefinition[] {
  if (Array.isArray(features)) return features;
  const { fields = rows.fields.map(({ name }) => name), date, most } = features.auto;
  return selectFeatures(rows, thin(selected, SELECTION_ROWS), {
    fields,
    date,
    validation,
    budget,
    ...(most && { most }),
    onAdded: (feature, loss, count) =>
      onProgress?.(`feature ${count}: ${describeFeature(feature)}, log loss ${loss.toFixed(5)} on validation`),
  });
}

/** Features are chosen on at most this many groups. */
const SELECTION_ROWS = 300_000;

function trainPlain(
  { features: definitions, penalty }: SettledVariant,
  rows: Rows,
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

/** Nine decimals: a billionth of the odds, and half the bytes of a full number. */
function trainLearned(
  variant: SettledVariant,
  rows: Rows,
  selected: Uint32Array,
  { onProgress, tolerance }: FitOptions & { tolerance: number },
): TrainedVariant {
  const fit = fitLearned(variant, rows, selected, {
    tolerance,
    onRound: (stage, { round, lambda, effective, gradient }) =>
      onProgress?.(
        `${stage}, round ${round}: λ ${Math.min(...lambda).toFixed(1)}–${Math.max(...lambda).toFixed(0)}, ` +
          `${Math.round(effective.reduce((sum, value) => sum + value, 0))} effective coefficients, ${perRow(gradient)}`,
      ),
    onStep: (gradient) => onProgress?.(`fit, ${perRow(gradient)}`),
  });
  const intercept = decimals(fit.intercept, 9);
  const features = fit.shapes.map((shape, b) =>
    withCoefficients(
      shape,
      fit.coefficients[b]!.map((value) => decimals(value, 9)),
    ),
  );
  const gradient = learnedGradient(features, intercept, fit.penalty, rows, selected);
  const coefficients = fit.coefficients.reduce((sum, own) => sum + own.length, 0);
  return {
    intercept,
    features,
    coefficients,
    penalty: fit.penalty,
    scaleDeviation: fit.scaleDeviation,
    solver: 'newton-cg',
    gradient,
    iterations: fit.iterations,
  };
}

/** The logits of the rows selected, as the Worker would compute them. */
export function scoreRows(
  variant: Pick<TrainedVariant, 'intercept' | 'features'>,
  rows: Rows,
  selected: Uint32Array,
): Float64Array {
  const scorer = compileScorer({ ...variant, fields: rows.fields });
  const columns = rows.fields.map((field) => rows.cells.get(field.name)!);
  const cells = new Float64Array(columns.length);
  const logits = new Float64Array(selected.length);
  for (let r = 0; r < selected.length; r++) {
    for (let f = 0; f < cells.length; f++) cells[f] = columns[f]![selected[r]!]!;
    logits[r] = logit(scorer, cells);
  }
  return logits;
}

function withCoefficients(shape: FeatureShape, coefficients: number[]): Feature {
  return { ...shape, coefficients } as Feature;
}

function perRow(gradient: number): string {
  return `gradient ${gradient.toExponential(1)} per row`;
}

function decimals(value: number, places: number): number {
  return Number(value.toFixed(places)) + 0;
}

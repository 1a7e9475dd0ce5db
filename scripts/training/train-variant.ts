import type { Feature, Field } from '../../src/core/artifact.ts';
import type { FieldFeature } from '../../src/core/feature.ts';
import { featureSize } from '../../src/core/feature.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import type { FeatureDefinition, VariantDefinition } from '../model-definition.ts';
import { designMatrix, selectRows, selectValues } from './design-matrix.ts';
import { type FitOptions, fitLogistic, gradientNorm } from './fit.ts';
import type { Rows } from './rows.ts';

/** A fitted variant: what an artifact holds of it. */
export interface TrainedVariant {
  intercept: number;
  features: Feature[];
  coefficients: number;
  gradient: number;
  iterations: number;
}

/**
 * Fits a variant on all rows, or on those selected. Coefficients are rounded to twelve decimals before their gradient
 * is certified, so that the certificate is that of the numbers in the file.
 * @throws {RangeError} when the rows cannot be fitted; see `fitLogistic`
 */
export function trainVariant(
  { features: definitions, penalty }: Pick<VariantDefinition, 'features' | 'penalty'>,
  rows: Rows,
  selected?: Uint32Array,
  onIteration?: FitOptions['onIteration'],
): TrainedVariant {
  const weight = selected ? selectValues(rows.weight, selected) : rows.weight;
  const positives = selected ? selectValues(rows.positives, selected) : rows.positives;
  const shapes = definitions.map((definition) => featureShape(definition, rows, selected));
  const all = designMatrix(rows.fields, shapes, rows.cells);
  const design = selected ? selectRows(all, selected) : all;
  const fit = fitLogistic(design, weight, positives, { penalty, ...(onIteration && { onIteration }) });
  const intercept = round(fit.intercept);
  const coefficients = Array.from(fit.coefficients, round);
  let begin = 0;
  const features = shapes.map((shape) => {
    const size = featureSize(shape, fieldOf(rows.fields, shape.field));
    begin += size;
    return { ...shape, coefficients: coefficients.slice(begin - size, begin) } as Feature;
  });
  const gradient = gradientNorm(design, weight, positives, { intercept, coefficients, penalty });
  return { intercept, features, coefficients: coefficients.length, gradient, iterations: fit.iterations };
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

function featureShape(definition: FeatureDefinition, rows: Rows, selected?: Uint32Array): FieldFeature {
  if (definition.type !== 'numeric') return definition;
  const field = fieldOf(rows.fields, definition.field);
  const offset = field.type === 'integer' ? field.minimum : 0;
  const cells = rows.cells.get(definition.field)!;
  const moments = {
    weight: 0,
    sum: 0,
    squares: 0,
    minimum: Number.POSITIVE_INFINITY,
    maximum: Number.NEGATIVE_INFINITY,
  };
  const count = selected?.length ?? cells.length;
  for (let k = 0; k < count; k++) {
    const r = selected ? selected[k]! : k;
    const value = cells[r]! + offset;
    const weight = rows.weight[r]!;
    const before = moments.weight === 0 ? 0 : moments.sum / moments.weight;
    moments.weight += weight;
    moments.sum += weight * value;
    moments.squares += weight * (value - before) * (value - moments.sum / moments.weight);
    moments.minimum = Math.min(moments.minimum, value);
    moments.maximum = Math.max(moments.maximum, value);
  }
  const deviation = Math.sqrt(moments.squares / moments.weight);
  return {
    ...definition,
    mean: significant(moments.sum / moments.weight),
    scale: significant(deviation) || 1,
    minimum: moments.minimum,
    maximum: moments.maximum,
  };
}

function fieldOf(fields: readonly Field[], name: string): Field {
  return fields.find((field) => field.name === name)!;
}

function round(value: number): number {
  return Number(value.toFixed(12)) + 0;
}

function significant(value: number): number {
  return Number(value.toPrecision(12));
}

import { isMissing } from '../../../src/core/cell.ts';
import { cellNumber } from '../../../src/core/decode.ts';
import type { FieldFeature } from '../../../src/core/feature.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** A numeric feature with the weighted mean, the standard deviation and the range of its field over selected rows that have it. */
export function numericShape(
  definition: Extract<FeatureDefinition, { type: 'numeric' }>,
  rows: TrainingRows,
  selected: Uint32Array,
): Extract<FieldFeature, { type: 'numeric' }> & { minimum: number; maximum: number } {
  const field = rows.fields.find(({ name }) => name === definition.field)!;
  const cells = rows.cells.get(definition.field)!;
  const known = selected.filter((r) => !isMissing(field, cells[r]!));
  if (known.length === 0) return { ...definition, mean: 0, scale: 1, minimum: 0, maximum: 0 };
  const values = Float64Array.from(known, (r) => cellNumber(field, cells[r]!));
  const minimum = values.reduce((least, value) => Math.min(least, value));
  const maximum = values.reduce((most, value) => Math.max(most, value));
  // Squares of values near 1e200 are infinite, and those near 1e-200 are 0. Dividing by a power of two changes no digit.
  const unit = 2 ** Math.floor(Math.log2(Math.max(-minimum, maximum) || 1));
  let weight = 0;
  let sum = 0;
  let squares = 0;
  for (const [k, r] of known.entries()) {
    const value = values[k]! / unit;
    const before = weight === 0 ? 0 : sum / weight;
    weight += rows.weight[r]!;
    sum += rows.weight[r]! * value;
    squares += rows.weight[r]! * (value - before) * (value - sum / weight);
  }
  const mean = (sum / weight) * unit;
  const deviation = Math.sqrt(squares / weight) * unit;
  return { ...definition, ...standardised(mean, deviation), minimum, maximum };
}

/** A mean and a standard deviation as artifacts keep them. */
export function standardised(mean: number, deviation: number): { mean: number; scale: number } {
  const scale = significant(deviation) || 1;
  return { mean: significant(mean, Math.abs(mean) / scale), scale };
}

/** Twelve digits; more if the number is that much larger than what depends on it. */
function significant(value: number, ratio = 1): number {
  const digits = 12 + Math.ceil(Math.log10(Math.max(ratio, 1)));
  return digits > 17 ? value : Number(value.toPrecision(digits));
}

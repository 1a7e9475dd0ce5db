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
): Extract<FieldFeature, { type: 'numeric' }> {
  const field = rows.fields.find(({ name }) => name === definition.field)!;
  const cells = rows.cells.get(definition.field)!;
  let weight = 0;
  let sum = 0;
  let squares = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (const r of selected) {
    if (isMissing(field, cells[r]!)) continue;
    const value = cellNumber(field, cells[r]!);
    const before = weight === 0 ? 0 : sum / weight;
    weight += rows.weight[r]!;
    sum += rows.weight[r]! * value;
    squares += rows.weight[r]! * (value - before) * (value - sum / weight);
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  if (weight === 0) return { ...definition, mean: 0, scale: 1, minimum: 0, maximum: 0 };
  const deviation = Math.sqrt(squares / weight);
  return { ...definition, mean: significant(sum / weight), scale: significant(deviation) || 1, minimum, maximum };
}

function significant(value: number): number {
  return Number(value.toPrecision(12));
}

import type { Field } from '../../../src/core/artifact.ts';
import { combinationOf } from '../../../src/core/cross.ts';
import { UNKNOWN } from '../../../src/core/encode.ts';
import type { FeatureShape, FieldFeature } from '../../../src/core/feature.ts';
import { compileTerm } from '../../../src/core/term.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** Completes the definition of a feature from the rows that it will be trained on. */
export function featureShape(definition: FeatureDefinition, rows: TrainingRows, selected: Uint32Array): FeatureShape {
  if (definition.type === 'cross') {
    const combined = rowCombinations(definition.terms, rows, selected);
    const cells = Uint32Array.from(new Set(combined.filter((combination) => combination !== NONE))).sort();
    return { ...definition, cells: Array.from(cells) };
  }
  return definition.type === 'numeric' ? numericShape(definition, rows, selected) : definition;
}

/** Stands for a row that has no combination, because of an unknown category. */
const NONE = 2 ** 32 - 1;

/** The combination of a cross's terms in every selected row. */
export function rowCombinations(
  terms: Extract<FeatureDefinition, { type: 'cross' }>['terms'],
  rows: TrainingRows,
  selected: Uint32Array,
): Uint32Array {
  const compiled = terms.map((term) => compileTerm(term, rows.fields));
  const columns = rows.fields.map((field) => rows.cells.get(field.name)!);
  const used = [
    ...new Set(compiled.flatMap(({ first, second }) => (second === undefined ? [first] : [first, second]))),
  ];
  const cells = new Float64Array(columns.length);
  return selected.map((r) => {
    for (const f of used) cells[f] = columns[f]![r]!;
    const combination = combinationOf(compiled, cells);
    return combination === UNKNOWN ? NONE : combination;
  });
}

/** A feature in a few words: `HORA-I/3 × OPERA`. */
export function describeFeature(definition: FeatureDefinition): string {
  if (definition.type !== 'cross') return `${definition.type} of ${definition.field}`;
  return definition.terms
    .map((term) => ('month' in term ? `${term.month}–${term.day}` : term.field) + (term.width ? `/${term.width}` : ''))
    .join(' × ');
}

function numericShape(
  definition: Extract<FeatureDefinition, { type: 'numeric' }>,
  rows: TrainingRows,
  selected: Uint32Array,
): FieldFeature {
  const field = fieldOf(rows.fields, definition.field);
  const offset = field.type === 'integer' ? field.minimum : 0;
  const cells = rows.cells.get(definition.field)!;
  let weight = 0;
  let sum = 0;
  let squares = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (const r of selected) {
    const value = cells[r]! + offset;
    const before = weight === 0 ? 0 : sum / weight;
    weight += rows.weight[r]!;
    sum += rows.weight[r]! * value;
    squares += rows.weight[r]! * (value - before) * (value - sum / weight);
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  const deviation = Math.sqrt(squares / weight);
  return { ...definition, mean: significant(sum / weight), scale: significant(deviation) || 1, minimum, maximum };
}

function significant(value: number): number {
  return Number(value.toPrecision(12));
}

export function fieldOf(fields: readonly Field[], name: string): Field {
  return fields.find((field) => field.name === name)!;
}

import type { Feature, Field } from './artifact.ts';
import { cellCount } from './cell.ts';
import { columnOf } from './columns.ts';
import { compileCrossTable, crossValue } from './cross-table.ts';
import { type FieldFeature, fieldKindOf } from './feature.ts';
import { compileTerm } from './term.ts';

type CrossFeature = Extract<Feature, { type: 'cross' }>;

/** The log-odds of a feature for each value of a column: see `writeColumns`. */
export interface FieldTable {
  column: number;
  logOdds: Float64Array;
}

/** A feature that reads a number itself, not its bin: its log-odds are worked out for every row. */
export interface Formula {
  position: number;
  logOdds: (cell: number) => number;
}

/** The table of a feature; undefined if it reads several fields, or is of a kind that reads numbers themselves. */
export function compileFieldTable(feature: Feature, fields: readonly Field[]): FieldTable | undefined {
  if (feature.type === 'cross') return compileCrossOfOne(feature, fields);
  const position = fields.findIndex(({ name }) => name === feature.field);
  const field = fields[position]!;
  const { groups, types } = fieldKindOf(feature);
  if (groups === undefined && types.includes('number')) return undefined;
  const coefficients: readonly number[] = feature.coefficients;
  const logOdds = groups
    ? Float64Array.from(groups(feature, field).groups, (group) => coefficients[group]!)
    : Float64Array.from({ length: cellCount(field) }, (_, cell) => weightedSum(feature, field, cell));
  return { column: columnOf(fields, position, 'part' in feature ? feature.part : undefined), logOdds };
}

/** The formula of a feature that has no table. */
export function compileFormula(feature: Exclude<Feature, CrossFeature>, fields: readonly Field[]): Formula {
  const position = fields.findIndex(({ name }) => name === feature.field);
  const field = fields[position]!;
  return { position, logOdds: (cell) => weightedSum(feature, field, cell) };
}

function compileCrossOfOne({ terms, cells, coefficients }: CrossFeature, fields: readonly Field[]) {
  const { first, second, groups, size } = compileTerm(terms[0]!, fields);
  if (terms.length > 1 || second !== undefined) return undefined;
  const table = compileCrossTable(cells, coefficients, size, 0);
  return { column: first, logOdds: Float64Array.from(groups, (group) => crossValue(table, group)) };
}

function weightedSum(feature: FieldFeature & Feature, field: Field, cell: number): number {
  const row = fieldKindOf(feature).values!(feature, field, cell);
  let sum = 0;
  for (let k = 0; k < row.length; k++) sum += row[k]! * feature.coefficients[k]!;
  return sum;
}

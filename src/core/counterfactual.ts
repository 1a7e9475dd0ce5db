import type { Artifact } from './artifact.ts';
import { otherBinValues } from './bin-values.ts';
import { knownCount } from './cell.ts';
import { cellValue } from './decode.ts';
import type { Field } from './field.ts';
import { logit, type Scorer } from './score.ts';
import { sigmoid } from './sigmoid.ts';

/** A row with another value in one field, and its answer. */
export interface Change {
  field: string;
  value: string | number;
  probability: number;
  /** This probability minus the probability of the unchanged row. */
  difference: number;
}

/**
 * Every change of one changeable field to another value, the largest change of the probability first. Nothing is
 * searched or sampled: fields have few values or bins, and each is scored; of a bin, its value that is nearest to the
 * row's. A missing value, and the category that stands for all rare ones, are no choices.
 */
export function singleChanges(
  { fields, changeable }: Pick<Artifact, 'fields' | 'changeable'>,
  scorer: Scorer,
  cells: Float64Array,
): Change[] {
  const probability = sigmoid(logit(scorer, cells));
  const changed = Float64Array.from(cells);
  const changes = fields.flatMap((field, position) => {
    if (!changeable.includes(field.name)) return [];
    const found = otherCells(field, cells[position]!).map((cell): Change => {
      changed[position] = cell;
      const other = sigmoid(logit(scorer, changed));
      const value = cellValue(field, cell)!;
      return { field: field.name, value, probability: other, difference: other - probability };
    });
    changed[position] = cells[position]!;
    return found;
  });
  return changes.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
}

function otherCells(field: Field, own: number): number[] {
  if (field.type === 'number') return otherBinValues(field, own);
  const choices = knownCount(field) - (field.type === 'category' && field.other !== undefined ? 1 : 0);
  return Array.from({ length: choices }, (_, cell) => cell).filter((cell) => cell !== own);
}

/** The changes without all but the first, the strongest, of each number. */
export function strongestChanges(changes: readonly Change[], fields: readonly Field[]): Change[] {
  const first = new Set<string>();
  return changes.filter(({ field }) => {
    if (!isNumber(fields, field)) return true;
    const isFirst = !first.has(field);
    first.add(field);
    return isFirst;
  });
}

/** The changes without all but the nearest values of each number, one on each side of the row's. */
export function nearestChanges(changes: readonly Change[], fields: readonly Field[], cells: Float64Array): Change[] {
  const away = ({ field, value }: Change) => Number(value) - cells[fields.findIndex(({ name }) => name === field)]!;
  return changes.filter((change) => {
    if (!isNumber(fields, change.field)) return true;
    const distance = away(change);
    const sameSide = changes.filter((other) => other.field === change.field && away(other) > 0 === distance > 0);
    return sameSide.reduce((best, other) => (Math.abs(away(other)) < Math.abs(away(best)) ? other : best)) === change;
  });
}

function isNumber(fields: readonly Field[], wanted: string): boolean {
  return fields.some(({ name, type }) => name === wanted && type === 'number');
}

import type { Artifact } from './artifact.ts';
import { knownCount } from './cell.ts';
import { cellValue } from './decode.ts';
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
 * searched or sampled: fields have few values, and each is scored. A missing value, and the category that stands for all
 * rare ones, are no choices.
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
    const choices = knownCount(field) - (field.type === 'category' && field.other !== undefined ? 1 : 0);
    const others = Array.from({ length: choices }, (_, cell) => cell).filter((cell) => cell !== cells[position]);
    const found = others.map((cell): Change => {
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

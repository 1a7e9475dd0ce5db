import type { TrainingRows } from '../rows/rows.ts';

/**
 * The positions of made-up rows that the training data have too.
 * @param columns one per field, in the order of the fields: the cells of the made-up rows
 */
export function existingRows({ fields, cells, weight }: TrainingRows, columns: readonly Float64Array[]): Set<number> {
  const trained = fields.map(({ name }) => cells.get(name)!);
  const [first, ...others] = columns.map((column, f) => ({ made: column, trained: trained[f]! }));
  const candidates = Map.groupBy(first!.made.keys(), (row) => first!.made[row]!);
  const found = new Set<number>();
  for (let r = 0; r < weight.length; r++) {
    for (const row of candidates.get(first!.trained[r]!) ?? []) {
      if (others.every((other) => other.made[row] === other.trained[r])) found.add(row);
    }
  }
  return found;
}

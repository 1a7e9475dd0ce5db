import type { Example, Field } from '../../src/core/artifact.ts';
import { isDiscrete } from '../../src/core/cell.ts';
import { cellValue } from '../../src/core/decode.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { rowInput } from '../training/rows/row-input.ts';
import type { TrainingRows } from '../training/rows/rows.ts';

/** Rows that share a value, or the values of two fields, and the mean answers of two contenders to them. */
export interface Mover {
  /** Value by field. */
  where: Example['input'];
  rows: number;
  first: number;
  second: number;
  observed: number;
}

interface Answered {
  rows: TrainingRows;
  test: Uint32Array;
  first: Float64Array;
  second: Float64Array;
}

/**
 * Where the mean answers of two contenders differ most, among the groups of held-out rows that agree in `across`
 * discrete fields and have at least `fewest` observations. Groups of the same rows are reported once.
 */
export function movers(answered: Answered, across: 1 | 2, { fewest = 50, most = 10 } = {}): Mover[] {
  const discrete = answered.rows.fields.filter(isDiscrete);
  const sets = discrete.flatMap((field, f) =>
    across === 1 ? [[field]] : discrete.slice(f + 1).map((other) => [field, other]),
  );
  const found = sets.flatMap((fields) => groupMeans(fields, answered));
  const distinct = new Map(found.map((mover) => [`${mover.rows} ${mover.first} ${mover.second}`, mover]));
  return [...distinct.values()]
    .filter((mover) => mover.rows >= fewest)
    .sort((a, b) => Math.abs(b.second - b.first) - Math.abs(a.second - a.first))
    .slice(0, most);
}

function groupMeans(fields: readonly Field[], { rows, test, first, second }: Answered): Mover[] {
  const columns = fields.map((field) => rows.cells.get(field.name)!);
  const groups = new Map<string, { r: number; weight: number; first: number; second: number; positives: number }>();
  for (const [k, r] of test.entries()) {
    const key = columns.map((column) => column[r]).join();
    const sums = groups.get(key) ?? { r, weight: 0, first: 0, second: 0, positives: 0 };
    groups.set(key, sums);
    const weight = rows.weight[r]!;
    sums.weight += weight;
    sums.first += weight * sigmoid(first[k]!);
    sums.second += weight * sigmoid(second[k]!);
    sums.positives += rows.positives[r]!;
  }
  return [...groups.values()].map((sums) => ({
    where: Object.fromEntries(fields.map((field, f) => [field.name, cellValue(field, columns[f]![sums.r]!)])),
    rows: sums.weight,
    first: sums.first / sums.weight,
    second: sums.second / sums.weight,
    observed: sums.positives / sums.weight,
  }));
}

/** The held-out rows that two contenders answer most differently. */
export function differingRows({ rows, test, first, second }: Answered, most = 10): Mover[] {
  const gap = (k: number) => Math.abs(sigmoid(second[k]!) - sigmoid(first[k]!));
  const order = Uint32Array.from(test, (_, k) => k).sort((a, b) => gap(b) - gap(a));
  return Array.from(order.subarray(0, most), (k) => {
    const r = test[k]!;
    return {
      where: rowInput(rows, r),
      rows: rows.weight[r]!,
      first: sigmoid(first[k]!),
      second: sigmoid(second[k]!),
      observed: rows.positives[r]! / rows.weight[r]!,
    };
  });
}

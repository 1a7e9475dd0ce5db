import type { Artifact, Field } from '../../../src/core/artifact.ts';
import { isDiscrete } from '../../../src/core/cell.ts';
import { featureFields } from '../../../src/core/feature.ts';
import { everyRow, type TrainingRows } from '../../training/rows/rows.ts';
import { scoreRows } from '../../training/score-rows.ts';
import { additiveResiduals } from './additive-residuals.ts';

/** What combinations of the values of two fields add to the log-odds, beyond each value alone. */
export interface Interaction {
  first: Field;
  second: Field;
  /** Standard deviation of the effects over the rows. */
  strength: number;
  cells: { first: number; second: number; rows: number; effect: number }[];
}

/**
 * The strongest pairs of fields: for every combination of values, the mean over its rows of all features that read both
 * fields, minus what each value explains alone. A cross may contain effects of a single value; they belong to the field and
 * are subtracted.
 */
export function interactions(
  { features }: Pick<Artifact, 'features'>,
  rows: TrainingRows,
  most: number,
): Interaction[] {
  const all = everyRow(rows);
  const discrete = rows.fields.filter(isDiscrete);
  const pairs = discrete.flatMap((first, f) => discrete.slice(f + 1).map((second) => ({ first, second })));
  const found = pairs.flatMap(({ first, second }) => {
    const both = features.filter((feature) => {
      const read = featureFields(feature);
      return read.includes(first.name) && read.includes(second.name);
    });
    if (both.length === 0) return [];
    return [interaction(first, second, scoreRows({ intercept: 0, features: both }, rows, all), rows)];
  });
  return found.sort((a, b) => b.strength - a.strength).slice(0, most);
}

function interaction(first: Field, second: Field, logOdds: Float64Array, rows: TrainingRows): Interaction {
  const columns = [rows.cells.get(first.name)!, rows.cells.get(second.name)!] as const;
  const sums = new Map<string, { first: number; second: number; rows: number; sum: number }>();
  for (let r = 0; r < logOdds.length; r++) {
    const key = `${columns[0][r]} ${columns[1][r]}`;
    const own = sums.get(key) ?? { first: columns[0][r]!, second: columns[1][r]!, rows: 0, sum: 0 };
    own.rows += rows.weight[r]!;
    own.sum += rows.weight[r]! * logOdds[r]!;
    sums.set(key, own);
  }
  const means = [...sums.values()].map(({ sum, ...cell }) => ({ ...cell, weight: cell.rows, value: sum / cell.rows }));
  const effects = additiveResiduals(means);
  const cells = means.map(({ first, second, rows }, k) => ({ first, second, rows, effect: effects[k]! }));
  const total = cells.reduce((sum, cell) => sum + cell.rows, 0);
  const variance = cells.reduce((sum, cell) => sum + cell.rows * cell.effect ** 2, 0) / total;
  return { first, second, strength: Math.sqrt(variance), cells };
}

import { decimals } from '../../maths/decimals.ts';
import { dot, sum } from '../../maths/vector.ts';
import { everyRow, type TrainingRows } from '../rows/rows.ts';
import { scoreRows } from '../score-rows.ts';
import type { TrainedVariant } from '../trained-variant.ts';

/** As many as the coefficients have. */
const DECIMALS = 12;

/** Mean log-odds of every feature over the training rows, by weight. */
export function averageLogOdds({ features }: Pick<TrainedVariant, 'features'>, rows: TrainingRows): number[] {
  const all = everyRow(rows);
  const total = sum(rows.weight);
  return features.map((feature) => {
    const logOdds = scoreRows({ intercept: 0, features: [feature] }, rows, all);
    return decimals(dot(logOdds, rows.weight) / total, DECIMALS);
  });
}

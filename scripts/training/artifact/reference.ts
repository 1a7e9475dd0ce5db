import { everyRow, type TrainingRows } from '../rows/rows.ts';
import { scoreRows } from '../score-rows.ts';
import type { TrainedVariant } from '../trained-variant.ts';

/** Twelve decimals, as the coefficients have. */
const DECIMALS = 12;

/** Mean log-odds of every feature over the training rows, by weight, in the order of the features. */
export function referenceOf({ features }: Pick<TrainedVariant, 'features'>, rows: TrainingRows): number[] {
  const all = everyRow(rows);
  const total = rows.weight.reduce((sum, weight) => sum + weight, 0);
  return features.map((feature) => {
    const logOdds = scoreRows({ intercept: 0, features: [feature] }, rows, all);
    const sum = logOdds.reduce((sum, value, r) => sum + value * rows.weight[r]!, 0);
    return Number((sum / total).toFixed(DECIMALS)) + 0;
  });
}

import { logLoss } from '../training/figures/log-loss.ts';

/** Mean log loss of answers, in nats. */
export function meanLogLoss(rows: readonly { probability: number; outcome: 0 | 1 }[]): number {
  const total = rows.reduce((sum, { probability, outcome }) => sum + logLoss(probability, outcome, 1 - outcome), 0);
  return total / rows.length;
}

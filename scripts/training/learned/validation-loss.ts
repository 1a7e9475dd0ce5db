import { sigmoid } from '../../../src/core/sigmoid.ts';
import { logLoss } from '../figures/log-loss.ts';
import type { Likelihood } from '../fit/solver.ts';
import { type BlockMatrix, multiply } from '../matrix/block-matrix.ts';

/** The negative log-likelihood of rows, in nats. */
export function validationLoss({ matrix, weight, positives }: Likelihood<BlockMatrix>, beta: Float64Array): number {
  const logits = multiply(matrix, beta, new Float64Array(matrix.rows));
  let loss = 0;
  for (let r = 0; r < logits.length; r++) {
    const p = sigmoid(logits[r]!);
    // One class at a time: another order of additions changes the last bits of draws in artifacts.
    loss += logLoss(p, positives[r]!, 0);
    loss += logLoss(p, 0, weight[r]! - positives[r]!);
  }
  return loss;
}

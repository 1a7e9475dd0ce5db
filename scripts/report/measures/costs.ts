import { sigmoid } from '../../../src/core/sigmoid.ts';
import { sum } from '../../maths/vector.ts';
import type { Scored } from '../../training/figures/metrics.ts';

/** The costs of errors: of a positive row that is not acted on, and of a negative row that is. */
export interface ErrorCosts {
  miss: number;
  falseAlarm: number;
}

/** The result of acting on every row whose probability reaches a threshold. */
export interface Policy {
  threshold: number;
  /** Share of all rows that are acted on, and of all positive rows. */
  acted: number;
  caught: number;
  /** Cost per row. */
  cost: number;
}

/**
 * The threshold that costs least if the probabilities are right: act where p·miss ≥ (1 − p)·falseAlarm (C. Elkan, The
 * foundations of cost-sensitive learning, IJCAI 2001). It is known beforehand, without a look at the outcomes.
 */
export function bestThreshold({ miss, falseAlarm }: ErrorCosts): number {
  return falseAlarm / (miss + falseAlarm);
}

/** The result of a threshold on held-out rows. */
export function policy({ logit, positive, negative }: Scored, threshold: number, costs: ErrorCosts): Policy {
  let [up, down, positives, rows] = [0, 0, 0, 0];
  for (let g = 0; g < logit.length; g++) {
    positives += positive[g]!;
    rows += positive[g]! + negative[g]!;
    if (sigmoid(logit[g]!) < threshold) continue;
    up += positive[g]!;
    down += negative[g]!;
  }
  const cost = ((positives - up) * costs.miss + down * costs.falseAlarm) / rows;
  return { threshold, acted: (up + down) / rows, caught: up / positives, cost };
}

/** Cost per row without a model: acting on all rows or on none, whichever turns out cheaper. */
export function costWithoutModel({ positive, negative }: Scored, { miss, falseAlarm }: ErrorCosts): number {
  const up = sum(positive);
  const down = sum(negative);
  return Math.min(up * miss, down * falseAlarm) / (up + down);
}

/** The threshold that would have cost least on these rows, which is only known in hindsight. */
export function hindsightThreshold({ logit, positive, negative }: Scored, { miss, falseAlarm }: ErrorCosts): number {
  let cost = sum(positive) * miss;
  let best = { cost, threshold: 1 };
  for (let g = 0; g < logit.length; g++) {
    cost += negative[g]! * falseAlarm - positive[g]! * miss;
    if (cost < best.cost) best = { cost, threshold: sigmoid(logit[g]!) };
  }
  return best.threshold;
}

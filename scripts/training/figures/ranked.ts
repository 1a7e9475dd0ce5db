import { sigmoid } from '../../../src/core/sigmoid.ts';
import type { HeldOutRows } from '../rows/held-out-rows.ts';
import { merged, type Scored } from './metrics.ts';
import type { Resample } from './resamples.ts';

/** Held-out rows sorted by score, in at most about 20,000 groups of neighbours, so that resamples need no sorting. */
export interface Ranked {
  set: Scored;
  /** Mean probability of each group. */
  probability: Float64Array;
  /** By row: its group. */
  groupOf: Uint32Array;
}

const MOST_GROUPS = 20_000;

export function ranked(logits: Float64Array, { weight, positives }: HeldOutRows, most = MOST_GROUPS): Ranked {
  const { set, groupOf } = merged(logits, weight, positives);
  const size = Math.ceil(set.logit.length / most);
  const starts: number[] = [];
  const place = new Uint32Array(set.logit.length);
  for (let g = 0; g < place.length; g++) {
    if (starts.length === 0 || g - starts.at(-1)! >= size || set.bin[g] !== set.bin[g - 1]) starts.push(g);
    place[g] = starts.length - 1;
  }
  const empty = () => new Float64Array(starts.length);
  const coarse = { logit: empty(), positive: empty(), negative: empty() };
  const probability = empty();
  for (const [g, m] of place.entries()) {
    const all = set.positive[g]! + set.negative[g]!;
    coarse.positive[m]! += set.positive[g]!;
    coarse.negative[m]! += set.negative[g]!;
    coarse.logit[m]! += all * set.logit[g]!;
    probability[m]! += all * sigmoid(set.logit[g]!);
  }
  for (let m = 0; m < starts.length; m++) {
    const all = coarse.positive[m]! + coarse.negative[m]!;
    coarse.logit[m]! /= all;
    probability[m]! /= all;
  }
  const bin = Uint8Array.from(starts, (g) => set.bin[g]!);
  return { set: { ...coarse, bin }, probability, groupOf: groupOf.map((g) => place[g]!) };
}

/** The set with the counts of a resample. */
export function resampledSet({ set, groupOf }: Ranked, { up, down }: Resample): Scored {
  const positive = new Float64Array(set.logit.length);
  const negative = new Float64Array(set.logit.length);
  for (let r = 0; r < groupOf.length; r++) {
    positive[groupOf[r]!]! += up[r]!;
    negative[groupOf[r]!]! += down[r]!;
  }
  return { ...set, positive, negative };
}

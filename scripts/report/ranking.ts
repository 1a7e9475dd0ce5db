import type { Contender } from '../study/contender.ts';
import type { Scored } from '../training/figures/metrics.ts';

/** A contender on one split, its held-out rows sorted by what it answered. */
export interface Ranking {
  split: string;
  contender: Contender;
  set: Scored;
}

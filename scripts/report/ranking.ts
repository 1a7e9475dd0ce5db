import type { Scored } from '../training/metrics.ts';
import type { Contender } from './contender.ts';

/** A contender on one split, its held-out rows sorted by what it answered. */
export interface Ranking {
  split: string;
  contender: Contender;
  set: Scored;
}

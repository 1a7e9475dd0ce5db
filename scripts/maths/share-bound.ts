import { incompleteBeta } from './incomplete-beta.ts';

/**
 * The lower bound of a share that was seen `count` times in `total`: with any smaller share, so many are seen with at most
 * the probability `tail` (Clopper and Pearson, Biometrika 26, 1934).
 */
export function lowerShareBound(count: number, total: number, tail: number): number {
  if (count === 0) return 0;
  let [low, high] = [0, count / total];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(count, total - count + 1, middle, 1 - middle) < tail) low = middle;
    else high = middle;
  }
  return low;
}

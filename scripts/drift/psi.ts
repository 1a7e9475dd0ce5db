import { chiSquareQuantile } from '../maths/chi-square.ts';
import { lowerShareBound } from '../maths/share-bound.ts';
import { sum } from '../maths/vector.ts';

/** A place with fewer expected rows shares one with others: there, chance would not follow χ². */
export const FEWEST_EXPECTED = 20;

/** Counts of training and of now, by place. */
export interface Places {
  training: Float64Array;
  now: Float64Array;
}

/** Population stability index: Σ (q − p) ln(q / p) over the shares of two sets of counts above 0. */
export function psi({ training, now }: Places): number {
  const [before, after] = [sum(training), sum(now)];
  return training.reduce((total, count, k) => {
    const [p, q] = [count / before, now[k]! / after];
    return total + (q - p) * Math.log(q / p);
  }, 0);
}

/** A share counts as grown if it surely grew by more. */
export const GROWN = 0.01;

/**
 * Places that can be compared: those with few expected rows are merged into one, unless their share surely grew; and half a
 * row is added to each count, so that an empty place counts for little (Jeffreys). A value that training did not have is left
 * out: no share is expected.
 * @param tail how likely a share may seem to have grown by chance
 */
export function comparable({ training, now }: Places, tail: number): Places {
  const kept = Array.from(training.keys()).filter((k) => training[k]! > 0);
  const [before, after] = [training, now].map((counts) => kept.reduce((total, k) => total + counts[k]!, 0));
  const isFrequent = (k: number) => (training[k]! * Math.min(before!, after!)) / before! >= FEWEST_EXPECTED;
  const hasGrown = (k: number) => {
    const most = training[k]! / before! + GROWN;
    return now[k]! / after! > most && lowerShareBound(now[k]!, after!, tail / kept.length) > most;
  };
  const own = kept.filter((k) => isFrequent(k) || hasGrown(k));
  const rest = kept.filter((k) => !own.includes(k));
  const merge = (counts: Float64Array) => {
    const values = own.map((k) => counts[k]! + 0.5);
    return rest.length === 0
      ? Float64Array.from(values)
      : Float64Array.from([...values, rest.reduce((total, k) => total + counts[k]!, 0.5)]);
  };
  return { training: merge(training), now: merge(now) };
}

/**
 * The PSI that chance alone exceeds with a probability: without a shift, it is (1/n + 1/m) times a χ² variable with one
 * degree of freedom less than there are places (Yurdakul, Statistical Properties of Population Stability Index, 2018).
 * A single place cannot shift: infinite.
 */
export function psiByChance({ training, now }: Places, tail: number): number {
  if (training.length < 2) return Number.POSITIVE_INFINITY;
  return (1 / sum(now) + 1 / sum(training)) * chiSquareQuantile(tail, training.length - 1);
}

/** About how many rows it takes for chance to stay below a PSI; infinite if training has too few itself. */
export function rowsNeeded(training: Float64Array, level: number, tail: number): number {
  const total = sum(training);
  for (let rows = FEWEST_EXPECTED; rows < 100 * total; rows = Math.ceil(rows * 1.05)) {
    const now = training.map((count) => (count * rows) / total);
    if (psiByChance(comparable({ training, now }, tail), tail) <= level) return rows;
  }
  return Number.POSITIVE_INFINITY;
}

import { chiSquareQuantile } from '../maths/chi-square.ts';
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

/**
 * Places that can be compared: those with few expected rows are merged into one, and half a row is added to each count, so
 * that an empty place counts for little (Jeffreys). A value that training did not have is left out: no share is expected.
 */
export function comparable({ training, now }: Places): Places {
  const kept = Array.from(training.keys()).filter((k) => training[k]! > 0);
  const [before, after] = [training, now].map((counts) => kept.reduce((total, k) => total + counts[k]!, 0));
  const isFrequent = (k: number) => (training[k]! * Math.min(before!, after!)) / before! >= FEWEST_EXPECTED;
  const own = kept.filter(isFrequent);
  const rest = kept.filter((k) => !isFrequent(k));
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
    if (psiByChance(comparable({ training, now }), tail) <= level) return rows;
  }
  return Number.POSITIVE_INFINITY;
}

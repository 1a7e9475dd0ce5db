import { quantile, RESAMPLED, RESAMPLES } from './bootstrap.ts';
import { metrics } from './metrics.ts';
import { differences, type PairedFigure, ranked, resampled } from './paired-bootstrap.ts';
import { poisson, randomSource } from './random.ts';

/** What two contenders answered to the groups that one seed holds out. */
export interface HeldOutAnswers {
  first: Float64Array;
  second: Float64Array;
  weight: Float64Array;
  positives: Float64Array;
  /** Which group of the data each is: equal keys are the same rows under another seed. */
  keys: readonly string[];
}

/**
 * Compares two contenders over several random parts of the same data: figures and differences are means over them. Parts
 * overlap, so their differences are not independent; the intervals are percentiles over Poisson bootstrap resamples of
 * the groups of the data, in which a group that several seeds hold out counts as often in all of them (a bootstrap by
 * cluster: Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8).
 */
export function pooledFigures(
  parts: readonly HeldOutAnswers[],
  { seed, resamples = RESAMPLES }: { seed: number; resamples?: number },
): PairedFigure[] {
  const random = randomSource(seed);
  const places = new Map([...new Set(parts.flatMap(({ keys }) => keys))].map((key, place) => [key, place]));
  const ready = parts.map(({ first, second, weight, positives, keys }) => ({
    one: ranked(first, weight, positives),
    other: ranked(second, weight, positives),
    positives,
    negatives: weight.map((all, r) => all - positives[r]!),
    place: keys.map((key) => places.get(key)!),
  }));
  const draws = Array.from({ length: resamples }, () => {
    const times = Float64Array.from(places, () => poisson(random, 1));
    return ready.map(({ one, other, positives, negatives, place }) => {
      const up = positives.map((count, r) => count * times[place[r]!]!);
      const down = negatives.map((count, r) => count * times[place[r]!]!);
      return differences(resampled(one, up, down), resampled(other, up, down));
    });
  });
  const points = ready.map(({ one, other }) => [metrics(one.set), metrics(other.set)] as const);
  return RESAMPLED.map((figure) => {
    const sorted = draws.map((draw) => mean(draw.map((part) => part[figure]))).sort((a, b) => a - b);
    const [first, second] = [mean(points.map(([a]) => a[figure])), mean(points.map(([, b]) => b[figure]))];
    const interval: [number, number] = [quantile(sorted, 0.025), quantile(sorted, 0.975)];
    return { figure, first, second, difference: second - first, interval };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import { poisson, randomSource } from '../../maths/random.ts';
import { percentileInterval, RESAMPLED, RESAMPLES } from './bootstrap.ts';
import { metrics } from './metrics.ts';
import { differences, type PairedFigure, ranked, resampled } from './paired-bootstrap.ts';

/** An odd number that spreads counters over 32 bits (2³² by the golden ratio). */
const SPREAD = 0x9e3779b1;

/** The answers of two contenders to the groups that one seed holds out. */
export interface HeldOutAnswers {
  first: Float64Array;
  second: Float64Array;
  weight: Float64Array;
  positives: Float64Array;
  /** The values of each group: almost always, groups with equal keys are the same rows under different seeds. */
  keys: readonly string[];
}

/**
 * Compares two contenders over several random parts of the same data: figures and differences are means over them. Parts
 * overlap, so their differences are not independent. The intervals are percentiles over Poisson bootstrap resamples (see
 * `pairedFigures`) in which a row has the same count in every part that holds it out.
 */
export function pooledFigures(
  parts: readonly HeldOutAnswers[],
  { seed, resamples = RESAMPLES }: { seed: number; resamples?: number },
): PairedFigure[] {
  const places = new Map([...new Set(parts.flatMap(({ keys }) => keys))].map((key, place) => [key, place]));
  const ready = parts.map(({ first, second, weight, positives, keys }) => ({
    one: ranked(first, weight, positives),
    other: ranked(second, weight, positives),
    positives,
    negatives: weight.map((all, r) => all - positives[r]!),
    sources: keys.map((key) => Math.imul(places.get(key)! + 1, SPREAD)),
  }));
  const draws = Array.from({ length: resamples }, (_, k) => {
    const own = Math.imul(seed * resamples + k + 1, SPREAD);
    return ready.map(({ one, other, positives, negatives, sources }) => {
      const up = new Float64Array(sources.length);
      const down = new Float64Array(sources.length);
      for (const [r, source] of sources.entries()) {
        const random = randomSource(own ^ source);
        up[r] = poisson(random, positives[r]!);
        down[r] = poisson(random, negatives[r]!);
      }
      return differences(resampled(one, up, down), resampled(other, up, down));
    });
  });
  const points = ready.map(({ one, other }) => [metrics(one.set), metrics(other.set)] as const);
  return RESAMPLED.map((figure) => {
    const [first, second] = [mean(points.map(([a]) => a[figure])), mean(points.map(([, b]) => b[figure]))];
    const interval = percentileInterval(draws.map((draw) => mean(draw.map((part) => part[figure]))));
    return { figure, first, second, difference: second - first, interval };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

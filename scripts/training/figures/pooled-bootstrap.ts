import { poisson, randomSource } from '../../maths/random.ts';
import type { Clusters } from '../rows/clusters.ts';
import { clusterSummary, type HeldOutRows } from '../rows/held-out-rows.ts';
import { contender, type PairedFigure, summarise } from './paired-bootstrap.ts';
import { clusterResamples, RESAMPLES, type Resample, type ResampleOptions } from './resamples.ts';

/** An odd number that spreads counters over 32 bits (2³² by the golden ratio). */
const SPREAD = 0x9e3779b1;

/** The answers of two contenders to the groups that one seed holds out. */
export interface HeldOutAnswers {
  first: Float64Array;
  second: Float64Array;
  rows: HeldOutRows;
  /** The values of each group: almost always, groups with equal keys are the same rows under different seeds. */
  keys: readonly string[];
}

/**
 * Compares two contenders over several random parts of the same data: figures and differences are means over them. Parts
 * overlap, so their differences are not independent: a cluster has the same count in every part of a resample, and without
 * clusters a row has.
 */
export function pooledFigures(parts: readonly HeldOutAnswers[], options: ResampleOptions): PairedFigure[] {
  const ready = parts.map(({ first, second, rows }) => [contender(first, rows), contender(second, rows)] as const);
  const rows = parts.map((part) => part.rows);
  const isClustered = rows.every(({ clusters }) => clusters !== undefined);
  const draws = Array.from(isClustered ? clusterResamples(rows, options) : rowResamples(parts, options), (counts) =>
    ready.map(([one, other], p) => [one.resampled(counts[p]!), other.resampled(counts[p]!)] as const),
  );
  const points = ready.map(([one, other]) => [one.figures, other.figures] as const);
  return summarise(points, draws, isClustered ? clusterSummary(joined(rows)) : undefined);
}

/** Poisson resamples in which a row has the same count in every part that holds it out. */
function* rowResamples(
  parts: readonly HeldOutAnswers[],
  { seed, resamples = RESAMPLES }: ResampleOptions,
): Generator<Resample[]> {
  const places = new Map([...new Set(parts.flatMap(({ keys }) => keys))].map((key, place) => [key, place]));
  const sources = parts.map(({ keys }) => keys.map((key) => Math.imul(places.get(key)! + 1, SPREAD)));
  for (let k = 0; k < resamples; k++) {
    const own = Math.imul(seed * resamples + k + 1, SPREAD);
    yield parts.map(({ rows: { weight, positives } }, p) => {
      const up = new Float64Array(weight.length);
      const down = new Float64Array(weight.length);
      for (const [r, source] of sources[p]!.entries()) {
        const random = randomSource(own ^ source);
        up[r] = poisson(random, positives[r]!);
        down[r] = poisson(random, weight[r]! - positives[r]!);
      }
      return { up, down };
    });
  }
}

function joined(rows: readonly HeldOutRows[]): HeldOutRows {
  const [first] = rows as [HeldOutRows];
  const cluster = Uint32Array.from(rows.flatMap(({ clusters }) => [...new Set(clusters!.cluster)]));
  return { ...first, clusters: { ...first.clusters, cluster } as Clusters };
}

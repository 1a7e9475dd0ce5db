import { poisson, randomSource } from '../../maths/random.ts';
import { sum } from '../../maths/vector.ts';
import { type Clusters, presentClusters } from '../rows/clusters.ts';
import type { HeldOutRows } from '../rows/held-out-rows.ts';

/** Counts of a resample by row. The next resample overwrites them. */
export interface Resample {
  up: Float64Array;
  down: Float64Array;
}

export interface ResampleOptions {
  seed: number;
  /** How many resamples. */
  resamples?: number;
}

/** The number of resamples in every bootstrap here. */
export const RESAMPLES = 500;

/**
 * Bootstrap resamples of held-out rows: of whole clusters if there are any (see `clusterResamples`), else of single
 * observations with Poisson counts (Hanley and MacGibbon 2006). Resamples with one class only are drawn again.
 */
export function* resamples(
  rows: HeldOutRows,
  { seed, resamples: count = RESAMPLES }: ResampleOptions,
): Generator<Resample> {
  if (rows.clusters) {
    for (const [own] of clusterResamples([rows], { seed, resamples: count })) yield own!;
    return;
  }
  const random = randomSource(seed);
  const hasBoth = hasBothClasses([{ up: rows.positives, down: negativesOf(rows) }]);
  const own = emptyResample(rows);
  for (let k = 0; k < count; k++) {
    do {
      for (let r = 0; r < own.up.length; r++) {
        own.up[r] = poisson(random, rows.positives[r]!);
        own.down[r] = poisson(random, rows.weight[r]! - rows.positives[r]!);
      }
    } while (hasBoth && !hasBothClasses([own]));
    yield own;
  }
}

/**
 * Resamples of one or more parts of the same data by cluster: as many clusters as there are, drawn with replacement, each
 * with all its rows (Davison and Hinkley, Bootstrap Methods, 1997, section 3.8). A cluster has the same count in every part.
 */
export function* clusterResamples(
  parts: readonly HeldOutRows[],
  { seed, resamples: count = RESAMPLES }: ResampleOptions,
): Generator<Resample[]> {
  const random = randomSource(seed);
  const all = parts.map(({ clusters }) => clusters!);
  const present = presentClusters({
    cluster: Uint32Array.from(new Set(all.flatMap((one) => [...presentClusters(one)]))),
  });
  const times = new Float64Array(all[0]!.count);
  const own = parts.map(emptyResample);
  const hasBoth = hasBothClasses(parts.map((rows) => ({ up: rows.positives, down: negativesOf(rows) })));
  for (let k = 0; k < count; k++) {
    do {
      times.fill(0);
      for (let draw = 0; draw < present.length; draw++) times[present[Math.floor(random() * present.length)]!]! += 1;
      for (const [p, clusters] of all.entries()) fillCounts(own[p]!, clusters, times);
    } while (hasBoth && !hasBothClasses(own));
    yield own;
  }
}

function fillCounts(
  { up, down }: Resample,
  { start, cluster, weight, positives }: Clusters,
  times: Float64Array,
): void {
  for (let r = 0; r < up.length; r++) {
    let positive = 0;
    let all = 0;
    for (let m = start[r]!; m < start[r + 1]!; m++) {
      const count = times[cluster[m]!]!;
      positive += count * positives[m]!;
      all += count * weight[m]!;
    }
    up[r] = positive;
    down[r] = all - positive;
  }
}

function emptyResample({ weight }: HeldOutRows): Resample {
  return { up: new Float64Array(weight.length), down: new Float64Array(weight.length) };
}

function negativesOf({ weight, positives }: HeldOutRows): Float64Array {
  return weight.map((all, r) => all - positives[r]!);
}

function hasBothClasses(parts: readonly Resample[]): boolean {
  return parts.every(({ up, down }) => sum(up) > 0 && sum(down) > 0);
}

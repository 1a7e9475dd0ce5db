import type { Clusters } from '../rows/clusters.ts';
import type { HeldOutRows } from '../rows/held-out-rows.ts';
import type { Scored } from './metrics.ts';
import { type Ranked, resampledSet } from './ranked.ts';
import { type ResampleOptions, resamples } from './resamples.ts';

/** The set of a ranking with the counts of each resample. The next one overwrites the counts of clusters. */
export function* resampledSets(ranking: Ranked, rows: HeldOutRows, options: ResampleOptions): Generator<Scored> {
  if (rows.clusters === undefined) {
    for (const counts of resamples(rows, options)) yield resampledSet(ranking, counts);
    return;
  }
  for (const { up, down } of resamples(groupsAsRows(ranking, rows.clusters), options)) {
    yield { ...ranking.set, positive: up, negative: down };
  }
}

/**
 * The groups of a ranking as rows, with a member for each of their clusters: resamples of them need not visit every row,
 * and have the same counts.
 */
function groupsAsRows({ set, groupOf }: Ranked, clusters: Clusters): HeldOutRows {
  const { start, cluster } = clusters;
  const rowsOfGroup = rowsByGroup(groupOf, set.logit.length);
  const members = { cluster: [] as number[], weight: [] as number[], positives: [] as number[] };
  const starts = new Uint32Array(set.logit.length + 1);
  const placeOf = new Int32Array(clusters.count).fill(-1);
  for (let g = 0; g < set.logit.length; g++) {
    const first = starts[g]!;
    for (let k = rowsOfGroup.start[g]!; k < rowsOfGroup.start[g + 1]!; k++) {
      const r = rowsOfGroup.rows[k]!;
      for (let m = start[r]!; m < start[r + 1]!; m++) {
        const own = cluster[m]!;
        if (placeOf[own]! < first) {
          placeOf[own] = members.cluster.length;
          members.cluster.push(own);
          members.weight.push(0);
          members.positives.push(0);
        }
        members.weight[placeOf[own]!]! += clusters.weight[m]!;
        members.positives[placeOf[own]!]! += clusters.positives[m]!;
      }
    }
    starts[g + 1] = members.cluster.length;
  }
  return {
    weight: set.positive.map((positive, g) => positive + set.negative[g]!),
    positives: set.positive,
    clusters: {
      ...clusters,
      start: starts,
      cluster: Uint32Array.from(members.cluster),
      weight: Float64Array.from(members.weight),
      positives: Float64Array.from(members.positives),
    },
  };
}

/** The rows of each group: those of group g are at `start[g]` to `start[g + 1] − 1` of `rows`. */
function rowsByGroup(groupOf: Uint32Array, groups: number): { start: Uint32Array; rows: Uint32Array } {
  const start = new Uint32Array(groups + 1);
  for (const g of groupOf) start[g + 1]! += 1;
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  const next = start.slice();
  const rows = new Uint32Array(groupOf.length);
  for (let r = 0; r < groupOf.length; r++) rows[next[groupOf[r]!]!++] = r;
  return { start, rows };
}

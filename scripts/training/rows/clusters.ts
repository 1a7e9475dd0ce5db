/**
 * Which observations belong together, such as the flights of one day: outcomes within a cluster may depend on each other.
 * A group of rows has a member for each of its clusters. Fits do not read this; only intervals do.
 */
export interface Clusters {
  /** What a cluster is, for people: `day (month, day)`. */
  by: string;
  /** Number of clusters in all rows. */
  count: number;
  /** The members of group r are at `start[r]` to `start[r + 1] − 1`. */
  start: Uint32Array;
  /** By member: its cluster, from 0 to `count − 1`, in the order of their values. */
  cluster: Uint32Array;
  /** By member: observations, or the sum of their weights. */
  weight: Float64Array;
  /** By member: positive observations, or the sum of their weights. */
  positives: Float64Array;
}

/** The members of the selected groups; the numbers of their clusters stay. */
export function selectClusters(clusters: Clusters, selected: Uint32Array): Clusters {
  const start = new Uint32Array(selected.length + 1);
  for (const [k, r] of selected.entries()) start[k + 1] = start[k]! + clusters.start[r + 1]! - clusters.start[r]!;
  const members = new Uint32Array(start[selected.length]!);
  for (const [k, r] of selected.entries()) {
    for (let m = start[k]!; m < start[k + 1]!; m++) members[m] = clusters.start[r]! + m - start[k]!;
  }
  return {
    ...clusters,
    start,
    cluster: members.map((m) => clusters.cluster[m]!),
    weight: Float64Array.from(members, (m) => clusters.weight[m]!),
    positives: Float64Array.from(members, (m) => clusters.positives[m]!),
  };
}

/** The numbers of the clusters that have a member, in order. */
export function presentClusters({ cluster }: Pick<Clusters, 'cluster'>): Uint32Array {
  return Uint32Array.from(new Set(cluster)).sort();
}

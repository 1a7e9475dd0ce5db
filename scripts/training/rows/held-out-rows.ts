import { selectValues } from '../../maths/vector.ts';
import { type Clusters, presentClusters, selectClusters } from './clusters.ts';
import type { TrainingRows } from './rows.ts';

/** Outcomes of held-out groups, in the order of their positions. */
export interface HeldOutRows {
  weight: Float64Array;
  positives: Float64Array;
  /** Absent if rows count as independent. */
  clusters?: Clusters | undefined;
}

/** What clusters are, and how many of them the rows are in. */
export interface ClusterSummary {
  by: string;
  count: number;
}

/** The outcomes of the groups at some positions. A single cluster is left out: nothing can be resampled with it. */
export function heldOutRows({ weight, positives, clusters }: TrainingRows, test: Uint32Array): HeldOutRows {
  const outcomes = { weight: selectValues(weight, test), positives: selectValues(positives, test) };
  const selected = clusters && selectClusters(clusters, test);
  return selected && presentClusters(selected).length > 1 ? { ...outcomes, clusters: selected } : outcomes;
}

/** The same rows, taken as independent of each other. */
export function independent({ weight, positives }: HeldOutRows): HeldOutRows {
  return { weight, positives };
}

/** What the clusters of held-out rows are; undefined if rows count as independent. */
export function clusterSummary({ clusters }: HeldOutRows): ClusterSummary | undefined {
  return clusters && { by: clusters.by, count: presentClusters(clusters).length };
}

/** Percentile intervals of fewer clusters are too narrow, whatever the correction. */
const FEW = 10;

/** How intervals treat dependent rows, in a sentence. Several sets of held-out rows may have different numbers of clusters. */
export function clusterText(...summaries: readonly (ClusterSummary | undefined)[]): string {
  const [first, ...others] = summaries.filter((one) => one !== undefined);
  if (first === undefined) return 'Clusters: none; rows are taken as independent.';
  const counts = [first, ...others].map(({ count }) => count);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const number = fewest === most ? String(fewest) : `${fewest} to ${most}`;
  const warning = fewest < FEW ? ` Fewer than ${FEW} clusters: the interval is rough.` : '';
  return `Clusters: by ${first.by}, ${number} of them; rows of one cluster may depend on each other.${warning}`;
}

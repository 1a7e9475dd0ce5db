import { tQuantile } from '../../../src/core/t-quantile.ts';
import type { HeldOutRows } from '../rows/held-out-rows.ts';
import { wilson } from './wilson.ts';

/** The rate of positives among the rows of a label, with its 95 % interval. */
export interface Rate {
  /** Observations, or the sum of their weights. */
  rows: number;
  positives: number;
  low: number;
  high: number;
  /** Clusters with such rows; undefined if rows count as independent. */
  clusters?: number;
}

/** Observations and positives of one label in one cluster. */
interface Part {
  rows: number;
  positives: number;
}

/**
 * The rate of positives of each label from 0 to `size − 1`, such as a value of a field or a bin of answers. Intervals are
 * Wilson's. With clusters, the number of rows in them is the effective one, from the variance between clusters, and the
 * quantile is that of Student's t (Korn and Graubard, Survey Methodology 24, 1998); never narrower than for independent
 * rows. A label in one cluster has the interval [0, 1].
 * @param labels by row: its label
 */
export function rateIntervals(labels: ArrayLike<number>, size: number, held: HeldOutRows): Rate[] {
  const { weight, positives, clusters } = held;
  const totals = Array.from({ length: size }, (): Part => ({ rows: 0, positives: 0 }));
  for (let r = 0; r < labels.length; r++) {
    totals[labels[r]!]!.rows += weight[r]!;
    totals[labels[r]!]!.positives += positives[r]!;
  }
  if (clusters === undefined) {
    return totals.map((total) => withInterval(total, wilson(total.positives, total.rows)));
  }
  const parts = totals.map(() => new Map<number, Part>());
  for (let r = 0; r < labels.length; r++) {
    const own = parts[labels[r]!]!;
    for (let m = clusters.start[r]!; m < clusters.start[r + 1]!; m++) {
      const part = own.get(clusters.cluster[m]!) ?? { rows: 0, positives: 0 };
      part.rows += clusters.weight[m]!;
      part.positives += clusters.positives[m]!;
      own.set(clusters.cluster[m]!, part);
    }
  }
  return totals.map((total, label) => {
    const own = [...parts[label]!.values()].filter(({ rows }) => rows > 0);
    return { ...withInterval(total, clusteredWilson(total, own)), clusters: own.length };
  });
}

function withInterval({ rows, positives }: Part, [low, high]: [number, number]): Rate {
  return { rows, positives, low, high };
}

function clusteredWilson({ rows, positives }: Part, parts: readonly Part[]): [number, number] {
  const count = parts.length;
  if (count < 2) return [0, 1];
  const share = positives / rows;
  const squares = parts.reduce((sum, part) => sum + (part.positives - share * part.rows) ** 2, 0);
  const variance = ((squares / rows ** 2) * count) / (count - 1);
  const effective = variance > 0 ? Math.min(rows, (share * (1 - share)) / variance) : rows;
  return wilson(share * effective, effective, tQuantile(0.975, count - 1));
}

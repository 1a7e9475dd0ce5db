import type { Field } from '../../../src/core/artifact.ts';
import type { Clusters } from './clusters.ts';

/** Cells per field, one column each, as `encodeRow` of the core makes them. */
export type Cells = ReadonlyMap<string, Uint16Array | Uint32Array | Float64Array>;

/** The training data: identical rows grouped, in the order of their cells, with their part in each split. */
export interface TrainingRows {
  fields: Field[];
  /** Observations before grouping. */
  observations: number;
  /**
   * How many observations are copies of another one: equal in every column of rows.sql but the cluster. Absent if rows.sql
   * has a column `split_key`, which says by itself what belongs together.
   */
  copies?: number | undefined;
  cells: Cells;
  /** Observations per group, or the sum of their `weight` column. */
  weight: Float64Array;
  /** Positive observations per group, or the sum of their weights. */
  positives: Float64Array;
  /** TEST for the random third that is held out, VALIDATION for a third of the others, TRAIN for the rest. */
  randomSplit: Uint8Array;
  /** The same by time, if model.json defines what comes before and after; 0 for rows in no part. */
  timeSplit: Uint8Array;
  /**
   * By group: a number that grows with the day, if model.json names the fields that order rows by time; else days from
   * 1970, if rows.sql has dates in a column `split_time`.
   */
  time?: Float64Array | undefined;
  /** Absent if nothing says which rows belong together: then they count as independent. */
  clusters?: Clusters | undefined;
}

/** Positions of all groups. */
export function everyRow({ weight }: TrainingRows): Uint32Array {
  const positions = new Uint32Array(weight.length);
  for (let r = 0; r < positions.length; r++) positions[r] = r;
  return positions;
}

/** Parts of a split. Validation rows are training rows on which settings may be chosen. */
export const TRAIN = 1;
export const VALIDATION = 2;
export const TEST = 3;

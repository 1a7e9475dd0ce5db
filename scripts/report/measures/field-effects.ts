import type { Artifact, Field } from '../../../src/core/artifact.ts';
import { featureFields } from '../../../src/core/feature.ts';
import { compileIntervals, type Draws } from '../../../src/core/interval.ts';
import { compileScorer, logit } from '../../../src/core/score.ts';
import { tQuantile } from '../../../src/core/t-quantile.ts';
import type { TrainingRows } from '../../training/rows/rows.ts';
import { cellShares, sampleByCell } from './cell-sample.ts';

/** The effect of a value of a field on the log-odds of the rows that have it. */
export interface FieldEffect {
  cell: number;
  effect: number;
  /** 95 % interval, if the variant has posterior draws. */
  low?: number;
  high?: number;
}

type Explained = Pick<Artifact, 'intercept' | 'fields' | 'features' | 'uncertainty'>;

/**
 * For each value: the mean, over the rows with that value, of their log-odds minus their log-odds with the other values of
 * the field, weighted by frequency. Only this field of a row changes, and a value is only evaluated on rows that have it.
 * So, in contrast to a partial dependence (J. H. Friedman, Annals of Statistics 29, 2001), no value is judged in
 * combinations that never occur with it. For a one-hot feature, the effects are its coefficients, centred. In intervals, a
 * coefficient that the variant does not have gets its variance from `compileIntervals`, shared by all rows that are given
 * that value. Empty if the variant does not read the field.
 */
export function fieldEffects(
  artifact: Explained,
  draws: Draws | undefined,
  field: Field,
  rows: TrainingRows,
): FieldEffect[] {
  const reads = artifact.features.map((feature) => featureFields(feature).includes(field.name));
  if (!reads.includes(true)) return [];
  const answer = compileAnswer(artifact, draws, reads);
  const position = artifact.fields.findIndex(({ name }) => name === field.name);
  const shares = cellShares(rows, field.name);
  const cells = new Float64Array(artifact.fields.length);
  return sampleByCell(rows, field.name).map(({ cell, sample }) => {
    const sums = new Float64Array(answer.size);
    /** By value: the deviation of its missing coefficients, summed over the rows. */
    const unknown = new Map<number, number>();
    let total = 0;
    const add = (value: number, weight: number, factor: number) => {
      cells[position] = value;
      const deviation = answer.add(cells, weight * factor, sums);
      unknown.set(value, (unknown.get(value) ?? 0) + weight * factor * deviation);
    };
    for (const r of sample) {
      const weight = rows.weight[r]!;
      total += weight;
      for (const [f, { name }] of artifact.fields.entries()) cells[f] = rows.cells.get(name)![r]!;
      add(cell, weight, 1 - (shares.get(cell) ?? 0));
      for (const [other, share] of shares) if (other !== cell) add(other, weight, -share);
    }
    const missing = Array.from(unknown.values(), (deviation) => (deviation / total) ** 2);
    const means = sums.map((sum) => sum / total);
    return { cell, ...summary(means, missing) };
  });
}

/** The part of the log-odds that depends on a field, followed by its deviation in every draw. */
function compileAnswer(artifact: Explained, draws: Draws | undefined, reads: readonly boolean[]) {
  const scorer = compileScorer({ ...artifact, features: artifact.features.filter((_, b) => reads[b]) });
  const deviations = draws
    ? compileIntervals(artifact, draws).contributions.filter((_, b) => b > 0 && reads[b - 1])
    : [];
  const deviation = new Float64Array(draws?.count ?? 0);
  return {
    size: 1 + deviation.length,
    /** @returns the standard deviation of the coefficients that the variant does not have */
    add(cells: Float64Array, factor: number, sums: Float64Array): number {
      sums[0]! += factor * logit(scorer, cells);
      if (deviation.length === 0) return 0;
      deviation.fill(0);
      let missing = 0;
      for (const deviate of deviations) missing += deviate(cells, deviation);
      for (let k = 0; k < deviation.length; k++) sums[k + 1]! += factor * deviation[k]!;
      return Math.sqrt(missing);
    },
  };
}

function summary([effect = 0, ...draws]: Float64Array, missing: readonly number[]): Omit<FieldEffect, 'cell'> {
  if (draws.length === 0) return { effect };
  const known = draws.reduce((sum, draw) => sum + draw ** 2, 0) / draws.length;
  const variance = missing.reduce((sum, own) => sum + own, known);
  const reach = tQuantile(0.975, draws.length) * Math.sqrt(variance);
  return { effect, low: effect - reach, high: effect + reach };
}

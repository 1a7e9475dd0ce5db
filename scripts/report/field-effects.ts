import type { Artifact, Field } from '../../src/core/artifact.ts';
import { UNKNOWN } from '../../src/core/encode.ts';
import { featureFields } from '../../src/core/feature.ts';
import { compileIntervals, type Draws } from '../../src/core/interval.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import type { Rows } from '../training/rows.ts';

const SAMPLE = 500;

/** What a value of a field does to the log-odds, compared with the average row. */
export interface FieldEffect {
  cell: number;
  effect: number;
  /** 95 % interval, where the variant has posterior draws. */
  low?: number;
  high?: number;
}

/**
 * The partial dependence of the log-odds on a discrete field (J. H. Friedman, Annals of Statistics 29, 2001): the mean
 * over evenly chosen rows with this one field changed to each value, less the mean by how frequent the values are. For
 * a one-hot feature these are its coefficients, centred. Empty when the variant does not read the field.
 */
export function fieldEffects(
  artifact: Pick<Artifact, 'intercept' | 'fields' | 'features' | 'uncertainty'>,
  draws: Draws | undefined,
  field: Field,
  rows: Rows,
): FieldEffect[] {
  const reads = artifact.features.map((feature) => featureFields(feature).includes(field.name));
  if (!reads.includes(true)) return [];
  const position = artifact.fields.findIndex(({ name }) => name === field.name);
  const scorer = compileScorer({ ...artifact, features: artifact.features.filter((_, b) => reads[b]) });
  const deviations = draws && compileIntervals(artifact, draws).contributions.filter((_, b) => b > 0 && reads[b - 1]);
  const count = draws?.count ?? 0;
  const sample = sampleRows(rows);
  const share = cellShares(rows, field.name);
  const cells = new Float64Array(artifact.fields.length);
  const means = share.map(() => ({ logit: 0, draws: new Float64Array(count) }));
  for (const r of sample) {
    for (const [f, { name }] of artifact.fields.entries()) cells[f] = rows.cells.get(name)![r]!;
    for (const [cell, mean] of means.entries()) {
      cells[position] = cell;
      mean.logit += logit(scorer, cells) / sample.length;
      for (const deviate of deviations ?? []) deviate(cells, mean.draws);
    }
  }
  const average = share.reduce((sum, own, cell) => sum + own * means[cell]!.logit, 0);
  const centre = Float64Array.from({ length: count }, (_, k) =>
    share.reduce((sum, own, cell) => sum + own * means[cell]!.draws[k]!, 0),
  );
  return means.map((mean, cell) => {
    const effect = mean.logit - average;
    if (count === 0) return { cell, effect };
    const squares = mean.draws.reduce((sum, value, k) => sum + ((value - centre[k]!) / sample.length) ** 2, 0);
    const reach = 1.96 * Math.sqrt(squares / count);
    return { cell, effect, low: effect - reach, high: effect + reach };
  });
}

function sampleRows(rows: Rows): number[] {
  const count = Math.min(SAMPLE, rows.weight.length);
  return Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * rows.weight.length) / count));
}

function cellShares(rows: Rows, name: string): number[] {
  const cells = rows.cells.get(name)!;
  const sums: number[] = [];
  let total = 0;
  for (let r = 0; r < cells.length; r++) {
    if (cells[r] === UNKNOWN) continue;
    sums[cells[r]!] = (sums[cells[r]!] ?? 0) + rows.weight[r]!;
    total += rows.weight[r]!;
  }
  return Array.from(sums, (sum = 0) => sum / total);
}

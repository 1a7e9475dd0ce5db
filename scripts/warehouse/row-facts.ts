import type { Frequencies } from '../../src/core/artifact.ts';
import { cellCount, knownCount } from '../../src/core/cell.ts';
import { codeCount } from '../../src/core/code.ts';
import type { Field } from '../../src/core/field.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { decimals } from '../maths/decimals.ts';
import { sha256 } from '../models/digest.ts';
import { answerCounts, publishedCounts } from '../training/artifact/frequencies.ts';
import type { TrainedVariant } from '../training/trained-variant.ts';
import type { Answers } from './answers.ts';
import { type Axis, axisColumn, type Design } from './cells/axes.ts';
import type { Engine } from './engines/engine.ts';
import { denseLayout } from './sums/layout.ts';
import { predictorOf } from './sums/projection.ts';
import { type RowSource, sourceLogits } from './sums/scored-query.ts';
import { weightSums } from './sums/weight-sums.ts';

const DECIMALS = 12;

/** The weight of the rows, and of the positive ones, by cell of every field that has cells. */
export interface FieldWeights {
  total: number;
  positives: number;
  /** By field; empty for a field without cells. */
  cells: { weights: number[]; positives: number[] }[];
}

export async function fieldWeights(engine: Engine, fields: readonly Field[], source: RowSource): Promise<FieldWeights> {
  const axes = fields.flatMap((field, position): Axis[] => {
    const size = cellCount(field);
    return size > 0 ? [{ column: axisColumn(position), size }] : [];
  });
  const specs = [{ by: [], times: [] }, ...axes.map((_, axis) => ({ by: [axis], times: [] }))];
  const found = await weightSums(engine, { axes }, source, specs);
  const all = found(specs[0]!);
  const cells = fields.map((_, position) => {
    const axis = axes.findIndex(({ column }) => column === axisColumn(position));
    if (axis < 0) return { weights: [], positives: [] };
    const { e, v } = found({ by: [axis], times: [] });
    return { weights: Array.from(v), positives: Array.from(e) };
  });
  return { total: all.v[0]!, positives: all.e[0]!, cells };
}

/** How often values and answers occur in the rows: see `frequenciesOf`. Timestamps have a single place. */
export function engineFrequencies(
  fields: readonly Field[],
  { total, cells }: FieldWeights,
  { set }: Answers,
): Frequencies {
  const weight = set.positive.map((positive, g) => positive + set.negative[g]!);
  const counts = fields.map((field, f) => {
    const { weights } = cells[f]!;
    const known = codeCount(field);
    const result = new Float64Array(known + 1);
    if (weights.length === 0) result[0] = total;
    else for (const [cell, value] of weights.entries()) result[cell < knownCount(field) ? cell : known] = value;
    return publishedCounts(result);
  });
  return { fields: counts, ...answerCounts(set.logit.map(sigmoid).reverse(), weight.reverse()) };
}

/** Mean log-odds of every feature over the rows, by weight. */
export async function meanLogOdds(
  engine: Engine,
  design: Design,
  { features }: Pick<TrainedVariant, 'features'>,
  source: RowSource,
  total: number,
): Promise<number[]> {
  const { dialect } = engine;
  const layout = denseLayout(design.sizes);
  const means: number[] = [];
  for (const [f, { coefficients }] of features.entries()) {
    const beta = new Float64Array(layout.length);
    for (const [k, place] of layout.places[f]!.entries()) beta[place] = coefficients[k]!;
    const { from, logit } = sourceLogits(dialect, design, source, predictorOf(design, layout, beta));
    const sum = dialect.sql.asText(dialect.sumOfDoubles(`t.w * ${logit}`));
    const [found] = await engine.select([`SELECT ${sum} AS total FROM ${from}`], 'the mean log-odds');
    means.push(decimals(Number(found!.total) / total, DECIMALS));
  }
  return means;
}

/**
 * A digest of the rows that does not depend on their order: of the fields, the weights and positive weights by cell, and a
 * sum of squares that mixes the columns of every row. A change of a value, or of which values go together, changes it.
 */
export async function rowsFingerprint(
  engine: Engine,
  fields: readonly Field[],
  weights: FieldWeights,
  source: RowSource,
): Promise<string> {
  const { dialect } = engine;
  const columns = fields.flatMap((field, position) => (cellCount(field) > 0 ? [axisColumn(position)] : []));
  const mixed = columns.map((column, k) => `${2 * k + 3} * ${dialect.rounded(column)}`).join(' + ');
  const square = columns.length === 0 ? '0' : `(${mixed}) * (${mixed})`;
  const sums = ['w', 'y'].map(
    (name) => `${dialect.sql.asText(dialect.sumOfDoubles(`${name} * (${square})`))} AS ${name}`,
  );
  const [found] = await engine.select([`SELECT ${sums.join(', ')} FROM ${source.table}`], 'the digest of the rows');
  const described = fields.map((field) => ({ ...field, range: undefined }));
  return sha256(JSON.stringify([described, weights, Number(found!.w), Number(found!.y)]));
}

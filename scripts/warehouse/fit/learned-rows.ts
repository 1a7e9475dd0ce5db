import type { FeatureShape } from '../../../src/core/feature.ts';
import type { LearnedRows, StartedRows } from '../../training/learned/learned-rows.ts';
import { learningRows } from '../../training/learned/learning-rows.ts';
import { VALIDATION } from '../../training/rows/rows.ts';
import type { ResolvedVariant } from '../../training/trained-variant.ts';
import { compileDesign } from '../cells/axes.ts';
import type { CellRows } from '../sums/cell-rows.ts';
import { blockLayout, blocksOfFeatures } from '../sums/layout.ts';
import { predictorOf } from '../sums/projection.ts';
import type { RowSource } from '../sums/scored-query.ts';
import { totalLoss } from '../sums/total-loss.ts';
import { type Totals, totals } from '../sums/totals.ts';
import { curvedSums } from './curved-sums.ts';
import { featureShapes } from './feature-shapes.ts';
import { countRows, sampled } from './sample.ts';

/** Rows of a table of cells, for learned shrinkage. Penalties are learned from samples of them, which are tables. */
export async function engineLearnedRows(
  { features }: Pick<ResolvedVariant, 'features'>,
  { engine, fields, source, scratch }: CellRows,
): Promise<LearnedRows> {
  const most = learningRows(features);
  const shapesOf = (part: RowSource) => featureShapes(engine, features, fields, part);
  const started = async (shapes: readonly FeatureShape[], part: RowSource, name: string, label: string) => {
    const design = compileDesign(shapes, fields);
    const matrix = blocksOfFeatures(shapes, design, await countRows(engine, part));
    const layout = blockLayout(matrix, shapes.length);
    const { total, positives } = await totals(engine, part);
    const share = positives / total;
    const start = new Float64Array(matrix.length);
    start[matrix.length - 1] = Math.log(share / (1 - share));
    const own = { engine, design, layout, source: part, total, scored: `${scratch}${name}`, label };
    const rows: StartedRows = { matrix, start, under: (penalty) => curvedSums({ ...own, penalty }, matrix) };
    return { rows, predictor: (beta: Float64Array) => predictorOf(design, layout, beta), design };
  };
  const { total: weight } = await totals(engine, source);
  return {
    weight,
    async inner() {
      const around = await sampled(engine, fields, source, most * 2, `${scratch}_around`);
      const part = (value: string): RowSource => ({ table: around.table, where: both(around.where, value) });
      const [train, validation] = [part(`random_split <> ${VALIDATION}`), part(`random_split = ${VALIDATION}`)];
      const hasBoth = [await totals(engine, train), await totals(engine, validation)].every(hasBothClasses);
      const inner = await sampled(engine, fields, hasBoth ? train : source, most, `${scratch}_inner`);
      const shapes = await shapesOf(inner);
      const { rows, design, predictor } = await started(shapes, inner, '_inner_scored', ' of the inner sample');
      if (!hasBoth) return { training: rows, loss: undefined };
      return { training: rows, loss: (beta) => totalLoss(engine, design, validation, predictor(beta)) };
    },
    async sample() {
      const part = await sampled(engine, fields, source, most, `${scratch}_learn`);
      return (await started(await shapesOf(part), part, '_learn_scored', ' of the sample')).rows;
    },
    async all(given) {
      const shapes = given ?? (await shapesOf(source));
      return { shapes, rows: (await started(shapes, source, '', '')).rows };
    },
  };
}

function both(one: string | undefined, other: string): string {
  return one === undefined ? other : `${one} AND ${other}`;
}

function hasBothClasses({ total, positives }: Totals): boolean {
  return positives > 0 && positives < total;
}

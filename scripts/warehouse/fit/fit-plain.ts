import type { FieldFeature } from '../../../src/core/feature.ts';
import type { HessianSums } from '../../training/fit/newton-cholesky.ts';
import { ridge } from '../../training/fit/objective.ts';
import { later } from '../../training/fit/steps.ts';
import { plainSteps } from '../../training/train-plain.ts';
import type { OnProgress, ResolvedVariant, TrainedVariant } from '../../training/trained-variant.ts';
import { compileDesign } from '../cells/axes.ts';
import type { CellRows } from '../sums/cell-rows.ts';
import { denseLayout } from '../sums/layout.ts';
import { hessianSums } from '../sums/row-sums.ts';
import { totals } from '../sums/totals.ts';
import { featureShapes } from './feature-shapes.ts';
import { makeSample } from './sample.ts';

/** Fits a variant of one fixed penalty, as `trainPlain` does in memory. */
export async function fitPlain(
  { features, penalty }: ResolvedVariant,
  { engine, fields, source, scratch, journal }: CellRows,
  onProgress?: OnProgress,
): Promise<TrainedVariant> {
  const shapes = await journal.keep(() => featureShapes(engine, features, fields, source));
  const design = compileDesign(shapes, fields);
  const layout = denseLayout(design.sizes);
  const penalties = ridge(layout.length - 1, penalty);
  const { total, positives } = await journal.keep(() => totals(engine, source));
  const own = { engine, design, layout, penalty: penalties };
  const sums: HessianSums = hessianSums({ ...own, source, total, scored: scratch });
  const sample = `${scratch}_sample`;
  if (await journal.keep(() => makeSample(engine, fields, source, sample))) {
    const sampled = { table: sample };
    const ofSample = await journal.keep(() => totals(engine, sampled));
    const scored = `${sample}_scored`;
    sums.sample = hessianSums({ ...own, source: sampled, total: ofSample.total, scored, label: ' of the sample' });
  }
  const start = new Float64Array(layout.length);
  start[layout.length - 1] = Math.log(positives / (total - positives));
  const fit = { shapes: shapes as FieldFeature[], fields, penalty, start };
  return later(plainSteps(fit, sums, onProgress), journal);
}

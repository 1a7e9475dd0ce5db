import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { selectValues } from '../../maths/vector.ts';
import { readModel } from '../../models/read-model.ts';
import { writeRows } from '../../study/write-rows.ts';
import { metrics, scored } from '../../training/figures/metrics.ts';
import { openRows } from '../../training/open-rows.ts';
import { splitsOf } from '../../training/rows/splits.ts';
import { scoreRows } from '../../training/score-rows.ts';
import { trainVariant } from '../../training/train-variant.ts';

/*
 * Fits the variants of a model without one random third and measures them on it, in a process of its own:
 * held-out.ts MODEL FOLDER SEED… Writes the rows of each seed to FOLDER/<seed>, and prints a JSON array.
 */
const [model = '', folder = '', ...seeds] = process.argv.slice(2);
const opened = readModel(model);
const results = [];
for (const seed of seeds.map(Number)) {
  const place = join(folder, String(seed));
  mkdirSync(place);
  await writeRows(model, seed, place);
  const rows = await openRows(model, opened, { seed });
  const { train, test } = splitsOf(rows).find(({ split }) => split === 'random')!;
  const positives = selectValues(rows.positives, test);
  const weight = selectValues(rows.weight, test);
  for (const [variant, definition] of Object.entries(opened.definition.variants)) {
    const began = performance.now();
    const trained = trainVariant(definition, rows, train);
    const seconds = (performance.now() - began) / 1e3;
    const { auc, logLoss } = metrics(scored(scoreRows(trained, rows, test), weight, positives));
    const crosses = trained.choice?.crosses;
    results.push({ variant, seed, auc, logLoss, seconds, coefficients: trained.coefficients + 1, crosses });
  }
}
console.log(JSON.stringify(results));

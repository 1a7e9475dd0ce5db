/*
 * Fits the small crosses of `delay forecast`, or with the argument `all` all of them, with learned shrinkage, validated at random,
 * in memory and in DuckDB, and prints how far the probabilities of all rows are apart, and what was asked.
 */

import { findData, readModel } from '../../scripts/models/read-model.ts';
import { now } from '../../scripts/training/fit/steps.ts';
import { fitPruned } from '../../scripts/training/learned/fit-pruned.ts';
import { learnedRows } from '../../scripts/training/learned/learned-rows.ts';
import { featureCoefficients } from '../../scripts/training/matrix/blocks.ts';
import { openRows } from '../../scripts/training/open-rows.ts';
import { everyRow } from '../../scripts/training/rows/rows.ts';
import { withRows } from '../../scripts/training/rows/with-rows.ts';
import { scoreRows } from '../../scripts/training/score-rows.ts';
import { trainLearned } from '../../scripts/training/train-learned.ts';
import { type TrainedVariant, withCoefficients } from '../../scripts/training/trained-variant.ts';
import { duckdbEngine } from '../../scripts/warehouse/engines/duckdb-engine.ts';
import { meteredEngine, type Request } from '../../scripts/warehouse/engines/metered-engine.ts';
import { fitLearned } from '../../scripts/warehouse/fit/fit-learned.ts';
import { cellsTable, prepareVariant } from '../../scripts/warehouse/train-through.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';

const opened = readModel('delay');
const { definition, query } = opened;
const { features: listed } = definition.variants.forecast!;
if (!Array.isArray(listed)) throw new Error('forecast lists its features');
const features = process.argv[2] === 'all' ? listed : listed.slice(3, 10);
const variant = { ...definition.variants.forecast!, features, validation: 'random' as const };
const about = { model: 'delay', name: 'forecast', variant, definition, query, minCount: 10 };
const tolerance = 1e-11;
const requests: Request[] = [];
const found = await withRows(definition, query, findData(definition), async (connection) => {
  const engine = meteredEngine(duckdbEngine(connection), (request) => requests.push(request));
  const { fields } = await prepareVariant(engine, about, 'rows');
  const journal = { keep: <T>(run: () => Promise<T>) => run() };
  const rows = { engine, fields, source: { table: cellsTable(about) }, scratch: 'scratch', journal };
  return fitLearned(variant, rows, { tolerance, onProgress: console.error });
});
const rows = await openRows('delay', opened);
const all = everyRow(rows);
const own = learnedRows(variant, rows, all);
const probabilities = (trained: Pick<TrainedVariant, 'intercept' | 'features'>) =>
  scoreRows(trained, rows, all).map(sigmoid);
const inEngine = probabilities(found);
const difference = (trained: Pick<TrainedVariant, 'intercept' | 'features'>) =>
  probabilities(trained).reduce((most, p, r) => Math.max(most, Math.abs(p - inEngine[r]!)), 0);
const penalty = found.penalty as number[];
const given = now(fitPruned(own, { lambda: penalty, budget: variant.budget, tolerance }));
const coefficients = featureCoefficients(given.shapes, given.matrix, given.beta);
const underSamePenalties = {
  intercept: given.beta.at(-1)!,
  features: given.shapes.map((shape, f) => withCoefficients(shape, coefficients[f]!)),
};
const learned = trainLearned(variant, rows, all, { tolerance });
const figures = {
  coefficients: found.coefficients,
  gradient: found.gradient,
  differenceUnderSamePenalties: difference(underSamePenalties),
  differenceOfLearned: difference(learned),
  penalties: [learned.penalty, penalty],
  requests: requests.length,
  seconds: Math.round(requests.reduce((sum, { seconds }) => sum + seconds, 0)),
};
console.log(JSON.stringify(figures, null, 2));

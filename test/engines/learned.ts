/*
 * Fits the small crosses of `delay forecast`, or with the argument `all` all of them, with learned shrinkage, validated at random,
 * in memory and in DuckDB, and prints how far the probabilities of all rows are apart, and what was asked.
 */

import { findData, readModel } from '../../scripts/models/read-model.ts';
import { openRows } from '../../scripts/training/open-rows.ts';
import { everyRow } from '../../scripts/training/rows/rows.ts';
import { withRows } from '../../scripts/training/rows/with-rows.ts';
import { scoreRows } from '../../scripts/training/score-rows.ts';
import { trainLearned } from '../../scripts/training/train-learned.ts';
import { duckdbEngine } from '../../scripts/warehouse/duckdb-engine.ts';
import { fitLearned } from '../../scripts/warehouse/fit-learned.ts';
import { meteredEngine, type Request } from '../../scripts/warehouse/metered-engine.ts';
import { cellsTable, prepareVariant } from '../../scripts/warehouse/train-through.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';

const opened = readModel('delay');
const { definition, query } = opened;
const { features: listed } = definition.variants.forecast!;
if (!Array.isArray(listed)) throw new Error('forecast lists its features');
const features = process.argv[2] === 'all' ? listed : listed.slice(3, 10);
const variant = { ...definition.variants.forecast!, features, validation: 'random' as const };
const about = { model: 'delay', name: 'forecast', variant, definition, query, minCount: 10 };
const tolerance = 5e-10;
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
const expected = trainLearned(variant, rows, all, { tolerance });
const [one, other] = [expected, found].map((trained) => scoreRows(trained, rows, all).map(sigmoid));
const kinds = Map.groupBy(requests, ({ what }) => what);
console.log(
  JSON.stringify(
    {
      coefficients: found.coefficients,
      largestDifference: one!.reduce((most, p, r) => Math.max(most, Math.abs(p - other![r]!)), 0),
      samePenalties: JSON.stringify(found.penalty) === JSON.stringify(expected.penalty),
      gradient: found.gradient,
      requests: Object.fromEntries(
        [...kinds].map(([what, own]) => [
          what,
          { count: own.length, seconds: Number(own.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)) },
        ]),
      ),
    },
    null,
    2,
  ),
);

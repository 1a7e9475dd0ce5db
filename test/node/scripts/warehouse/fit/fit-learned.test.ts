import { expect, test } from 'vitest';
import { openDatabase } from '../../../../../scripts/data-file/database.ts';
import { readModel } from '../../../../../scripts/models/read-model.ts';
import { openRows } from '../../../../../scripts/training/open-rows.ts';
import { everyRow } from '../../../../../scripts/training/rows/rows.ts';
import { trainLearned } from '../../../../../scripts/training/train-learned.ts';
import type { ResolvedVariant } from '../../../../../scripts/training/trained-variant.ts';
import { duckdbEngine } from '../../../../../scripts/warehouse/engines/duckdb-engine.ts';
import { fitLearned } from '../../../../../scripts/warehouse/fit/fit-learned.ts';
import { prepareQuery } from '../../../../../scripts/warehouse/train-through.ts';
import { FORGETFUL, loadSmallData } from '../engine-contract.ts';
import { enterSmallWarehouse, QUERY } from '../small-cells.ts';

test('fitLearned() learns the penalties and coefficients that rows in memory give, for bins, a slope and a pruned cross', {
  timeout: 120_000,
}, async () => {
  await enterSmallWarehouse();
  const opened = readModel('small');
  const variant: ResolvedVariant = {
    ...opened.definition.variants.learned!,
    budget: 24,
    features: [
      { type: 'numeric', field: 'size' },
      { type: 'one-hot', field: 'size', bins: 4 },
      { type: 'cross', terms: [{ field: 'town' }, { field: 'hour', width: 3 }] },
    ],
  };
  const engine = duckdbEngine(await openDatabase());
  await loadSmallData(engine);
  const own = {
    model: 'small',
    name: 'learned',
    definition: opened.definition,
    query: QUERY,
    journal: FORGETFUL,
    minCount: 10,
  };
  const { fields } = await prepareQuery(engine, { ...own, variant });
  const source = { table: 'edge_logit_small_learned' };
  const found = await fitLearned(
    variant,
    { engine, fields, source, scratch: 'scratch', journal: FORGETFUL },
    { tolerance: 1e-9 },
  );
  const rows = await openRows('small', opened, { minCount: 10 });
  const expected = trainLearned(variant, rows, everyRow(rows), { tolerance: 1e-9 });
  expect(found.penalty).toEqual(expected.penalty);
  expect(found.features.map(({ coefficients: _, ...shape }) => shape)).toEqual(
    expected.features.map(({ coefficients: _, ...shape }) => shape),
  );
  for (const [f, { coefficients }] of expected.features.entries()) {
    for (const [k, value] of coefficients.entries()) expect(found.features[f]!.coefficients[k]).toBeCloseTo(value, 8);
  }
  expect(found.gradient).toBeLessThan(2e-9);
});

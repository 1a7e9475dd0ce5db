import { expect, test } from 'vitest';
import { randomSource } from '../../../../../scripts/maths/random.ts';
import type { VariantDefinition } from '../../../../../scripts/models/definition.ts';
import { parseDefinition } from '../../../../../scripts/models/read-model.ts';
import { heldOutScores } from '../../../../../scripts/training/evaluate-variant.ts';
import { metrics, scored } from '../../../../../scripts/training/figures/metrics.ts';
import { heldOutRows } from '../../../../../scripts/training/rows/held-out-rows.ts';
import { loadRows } from '../../../../../scripts/training/rows/load-rows.ts';
import { TEST, type TrainingRows } from '../../../../../scripts/training/rows/rows.ts';
import { SEED, splitsOf } from '../../../../../scripts/training/rows/splits.ts';
import { dataFile } from '../../data-file/files.ts';

type Row = (string | number)[];

async function load(
  fields: object[],
  header: string,
  rows: Row[],
  columns = '',
): Promise<[TrainingRows, VariantDefinition]> {
  const names = fields.map((field) => (field as { name: string }).name);
  const features = fields.map((field) => {
    const { name, type } = field as { name: string; type: string };
    return { type: type === 'number' ? 'numeric' : 'one-hot', field: name };
  });
  const definition = parseDefinition(
    JSON.stringify({ title: '?', data: 'a.csv', classes: ['no', 'yes'], fields, variants: { a: { features } } }),
    'model.json',
  );
  const path = dataFile({ 'a.csv': `${header}\n${rows.map((row) => `${row.join(',')}\n`).join('')}` });
  const query = `SELECT ${names.join(', ')}, y AS target${columns} FROM data`;
  return [await loadRows(definition, query, path, SEED), definition.variants.a!];
}

/** AUC and log loss on the held-out third. */
function heldOutFigures([rows, variant]: [TrainingRows, VariantDefinition]) {
  const split = splitsOf(rows)[0]!;
  const { weight, positives } = heldOutRows(rows, split.test);
  return metrics(scored(heldOutScores(variant, rows, split), weight, positives));
}

/** A coin that knows nothing of k and x: nine combinations of fields, 3,000 rows. */
function coins(): Row[] {
  const random = randomSource(8);
  return Array.from({ length: 3000 }, () => {
    return ['ABC'[Math.floor(random() * 3)]!, Math.floor(random() * 3), random() < 0.4 ? 1 : 0];
  });
}
const K_AND_X = [
  { name: 'k', type: 'category' },
  { name: 'x', type: 'integer' },
];

test.each([
  ['with the rows as they are', ''],
  ['with a weight for every row', ', 1 + x / 1000 AS weight'],
  ['with a column that differs in every row', ', row_number() OVER () AS id'],
])('the random third does not know a target that is independent of few distinct rows, %s', async (_, columns) => {
  const { auc, logLoss } = heldOutFigures(await load(K_AND_X, 'k,x,y', coins(), columns));
  expect(Math.abs(auc - 0.5)).toBeLessThan(0.05);
  expect(Math.abs(logLoss - 0.673)).toBeLessThan(0.012);
});

test('every combination of few distinct rows gives a third of its rows, positive and negative alike', async () => {
  const [{ cells, weight, positives, randomSplit }] = await load(K_AND_X, 'k,x,y', coins());
  for (const cell of [0, 1, 2]) {
    const inCell = Array.from(weight.keys()).filter((r) => cells.get('x')![r] === cell);
    const held = inCell.filter((r) => randomSplit[r] === TEST);
    const share = (values: (r: number) => number) => total(held, values) / total(inCell, values);
    for (const part of [share((r) => positives[r]!), share((r) => weight[r]! - positives[r]!)]) {
      expect(Math.abs(part - 1 / 3)).toBeLessThan(0.08);
    }
  }
});

function total(rows: number[], values: (r: number) => number): number {
  return rows.reduce((sum, r) => sum + values(r), 0);
}

test('copies of a row are on one side of the split, so that a coin stays a coin', async () => {
  const random = randomSource(9);
  const once = Array.from({ length: 1500 }, (): Row => {
    return [(random() * 1000).toFixed(3), Math.floor(random() * 400), random() < 0.5 ? 1 : 0];
  });
  const fields = [
    { name: 'a', type: 'number' },
    { name: 'b', type: 'integer' },
  ];
  const twice = await load(fields, 'a,b,y', [...once, ...once]);
  const [{ weight, copies }] = twice;
  expect(new Set(weight)).toEqual(new Set([2]));
  expect(copies).toBe(1500);
  expect(Math.abs(heldOutFigures(twice).auc - 0.5)).toBeLessThan(0.05);
});

test('rows that share their fields are on one side even if their targets differ', async () => {
  const rows = Array.from({ length: 600 }, (_, k): Row => [Math.floor(k / 3), k % 2]);
  const [{ weight, positives }] = await load([{ name: 'a', type: 'number' }], 'a,y', rows);
  expect([weight.length, new Set(weight), new Set(positives)]).toEqual([200, new Set([3]), new Set([1, 2])]);
});

test('the parts are the same in any order of the rows, and in any time zone of the machine', async () => {
  const rows = coins().map((row, k): Row => [...row, `2024-01-01T${String(k % 24).padStart(2, '0')}:00:00Z`]);
  const query = ', t AS seen, t AS cluster';
  const zone = process.env.TZ;
  const [first] = await load(K_AND_X, 'k,x,y,t', rows, query);
  process.env.TZ = 'Asia/Tokyo';
  const [second] = await load(K_AND_X, 'k,x,y,t', rows.toReversed(), query).finally(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  expect(second).toEqual(first);
});

test('fractional weights add up to the same bytes in any order of the rows', async () => {
  const random = randomSource(3);
  const rows = Array.from({ length: 4000 }, (_, k): Row => ['AB'[k % 2]!, k % 2, k % 2, random() + random() / 1e9]);
  const [first] = await load(K_AND_X, 'k,x,y,w', rows, ', w AS weight');
  const [second] = await load(K_AND_X, 'k,x,y,w', rows.toReversed(), ', w AS weight');
  expect([second.weight, second.positives]).toEqual([first.weight, first.positives]);
});

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { createModel } from '../../../../scripts/new-model/create.ts';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { TEST } from '../../../../scripts/training/rows/rows.ts';
import { created, separated, TARGET, table, temporaryFolder } from './created-model.ts';
import { type Cell, noise } from './file-table.ts';

test('a file with a target of 0 and 1 and a text column becomes a model', async () => {
  const { definition, query } = await created(table(noise(1), { colour: (k) => ['red', 'green', 'blue'][k % 3]! }), {
    ...TARGET,
    oneHot: true,
  });
  expect(definition.title).toBe('Is y 1?');
  expect(definition.classes).toEqual(['not y', 'y']);
  expect(definition.fields).toMatchObject([
    { name: 'colour', type: 'category', vocabulary: ['blue', 'green', 'red'], match: 'folded' },
  ]);
  expect(definition.variants['one-hot']!.features).toEqual([{ type: 'one-hot', field: 'colour' }]);
  expect(definition.leftOut).toEqual({ y: 'the target' });
  expect(query).toBe(
    [
      '-- One row per row of "data.csv".',
      'SELECT',
      '  "colour",',
      '  ("y" = 1)::INTEGER AS target',
      'FROM data',
      '',
    ].join('\n'),
  );
});

test('integers in a small range get a coefficient each, other numbers get a slope', async () => {
  const draw = randomSource(19);
  const data = table(noise(20), {
    stars: () => 1 + Math.floor(draw() * 5),
    price: () => Math.floor(draw() * 5000),
    share: () => Math.round(draw() * 1e6) / 1e6,
  });
  const { definition } = await created(data, { ...TARGET, oneHot: true });
  expect(definition.fields).toMatchObject([
    { name: 'stars', type: 'integer', minimum: 1, maximum: 5 },
    { name: 'price', type: 'number' },
    { name: 'share', type: 'number' },
  ]);
  expect(definition.variants['one-hot']!.features).toMatchObject([
    { type: 'one-hot' },
    { type: 'numeric' },
    { type: 'numeric' },
  ]);
});

test('a boolean becomes a category of true and false', async () => {
  const { definition } = await created(table(noise(21), { member: (k) => k % 3 === 0 }), TARGET);
  expect(definition.fields).toMatchObject([{ type: 'category', vocabulary: ['false', 'true'] }]);
});

test('copies of rows are counted', async () => {
  const draw = randomSource(76);
  const once = Array.from({ length: 100 }, (): Cell[] => [draw() < 0.5 ? 1 : 0, Math.round(draw() * 1e6) / 1e3]);
  const { text, proposal } = await created([['y', 'x'], ...once, ...once], TARGET);
  expect(text).toContain(
    'CHECK 100 of 200 rows are copies of other rows. Rows with the same fields are held out together',
  );
  expect(proposal.notes).toHaveLength(1);
});

test('a file whose only column is the target says so', async () => {
  await expect(created([['y'], ['1'], ['0'], ['1']], TARGET)).rejects.toThrow(
    /can be a field; the target is its only column/,
  );
});

test('rows of few distinct kinds are split one by one', async () => {
  const { definition, query, path } = await created(table(noise(45), { sex: (k) => ['f', 'm'][k % 2]! }), TARGET);
  const rows = await loadRows(definition, query, path, 0);
  const held = rows.weight.reduce((sum, weight, r) => sum + (rows.randomSplit[r] === TEST ? weight : 0), 0);
  expect(held).toBeGreaterThan(40);
  expect(held).toBeLessThan(95);
});

test.each([
  ['data.tsv', (rows: Cell[][]) => separated(rows, '\t')],
  ['data.csv.gz', (rows: Cell[][]) => gzipSync(separated(rows, ','))],
  ['data.json', (rows: Cell[][]) => JSON.stringify(rows.slice(1).map((row) => ({ y: row[0], colour: row[1] })))],
])('%s is a data file too', async (name, write) => {
  const flag = noise(46);
  const rows: Cell[][] = [
    ['y', 'colour'],
    ...Array.from({ length: 100 }, (_, k) => [flag(k), ['red', 'blue'][k % 2]!]),
  ];
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), write(rows));
  const { proposal } = await createModel('test', join(folder, name), { folder, ...TARGET });
  expect(proposal.fields.map((field) => field.name)).toEqual(['colour']);
});

test('a bad name, a missing, empty or unreadable file, and a file without rows or fields are errors of one sentence', async () => {
  const folder = await temporaryFolder();
  const path = (name: string) => join(folder, name);
  await writeFile(path('empty.csv'), '');
  await writeFile(path('header.csv'), 'y,x\n');
  await writeFile(path('image.csv'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 10, 0, 1]));
  await writeFile(path('broken.parquet'), 'no parquet');
  await writeFile(path('notes.doc'), 'y,x\n1,2\n');
  await writeFile(path('alone.csv'), 'y,x\n1,5\n0,5\n1,5\n');
  const attempt = (file: string, model = 'test') => createModel(model, path(file), { folder, ...TARGET });
  await expect(attempt('alone.csv', 'Late Flights')).rejects.toThrow(
    '"Late Flights" is not a valid model name: use lower',
  );
  await expect(attempt('none.csv')).rejects.toThrow(/^file not found: .*none\.csv$/);
  await expect(attempt('.')).rejects.toThrow(/is not a file$/);
  await expect(attempt('empty.csv')).rejects.toThrow(/empty\.csv is empty$/);
  await expect(attempt('header.csv')).rejects.toThrow(/header\.csv has no rows$/);
  await expect(attempt('image.csv')).rejects.toThrow(/image\.csv/);
  await expect(attempt('broken.parquet')).rejects.toThrow(/broken\.parquet/);
  await expect(attempt('notes.doc')).rejects.toThrow('expected .csv, .tsv, .parquet or .json');
  await expect(attempt('alone.csv')).rejects.toThrow(/no column of .* can be a field; x: constant/);
  expect(existsSync(path('test'))).toBe(false);
});

test('an existing model is only replaced with --force', async () => {
  const { folder, path } = await created(table(noise(47), { x: noise(48) }), TARGET);
  await writeFile(join(folder, 'test', 'model.json'), 'mine');
  await expect(createModel('test', path, { folder, ...TARGET })).rejects.toThrow('already exists; --force replaces');
  expect(await readFile(join(folder, 'test', 'model.json'), 'utf8')).toBe('mine');
  await createModel('test', path, { folder, ...TARGET, force: true });
  expect(await readFile(join(folder, 'test', 'model.json'), 'utf8')).toContain('"Is y 1?"');
});

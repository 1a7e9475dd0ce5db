import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { createModel } from '../../../../scripts/new-model/create.ts';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { created, TARGET, table, temporaryFolder } from './created-model.ts';
import { noise } from './file-table.ts';

test('--positive takes the words of the file', async () => {
  const flag = noise(51);
  const data = table((k) => (flag(k) ? 'Yes' : 'No'), { x: noise(52) });
  expect((await created(data, { ...TARGET, positive: 'Yes' })).definition.classes).toEqual(['not y', 'y']);
  expect((await created(data, { ...TARGET, positive: 'No' })).definition.classes).toEqual(['y', 'not y']);
});

test('--positive takes a comparison for numbers', async () => {
  const draw = randomSource(8);
  const data = table(() => Math.floor(draw() * 100), { x: noise(9) });
  const { definition, query } = await created(data, { ...TARGET, positive: '>= 15' });
  expect(definition).toMatchObject({ title: 'Is y >= 15?', classes: ['y < 15', 'y >= 15'] });
  expect(query).toContain('("y" >= 15)::INTEGER AS target');
});

test('--keep keeps a column that determines the target', async () => {
  const flag = noise(37);
  const data = table(flag, { petals: (k) => (flag(k) ? 'many' : 'few') });
  const { definition } = await created(data, { ...TARGET, keep: ['petals'] });
  expect(definition.fields).toMatchObject([{ name: 'petals' }]);
  await expect(created(data, { ...TARGET, keep: ['petal'] })).rejects.toThrow('--keep: there is no column "petal"');
});

test('--keep keeps a column that is mostly missing, an identifier, a duplicate, or has too few rows per value', async () => {
  const draw = randomSource(60);
  const data = table(noise(61), {
    x: noise(62),
    rare: (k) => (k % 5 === 0 ? ['a', 'b'][(k / 5) % 2]! : null),
    row: (k) => k + 1,
    customerId: () => 1e6 + Math.floor(draw() * 900),
    code: (k) => `ticket ${k * 7}`,
    town: (k) => `town ${k % 60}`,
    copy: (k) => `town ${k % 60}`,
  });
  const keep = ['rare', 'row', 'customerId', 'code', 'town', 'copy'];
  const { definition, query, path } = await created(data, { ...TARGET, keep, minCount: 1 });
  expect(definition.fields.map(({ name }) => name)).toEqual(['x', ...keep]);
  expect(definition.leftOut).toEqual({ y: 'the target' });
  expect((await loadRows(definition, query, path, 0)).observations).toBe(200);
});

test('--keep is an error, with the reason, for a column that cannot be a field', async () => {
  const data = table(noise(63), {
    x: noise(64),
    nothing: () => null,
    country: () => 'Chile',
    born: () => '2024-06-01',
    price: (k) => `${k},5`,
  });
  const attempt = (name: string) => created(data, { ...TARGET, keep: [name] });
  await expect(attempt('nothing')).rejects.toThrow('--keep: "nothing" cannot be a field; empty in every row');
  await expect(attempt('country')).rejects.toThrow(
    '--keep: "country" cannot be a field; constant: it has only one value',
  );
  await expect(attempt('born')).rejects.toThrow('--keep: "born" cannot be a field; constant: it has only one value');
  await expect(attempt('price')).rejects.toThrow('--keep: "price" cannot be a field; looks like numbers');
  await expect(attempt('y')).rejects.toThrow('--target and --keep both name "y"');
});

test('a field whose categories are all rare is left out, with the option that keeps it', async () => {
  const { definition } = await created(table(noise(67), { x: noise(68), town: (k) => `town ${k % 30}` }), TARGET);
  expect(definition.leftOut).toMatchObject({
    town: 'each of its values is in fewer than 10 rows; --min-count changes this number',
  });
});

test('rare categories count as other, and nothing names them', async () => {
  const data = table(noise(69), { name: (k) => (k < 12 ? `Ana ${k >> 2}` : ['red', 'blue'][k % 2]!) });
  const { definition, query, path, text } = await created(data, TARGET);
  expect(definition.fields).toMatchObject([{ unknown: 'other', minCount: 10, vocabulary: ['blue', 'red'] }]);
  expect(text).toContain('"blue", "red"; 3 rarer than 10 rows, which count as "other"');
  const { fields } = await loadRows(definition, query, path, 0);
  expect(fields[0]).toMatchObject({ vocabulary: ['blue', 'red', 'other'], other: 'other' });
  expect(JSON.stringify([definition, query, text, fields])).not.toContain('Ana');
});

test('--weight takes a column as weights, not as a field', async () => {
  const data = table(noise(70), { x: noise(71), weight: (k) => 1 + (k % 3) / 2, name: (k) => ['a', 'b'][k % 2]! });
  const without = await created(data, TARGET);
  expect(without.text).toContain(
    'CHECK weight_value: a field; if the column says how often a row counts, use --weight',
  );
  const { definition, query, path } = await created(data, { ...TARGET, weight: 'weight' });
  expect(definition.fields.map(({ name }) => name)).toEqual(['x', 'name']);
  expect(definition.leftOut).toMatchObject({ weight: 'the weight' });
  expect((await loadRows(definition, query, path, 0)).weight.reduce((sum, w) => sum + w, 0)).toBeCloseTo(299.5, 9);
  await expect(created(data, { ...TARGET, weight: 'name' })).rejects.toThrow(
    '--weight "name" is not a number: it has "a"',
  );
  await expect(created(data, { ...TARGET, weight: 'x' })).rejects.toThrow(
    /--weight "x" is missing or not above 0 in \d+ of 200/,
  );
});

test('--keep is an error for texts with too many values for a vocabulary', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'data.csv');
  await writeFile(
    path,
    `y,x,note\n${Array.from({ length: 1200 }, (_, k) => `${k % 2},${k % 3},note ${k}\n`).join('')}`,
  );
  await expect(createModel('test', path, { folder, ...TARGET, keep: ['note'] })).rejects.toThrow(
    '--keep: "note" cannot be a field; an identifier: 1,200 distinct texts in 1,200 rows',
  );
});

test('--drop leaves a column out, and the time split of a date with it; an unknown column is an error', async () => {
  const date = (k: number) => new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10);
  const data = table(noise(65), { x: noise(66), cost: (k) => k / 3, paid: date });
  const { definition, query } = await created(data, { ...TARGET, drop: ['cost', 'paid'] });
  expect(definition.fields.map(({ name }) => name)).toEqual(['x']);
  expect(definition.leftOut).toEqual({ y: 'the target', cost: 'left out by --drop', paid: 'left out by --drop' });
  expect(definition.splits).toEqual({});
  expect(query).not.toMatch(/cost|paid/);
  await expect(created(data, { ...TARGET, drop: ['costs'] })).rejects.toThrow(
    '--drop: there is no column "costs"; the columns are "cost"',
  );
  await expect(created(data, { ...TARGET, drop: ['y'] })).rejects.toThrow('--target and --drop both name "y"');
  await expect(created(data, { ...TARGET, keep: ['x'], drop: ['x'] })).rejects.toThrow(
    '--keep and --drop both name "x"',
  );
});

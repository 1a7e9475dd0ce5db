import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { TEST } from '../../../../scripts/training/rows/rows.ts';
import { trainVariant } from '../../../../scripts/training/train-variant.ts';
import { created, pad, TARGET, table } from './created-model.ts';
import { noise } from './file-table.ts';

test('rows without a target are left out and counted', async () => {
  const flag = noise(17);
  const { query, proposal, text } = await created(
    table((k) => (k < 20 ? null : flag(k)), { x: noise(18) }),
    TARGET,
  );
  expect(query).toMatch(/WHERE "y" IS NOT NULL\n$/);
  expect(proposal).toMatchObject({ rows: 180, rowsWithoutTarget: 20 });
  expect(text).toContain('180 rows; 20 rows without a target are left out');
});

test('identifiers, constants, free text and texts with too few rows per value are left out', async () => {
  const draw = randomSource(30);
  const data = table(noise(31), {
    x: noise(32),
    code: (k) => `ticket ${k * 7}`,
    row: (k) => k + 1,
    customerId: () => 1e6 + Math.floor(draw() * 900),
    country: () => 'Chile',
    remark: (k) => `${k % 50}: a sentence that somebody wrote down, in words of their own`,
    town: (k) => `town ${k % 60}`,
  });
  const { definition } = await created(data, TARGET);
  expect(definition.fields.map(({ name }) => name)).toEqual(['x']);
  expect(definition.leftOut).toEqual({
    y: 'the target',
    code: 'an identifier: 200 distinct texts in 200 rows',
    row: 'an identifier: a different number in every row',
    customerId: 'an identifier, by its name',
    country: 'constant: it has only one value',
    remark: 'free text: 50 distinct texts in 200 rows, 62 characters on average',
    town: 'too few rows per category: 60 distinct texts in 200 rows',
  });
});

test('columns that determine the target are left out: a copy, a complement, a finer code, numbers, dates', async () => {
  const flag = noise(33);
  const data = table(flag, {
    x: noise(34),
    copy: (k) => (flag(k) ? 'late' : 'on time'),
    complement: (k) => 1 - flag(k),
    code: (k) => (flag(k) ? ['L1', 'L2'] : ['A', 'B', 'C'])[k % 2]!,
    minutes: (k) => (flag(k) ? 15.5 + k : -k / 3),
    decided: (k) => `20${flag(k) ? 10 + (k % 9) : 20 + (k % 9)}-01-01`,
  });
  const { definition } = await created(data, TARGET);
  expect(definition.fields.map(({ name }) => name)).toEqual(['x']);
  for (const name of ['copy', 'complement', 'code', 'minutes', 'decided']) {
    expect(definition.leftOut![name]).toBe(
      'determines the target; if its value is known at prediction time, use --keep',
    );
  }
});

test('a column may have any name, also one that a query uses itself', async () => {
  const names = ['rows', 'rowid', 'v', 'place', 'named', 'file', 'source', 'halves', 'positive', 'column0'];
  const data = table(noise(77), Object.fromEntries(names.map((name, n) => [name, noise(80 + n)])));
  const { definition, query, path, proposal } = await created(data, TARGET);
  expect(definition.fields.map(({ name }) => name)).toEqual(names);
  const plain = table(noise(77), Object.fromEntries(names.map((_, n) => [`x${n}`, noise(80 + n)])));
  expect((await created(plain, TARGET)).proposal.fields.map(({ auc }) => auc)).toEqual(
    proposal.fields.map(({ auc }) => auc),
  );
  const rows = await loadRows(definition, query, path, 0);
  const held = rows.weight.reduce((sum, weight, r) => sum + (rows.randomSplit[r] === TEST ? weight : 0), 0);
  expect(Math.abs(held - 200 / 3)).toBeLessThan(30);
});

test('a column that almost determines the target stays, and the report asks the user to check', async () => {
  const flag = noise(38);
  const data = table(flag, {
    arrival: (k) => (k % 50 !== 0 && flag(k) ? 'late' : 'early'),
    inside: (k) => (flag(k) ? 500 + (k % 97) : k % 2 ? k : 1000 + k),
    x: noise(39),
  });
  const { text } = await created(data, TARGET);
  expect(text).toMatch(
    /arrival +category +0.9\d +"early", "late"; CHECK: would you know this value at prediction time\?/,
  );
  expect(text).toMatch(/inside +number +0.9\d +.*CHECK/);
});

test('the model trains as it is, whatever the names of the columns', async () => {
  const flag = noise(43);
  const draw = randomSource(44);
  const names = [
    'a "quoted" name',
    "it's",
    'día de año 日本',
    'weight',
    'Target',
    'split_key',
    'data',
    'select',
    'x--y',
  ];
  const data = table((k) => (flag(k) ? 'sí' : 'no'), {
    ...Object.fromEntries(names.map((name) => [name, () => Math.floor(draw() * 4)])),
    ['__proto__']: () => Math.floor(draw() * 4),
    'when?': (k) => (k % 9 === 0 ? null : `2024-03-${pad(1 + (k % 30))} 08:15:00`),
  });
  const { definition, query, path } = await created(data, { ...TARGET, oneHot: true });
  const rows = await loadRows(definition, query, path, 0);
  expect(rows.observations).toBe(200);
  expect(definition.classes).toEqual(['not y', 'y']);
  expect(definition.fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['a "quoted" name', 'día de año 日本', 'weight_value', 'Target_value', 'data', 'when?']),
  );
  expect(trainVariant(definition.variants['one-hot']!, rows).gradient).toBeLessThan(1e-9);
});

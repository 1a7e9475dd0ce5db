import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { parseDefinition } from '../../../../scripts/models/read-model.ts';
import { createModel } from '../../../../scripts/new-model/create.ts';
import { jsonText } from '../../../../scripts/new-model/json-text.ts';
import type { ProposalOptions } from '../../../../scripts/new-model/proposal.ts';
import { report, summary } from '../../../../scripts/new-model/report.ts';
import { openData, select } from '../../../../scripts/training/rows/database.ts';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { TEST } from '../../../../scripts/training/rows/rows.ts';
import { trainVariant } from '../../../../scripts/training/train-variant.ts';

type Cell = string | number | boolean | null;

const TARGET = { target: 'y' };

test('a target of 0 and 1 makes 1 positive, and the text columns categories with their vocabulary', async () => {
  const { definition, query } = await created(
    table(noise(1), { colour: (k) => ['red', 'green', 'blue'][k % 3]! }),
    TARGET,
  );
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
      '  ("y" = 1)::INTEGER AS target,',
      `  concat_ws('|', data, row_number() OVER (PARTITION BY data)) AS split_key`,
      'FROM data',
      '',
    ].join('\n'),
  );
});

test.each([
  ['true', 'false', 'true'],
  ['no', 'sí', 'sí'],
  ['Y', 'N', 'Y'],
  ['-1', '1', '1'],
  ['2', '1', '2'],
])('a target of %s and %s has the positive class %s', async (first, second, positive) => {
  const flag = noise(2);
  const { proposal } = await created(
    table((k) => (flag(k) ? first : second), { x: noise(3) }),
    TARGET,
  );
  expect(proposal.target.positive).toBe(positive);
});

test('of two other values the rarer one is positive, and the report says how to turn it round', async () => {
  const sick = noise(4, 0.2);
  const { definition, text } = await created(
    table((k) => (sick(k) ? 'ill' : 'well'), { x: noise(5) }),
    TARGET,
  );
  expect(definition.classes).toEqual(['well', 'ill']);
  expect(text).toContain('the rarer of two values; --positive "well" turns the question round');
});

test('--positive sets one value against the rest', async () => {
  const draw = randomSource(6);
  const data = table(() => ['low', 'middle', 'high'][Math.floor(draw() * 3)]!, { x: noise(7) });
  const { definition, query } = await created(data, { ...TARGET, positive: 'high' });
  expect(definition).toMatchObject({ title: 'Is y high?', classes: ['not high', 'high'] });
  expect(query).toContain(`("y" = 'high')::INTEGER AS target`);
});

test('--positive takes the words of the file where yes and no were read as true and false', async () => {
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

test('a target of many numbers is refused with their count and an expression to use', async () => {
  const data = table((k) => k, { x: noise(10) });
  await expect(created(data, TARGET)).rejects.toThrow(
    '--target "y" has 200 different numbers, from 0 to 199: say which are positive, as in --positive "> 99"; ' +
      'for any other expression, edit the target in rows.sql afterwards',
  );
});

test('a target of several texts is refused with its values', async () => {
  const data = table((k) => ['a', 'b', 'c'][k % 3]!, { x: noise(11) });
  await expect(created(data, TARGET)).rejects.toThrow('name the positive one with --positive; there are "a", "b", "c"');
});

test('an unknown target is refused with the columns, nearest first', async () => {
  const data = table(noise(12), { height: noise(13), weight: noise(14) });
  await expect(created(data, { target: 'wieght' })).rejects.toThrow(
    '--target: the data have no column "wieght"; there are "weight", "height", "y"',
  );
});

test('an unknown positive value is refused with the values, nearest first', async () => {
  const data = table((k) => ['one', 'two', 'three'][k % 3]!, { x: noise(15) });
  await expect(created(data, { ...TARGET, positive: 'thre' })).rejects.toThrow(
    '--positive "thre": no row has this y; its values are "three", "one", "two"',
  );
});

test('a target with one value, or none, is refused', async () => {
  await expect(
    created(
      table(() => 1, { x: noise(16) }),
      TARGET,
    ),
  ).rejects.toThrow('is "1" in every row');
  await expect(
    created(
      table(() => null, { x: noise(16) }),
      TARGET,
    ),
  ).rejects.toThrow('is empty in every row');
});

test('rows without a target are left out by WHERE, and counted', async () => {
  const flag = noise(17);
  const { query, proposal, text } = await created(
    table((k) => (k < 20 ? null : flag(k)), { x: noise(18) }),
    TARGET,
  );
  expect(query).toMatch(/WHERE "y" IS NOT NULL\n$/);
  expect(proposal).toMatchObject({ rows: 180, rowsWithoutTarget: 20 });
  expect(text).toContain('180 rows; 20 more without a target are left out');
});

test('integers of a small range get a coefficient each, others and fractions a slope', async () => {
  const draw = randomSource(19);
  const data = table(noise(20), {
    stars: () => 1 + Math.floor(draw() * 5),
    price: () => Math.floor(draw() * 5000),
    share: () => Math.round(draw() * 1e6) / 1e6,
  });
  const { definition } = await created(data, TARGET);
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

test('a boolean is a category of true and false', async () => {
  const { definition } = await created(table(noise(21), { member: (k) => k % 3 === 0 }), TARGET);
  expect(definition.fields).toMatchObject([{ type: 'category', vocabulary: ['false', 'true'] }]);
});

test('a missing category is "unknown", or another word where that is taken', async () => {
  const gap = noise(22, 0.1);
  const plain = table(noise(23), { colour: (k) => (gap(k) ? null : ['red', 'blue'][k % 2]!) });
  const taken = table(noise(23), { colour: (k) => (gap(k) ? null : ['red', 'UNKNOWN'][k % 2]!) });
  const first = await created(plain, TARGET);
  const second = await created(taken, TARGET);
  expect(first.definition.fields).toMatchObject([{ vocabulary: ['blue', 'red', 'unknown'] }]);
  expect(first.query).toContain(`COALESCE("colour", 'unknown') AS "colour", -- missing in`);
  expect(second.definition.fields).toMatchObject([{ vocabulary: ['UNKNOWN', 'missing', 'red'] }]);
});

test('a missing number is the median, NA and infinity are missing numbers', async () => {
  const draw = randomSource(24);
  const data = table(noise(25), {
    price: (k) => (k % 10 === 0 ? 'NA' : k % 10 === 1 ? 'inf' : 100 + Math.floor(draw() * 9) * 25.5),
  });
  const { definition, query } = await created(data, TARGET);
  expect(definition.fields).toMatchObject([{ name: 'price', type: 'number' }]);
  expect(query).toMatch(/COALESCE\(CASE WHEN isfinite.*, 202\) AS "price", -- missing in 40 of 200 rows: the median/);
});

test('a column that is missing in more than 60 % of the rows is left out', async () => {
  const data = table(noise(26), { x: noise(27), rare: (k) => (k % 5 === 0 ? 'a' : null) });
  expect((await created(data, TARGET)).definition.leftOut).toMatchObject({ rare: 'missing in 80 % of the rows' });
});

test('a time gives month, day, weekday and hour; a date no hour; parts that never change are left out', async () => {
  const day = (k: number) => `2024-${pad(1 + (k % 3))}-${pad(1 + (k % 28))}`;
  const data = table(noise(28), {
    seen: (k) => `${day(k)} ${pad((k * 5) % 24)}:30:00`,
    birthday: (k) => `19${50 + (k % 50)}-06-${pad(1 + (k % 28))}`,
  });
  const { definition, query } = await created(data, TARGET);
  expect(definition.fields.map(({ name }) => name)).toEqual([
    'seen_month',
    'seen_day',
    'seen_weekday',
    'seen_hour',
    'birthday_weekday',
  ]);
  expect(definition.fields[2]).toMatchObject({ type: 'category', description: 'Weekday of seen, in English' });
  expect(definition.leftOut).toMatchObject({
    birthday_month: 'constant: the same value in every row',
    birthday_day: 'says the same as seen_day',
  });
  expect(query).toContain('hour("seen") AS "seen_hour"');
});

test('the last fifth of the only date is the time split; two dates make none', async () => {
  const date = (k: number) => new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10);
  const one = await created(table(noise(29), { day: date }), TARGET);
  const two = await created(table(noise(29), { day: date, due: (k) => date(k + (k % 9)) }), TARGET);
  expect(one.definition.splits.time).toEqual({
    description: 'day before 2024-06-08 against from then on',
    train: `split_time < TIMESTAMP '2024-06-08'`,
    test: `split_time >= TIMESTAMP '2024-06-08'`,
  });
  expect(one.query).toContain('"day" AS split_time,');
  expect(two.definition.splits).toEqual({});
  const rows = await loadRows(one.definition, one.query, one.path, 0);
  expect(rows.timePart.filter((part) => part === TEST)).toHaveLength(41);
});

test('identifiers, constants, free text and text of too many values are left out', async () => {
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
    code: 'an identifier: 200 different texts in 200 rows',
    row: 'an identifier: another number in every row',
    customerId: 'an identifier, by its name',
    country: 'constant: the same value wherever there is one',
    remark: 'free text: 50 different texts in 200 rows, 62 characters long',
    town: 'too few rows per category: 60 different texts in 200 rows',
  });
});

test('columns that determine the target are left out: its copy, its complement, a finer code, a number on either side', async () => {
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
    expect(definition.leftOut![name]).toBe('determines the target; if it is known before the answer, --keep it');
  }
});

test('a category that goes with one class only because it is rare is no leak', async () => {
  const draw = randomSource(35);
  const data = table(noise(36), { town: () => `town ${Math.floor(draw() * 38)}` });
  expect((await created(data, TARGET)).definition.fields).toHaveLength(1);
});

test('--keep keeps a column that determines the target', async () => {
  const flag = noise(37);
  const data = table(flag, { petals: (k) => (flag(k) ? 'many' : 'few') });
  const { definition } = await created(data, { ...TARGET, keep: ['petals'] });
  expect(definition.fields).toMatchObject([{ name: 'petals' }]);
  await expect(created(data, { ...TARGET, keep: ['petal'] })).rejects.toThrow(
    '--keep: the data have no column "petal"',
  );
});

test('--keep keeps what was left out on another suspicion: mostly missing, an identifier, a copy, too few rows per value', async () => {
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
  const { definition, query, path } = await created(data, { ...TARGET, keep });
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
  await expect(attempt('country')).rejects.toThrow('--keep: "country" cannot be a field; constant: the same value');
  await expect(attempt('born')).rejects.toThrow('--keep: "born" cannot be a field; constant: the same value');
  await expect(attempt('price')).rejects.toThrow('--keep: "price" cannot be a field; looks like numbers');
  await expect(attempt('y')).rejects.toThrow('--target and --keep both name "y"');
});

test('--keep is an error for texts of which there are too many for a vocabulary', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'data.csv');
  await writeFile(
    path,
    `y,x,note\n${Array.from({ length: 1200 }, (_, k) => `${k % 2},${k % 3},note ${k}\n`).join('')}`,
  );
  await expect(createModel('test', path, { folder, ...TARGET, keep: ['note'] })).rejects.toThrow(
    '--keep: "note" cannot be a field; an identifier: 1,200 different texts in 1,200 rows',
  );
});

test('--drop leaves a column out, its date and time split too; an unknown one is an error', async () => {
  const date = (k: number) => new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10);
  const data = table(noise(65), { x: noise(66), cost: (k) => k / 3, paid: date });
  const { definition, query } = await created(data, { ...TARGET, drop: ['cost', 'paid'] });
  expect(definition.fields.map(({ name }) => name)).toEqual(['x']);
  expect(definition.leftOut).toEqual({ y: 'the target', cost: 'left out by --drop', paid: 'left out by --drop' });
  expect(definition.splits).toEqual({});
  expect(query).not.toMatch(/cost|paid/);
  await expect(created(data, { ...TARGET, drop: ['costs'] })).rejects.toThrow(
    '--drop: the data have no column "costs"; there are "cost"',
  );
  await expect(created(data, { ...TARGET, drop: ['y'] })).rejects.toThrow('--target and --drop both name "y"');
  await expect(created(data, { ...TARGET, keep: ['x'], drop: ['x'] })).rejects.toThrow(
    '--keep and --drop both name "x"',
  );
});

test.each([
  ['376,53', (k: number) => `${k},53`, `CAST(replace("price", ',', '.') AS DOUBLE)`, 7.53],
  [
    '1.376,53',
    (k: number) => `${1 + k}.376,53`,
    `CAST(replace(replace("price", '.', ''), ',', '.') AS DOUBLE)`,
    8376.53,
  ],
  ['1,376', (k: number) => `${1 + k},376`, `CAST(replace("price", ',', '') AS DOUBLE)`, 8376],
  [
    '$4,898',
    (k: number) => `$${1 + k},898`,
    `CAST(replace(regexp_replace("price", '[^0-9.,-]', '', 'g'), ',', '') AS DOUBLE)`,
    8898,
  ],
  ['12.5 %', (k: number) => `${k}.5 %`, `CAST(regexp_replace("price", '[^0-9.,-]', '', 'g') AS DOUBLE)`, 7.5],
])('texts such as %s are told to be numbers, with the SQL that makes them', async (_, price, sql, number) => {
  const data = table(noise(67), { x: noise(68), price });
  const { definition, path } = await created(data, TARGET);
  expect(definition.leftOut!.price).toBe(
    `looks like numbers that were read as text; a number field of rows.sql makes them: ${sql}`,
  );
  const connection = await openData(path);
  onTestFinished(() => connection.closeSync());
  expect((await select(connection, `SELECT ${sql} AS number FROM data`))[7]!.number).toBe(number);
});

test('texts of few such numbers are categories, and the report asks to look at them', async () => {
  const { definition, text } = await created(table(noise(73), { x: noise(74), price: (k) => `${k % 9},5` }), TARGET);
  expect(definition.fields).toMatchObject([{ name: 'x' }, { name: 'price', type: 'category' }]);
  expect(text).toMatch(
    /price +category .*LOOK: looks like numbers that were read as text; .*replace\("price", ',', '\.'\)/,
  );
});

test.each([
  ['addresses', (k: number) => `10.0.${k}.1`],
  ['codes', (k: number) => `${k},B`],
  ['lists', (k: number) => `${k},1,2`],
  ['digits that the file calls text', (k: number) => `0${k}-1`],
])('texts that are no numbers stay texts: %s', async (_, code) => {
  const { definition } = await created(table(noise(69), { x: noise(70), code }), TARGET);
  expect(definition.leftOut!.code).toBe('an identifier: 200 different texts in 200 rows');
});

test('a file that is not UTF-8 says so, and how to convert it', async () => {
  const folder = await temporaryFolder();
  const attempt = (name: string) => createModel('test', join(folder, name), { folder, ...TARGET });
  await writeFile(join(folder, 'latin.csv'), Buffer.from('y,town\n1,K\xf6ln\n0,Bonn\n', 'latin1'));
  await writeFile(join(folder, 'latin.json'), Buffer.from('[{"y":1,"town":"K\xf6ln"}]', 'latin1'));
  for (const name of ['latin.csv', 'latin.json']) {
    await expect(attempt(name)).rejects.toThrow(
      `${name}: the text is not UTF-8; convert it, as in "iconv -f LATIN1 -t UTF-8 old.csv > new.csv"`,
    );
  }
});

test('a column that nearly determines the target stays, and the report asks to look at it', async () => {
  const flag = noise(38);
  const data = table(flag, {
    arrival: (k) => (k % 50 !== 0 && flag(k) ? 'late' : 'early'),
    inside: (k) => (flag(k) ? 500 + (k % 97) : k % 2 ? k : 1000 + k),
    x: noise(39),
  });
  const { text } = await created(data, TARGET);
  expect(text).toMatch(/arrival +category +0.9\d +"early", "late"; LOOK: is it known before the answer is\?/);
  expect(text).toMatch(/inside +number +0.9\d +.*LOOK/);
});

test('duplicates of another column are left out: codes for names, and the same number', async () => {
  const draw = randomSource(40);
  const size = Array.from({ length: 200 }, () => draw());
  const data = table(noise(41), {
    airport: (k) => ['Santiago', 'Lima', 'Bogotá'][k % 3]!,
    code: (k) => ['SCL', 'LIM', 'BOG'][k % 3]!,
    size: (k) => size[k]!,
    area: (k) => size[k]!,
  });
  const { definition } = await created(data, TARGET);
  expect(definition.fields.map(({ name }) => name)).toEqual(['airport', 'size']);
  expect(definition.leftOut).toMatchObject({ code: 'says the same as airport', area: 'says the same as size' });
});

test('categories that differ only in case, marks or punctuation are matched exactly, and the report says so', async () => {
  const data = table(noise(42), { town: (k) => ['La Serena', 'la serena', 'Arica'][k % 3]! });
  const { definition, text } = await created(data, TARGET);
  expect(definition.fields).toMatchObject([{ match: 'exact' }]);
  expect(text).toContain('matched exactly: values differ only in case, marks or punctuation');
});

test('the result trains as it is, whatever the columns are called', async () => {
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
  const { definition, query, path } = await created(data, TARGET);
  const rows = await loadRows(definition, query, path, 0);
  expect(rows.observations).toBe(200);
  expect(definition.classes).toEqual(['not y', 'y']);
  expect(definition.fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['a "quoted" name', 'día de año 日本', 'weight_value', 'Target_value', 'data', 'when?_day']),
  );
  expect(trainVariant(definition.variants['one-hot']!, rows).gradient).toBeLessThan(1e-9);
});

test('rows that are alike are split each on its own', async () => {
  const { definition, query, path } = await created(table(noise(45), { sex: (k) => ['f', 'm'][k % 2]! }), TARGET);
  const rows = await loadRows(definition, query, path, 0);
  const held = rows.weight.reduce((sum, weight, r) => sum + (rows.randomPart[r] === TEST ? weight : 0), 0);
  expect(held).toBeGreaterThan(40);
  expect(held).toBeLessThan(95);
});

test.each([
  ['data.tsv', (rows: Cell[][]) => text(rows, '\t')],
  ['data.csv.gz', (rows: Cell[][]) => gzipSync(text(rows, ','))],
  ['data.json', (rows: Cell[][]) => JSON.stringify(rows.slice(1).map((row) => ({ y: row[0], colour: row[1] })))],
])('%s is read too', async (name, write) => {
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

test('a name that cannot be one, a file that is missing, empty, without rows or no data, a file without fields: each one sentence', async () => {
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
    '"Late Flights" cannot name a model: expected lower',
  );
  await expect(attempt('none.csv')).rejects.toThrow(/^there is no file .*none\.csv$/);
  await expect(attempt('.')).rejects.toThrow(/is not a file$/);
  await expect(attempt('empty.csv')).rejects.toThrow(/empty\.csv is empty$/);
  await expect(attempt('header.csv')).rejects.toThrow(/header\.csv has no rows$/);
  await expect(attempt('image.csv')).rejects.toThrow(/image\.csv/);
  await expect(attempt('broken.parquet')).rejects.toThrow(/broken\.parquet/);
  await expect(attempt('notes.doc')).rejects.toThrow('expected .csv, .tsv, .parquet or .json');
  await expect(attempt('alone.csv')).rejects.toThrow(/no column of .* can be a field; x: constant/);
  expect(existsSync(path('test'))).toBe(false);
});

test('a model that exists is left alone without force', async () => {
  const { folder, path } = await created(table(noise(47), { x: noise(48) }), TARGET);
  await writeFile(join(folder, 'test', 'model.json'), 'mine');
  await expect(createModel('test', path, { folder, ...TARGET })).rejects.toThrow('exists already: --force replaces');
  expect(await readFile(join(folder, 'test', 'model.json'), 'utf8')).toBe('mine');
  await createModel('test', path, { folder, ...TARGET, force: true });
  expect(await readFile(join(folder, 'test', 'model.json'), 'utf8')).toContain('"Is y 1?"');
});

test('report and summary name the next steps: train, route, start', async () => {
  const { text, proposal, path } = await created(table(noise(49), { x: noise(50) }), TARGET);
  expect(text).toMatch(
    /npm run train -- test\n +test = "one-hot" +under \[vars\.ROUTES\] in wrangler\.toml.*\n +npm start\n$/,
  );
  expect(summary('test', ['a', 'b'], proposal)).toMatchObject({
    model: 'test',
    data: path,
    target: { column: 'y', positive: '1' },
    rows: 200,
    fields: [{ name: 'x', type: 'integer', values: 2, missing: 0 }],
    leftOut: { y: 'the target' },
    next: { train: 'npm run train -- test', route: 'test = "one-hot"', start: 'npm start' },
  });
});

test('an absolute path to the data is told to be no use to others, a relative one is not', async () => {
  const { text, proposal } = await created(table(noise(71), { x: noise(72) }), TARGET);
  expect(text).toContain('"data" is an absolute path: others cannot reproduce the model. Put the file into .data/');
  expect(text).toContain('write its name alone: "data": "data.csv".');
  expect(report('test', [], { ...proposal, dataPath: 'data.csv' })).not.toContain('absolute');
});

test('jsonText(value) keeps on a line what fits on it', () => {
  const words = Array.from({ length: 30 }, (_, k) => `word ${k}`);
  const value = { list: [1, 2], nothing: {}, fields: [{ name: 'a', words }] };
  const lines = jsonText(value).split('\n');
  expect(JSON.parse(jsonText(value))).toEqual(value);
  expect(lines[1]).toBe('  "list": [1, 2],');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines).toHaveLength(15);
});

/** 200 rows: the target y first, then the columns. */
function table(y: (k: number) => Cell, columns: Record<string, (k: number) => Cell>): Cell[][] {
  const header = ['y', ...Object.keys(columns)];
  const rows = Array.from({ length: 200 }, (_, k) => [y(k), ...Object.values(columns).map((cell) => cell(k))]);
  return [header, ...rows];
}

/** Writes the rows as data.csv and makes a model of it in a folder of its own. */
async function created(rows: Cell[][], options: Omit<ProposalOptions, 'onProgress'>) {
  const folder = await temporaryFolder();
  const path = join(folder, 'data.csv');
  await writeFile(path, text(rows, ','));
  const { files, proposal } = await createModel('test', path, { folder, ...options });
  const [definition, query] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return {
    definition: parseDefinition(definition!, 'model.json'),
    query: query!,
    proposal,
    text: report('test', files, proposal),
    path,
    folder,
  };
}

/** 1 with the given probability, else 0; the same for the same seed and row. */
function noise(seed: number, probability = 0.4): (k: number) => number {
  const draw = randomSource(seed);
  const values = Array.from({ length: 200 }, () => (draw() < probability ? 1 : 0));
  return (k) => values[k]!;
}

function text(rows: Cell[][], separator: string): string {
  const quoted = (cell: Cell) => (typeof cell === 'string' ? `"${cell.replaceAll('"', '""')}"` : String(cell ?? ''));
  return rows.map((row) => `${row.map(quoted).join(separator)}\n`).join('');
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'new-model-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

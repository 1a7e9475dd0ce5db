import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { parseDefinition } from '../../../../scripts/models/read-model.ts';
import { type CreateOptions, createModel } from '../../../../scripts/new-model/create.ts';
import { report } from '../../../../scripts/new-model/report.ts';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { TEST } from '../../../../scripts/training/rows/rows.ts';
import { trainVariant } from '../../../../scripts/training/train-variant.ts';
import { type Cell, type Columns, noise } from './file-table.ts';

const TARGET = { target: 'y' };

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

test('a missing value is a value of its own; NA and infinity count as missing', async () => {
  const draw = randomSource(24);
  const data = table(noise(25), {
    price: (k) => (k % 10 === 0 ? 'NA' : k % 10 === 1 ? 'inf' : 100 + Math.floor(draw() * 9) * 25.5),
    colour: (k) => (k % 9 === 0 ? null : ['red', 'blue'][k % 2]!),
  });
  const { definition, query, path } = await created(data, TARGET);
  expect(definition.fields).toMatchObject([
    { name: 'price', type: 'number', missing: 'own' },
    { name: 'colour', type: 'category', missing: 'own', vocabulary: ['blue', 'red'] },
  ]);
  expect(query).toContain(
    `CAST(CASE WHEN upper(trim("price"::VARCHAR)) NOT IN ('INF', 'NA') THEN "price"::VARCHAR END AS DOUBLE) AS "price", ` +
      '-- missing in 40 of 200 rows\n',
  );
  const { cells, weight } = await loadRows(definition, query, path, 0);
  const missing = weight.reduce((sum, w, r) => sum + (cells.get('price')![r] === Infinity ? w : 0), 0);
  expect(missing).toBe(40);
});

test('a text that is no number and no mark for a missing one stops the training, and is not read as missing', async () => {
  const data = table(noise(26), { price: (k) => (k % 10 === 0 ? 'NA' : k % 50) });
  const { definition, query, path } = await created(data, TARGET);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"NA"', '"n.a."'));
  await expect(loadRows(definition, query, path, 0)).rejects.toThrow(/Could not convert string 'n\.a\.'/);
});

test.each([
  ['leading zeros, with a missing mark', (k: number) => (k === 0 ? 'NA' : `0${2100 + (k % 9)}`), '02100'],
  ['yes and no', (k: number) => ['Yes', 'No'][k % 2]!, 'No'],
  ['whole numbers beyond 2^53', (k: number) => `900719925474099${k % 4}`, '9007199254740990'],
])('texts that are no numbers stay the texts of the file: %s', async (_, code, value) => {
  const { definition, query, path } = await created(table(noise(27), { code }), TARGET);
  expect(definition.fields[0]).toMatchObject({ name: 'code', type: 'category' });
  expect(definition.fields[0]).toHaveProperty('vocabulary', expect.arrayContaining([value]));
  await writeFile(path, 'y,code\n1,No\n0,Yes\n');
  const only = {
    ...definition,
    fields: [{ ...definition.fields[0]!, vocabulary: undefined, unknown: 'reject', minCount: 1 }],
  };
  const { fields } = await loadRows(only as typeof definition, query, path, 0);
  expect(fields[0]).toMatchObject({ vocabulary: ['No', 'Yes'] });
});

test('whole numbers beyond 2^53 as the target are texts, so that names and conditions agree', async () => {
  const flag = noise(91);
  const data = table((k) => `900719925474099${flag(k) ? 3 : 2}`, { x: noise(92) });
  const { definition, query, path } = await created(data, { ...TARGET, positive: '9007199254740993' });
  expect(definition.text).toEqual(['y']);
  expect(query).toContain(`("y" = '9007199254740993')::INTEGER AS target`);
  const { positives } = await loadRows(definition, query, path, 0);
  expect(positives.reduce((sum, n) => sum + n, 0)).toBe(
    Array.from({ length: 200 }, (_, k) => flag(k)).filter(Boolean).length,
  );
});

test('a date becomes a timestamp, of which features take the parts that recur', async () => {
  const day = (k: number) => `2024-${pad(1 + (k % 3))}-${pad(1 + (k % 28))}`;
  const data = table(noise(28), {
    seen: (k) => (k % 9 === 0 ? null : `${day(k)} ${pad((k * 5) % 24)}:30:00`),
    birthday: (k) => `19${50 + (k % 50)}-06-${pad(1 + (k % 28))}`,
    born: () => '2024-06-01',
  });
  const { definition, query, path, text } = await created(data, TARGET);
  expect(definition.fields).toEqual([
    { name: 'seen', type: 'timestamp', zone: 'UTC', missing: 'own', description: '' },
    { name: 'birthday', type: 'timestamp', zone: 'UTC', description: '' },
  ]);
  expect(definition.leftOut).toMatchObject({ born: 'constant: it has only one value' });
  expect(text).toMatch(/seen +timestamp +0\.\d\d +by the clocks of UTC; 23 missing, a value of its own/);
  expect(query).toContain('  "seen", -- missing in 23 of 200 rows\n  "birthday",\n');
  const rows = await loadRows(definition, query, path, 0);
  expect(trainVariant(definition.variants['one-hot']!, rows).gradient).toBeLessThan(1e-9);
});

test('a file with one date gets a time split; a file with two dates does not', async () => {
  const date = (k: number) => new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10);
  const one = await created(table(noise(29), { day: date }), TARGET);
  const two = await created(table(noise(29), { day: date, due: (k) => date(k + (k % 9)) }), TARGET);
  expect(one.definition.splits.time).toEqual({
    description: 'day before 2024-06-08 against 2024-06-08 and later',
    train: `split_time < TIMESTAMP '2024-06-08'`,
    test: `split_time >= TIMESTAMP '2024-06-08'`,
  });
  expect(one.query).toContain('"day" AS split_time,\n  ("day")::DATE AS cluster --');
  expect(two.definition.splits).toEqual({});
  const rows = await loadRows(one.definition, one.query, one.path, 0);
  expect(rows.timeSplit.filter((part) => part === TEST)).toHaveLength(41);
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

test('dates that could be read in two orders are a guess, which the report names and --dates decides', async () => {
  const data = table(noise(72), {
    seen: (k) => `${pad(1 + (k % 12))}/${pad(1 + ((k >> 2) % 12))}/2023 ${pad(k % 24)}:15`,
  });
  const guessed = await created(data, TARGET);
  expect(guessed.text).toContain(
    'CHECK seen: 01/01/2023 00:15 is read day first, which is a guess because no day is above 12; --dates MDY reads the',
  );
  expect(guessed.definition.text).toEqual(['seen']);
  expect(guessed.query).toContain(`strptime(trim("seen"), '%d/%m/%Y %H:%M') AS "seen"`);
  const { query, text, definition, path } = await created(data, { ...TARGET, dates: 'MDY' });
  expect(query).toContain(`strptime(trim("seen"), '%m/%d/%Y %H:%M')`);
  expect(definition.fields[0]).toMatchObject({ name: 'seen', description: 'In the data, month first' });
  expect(text).not.toContain('guess');
  expect((await loadRows(definition, query, path, 0)).observations).toBe(200);
  await expect(created(table(noise(72), { x: noise(1) }), { ...TARGET, dates: 'MDY' })).rejects.toThrow(
    '--dates MDY: no column has dates such as 03/04/2023',
  );
});

test('times with an offset are local times: as they stand in the file, or of --zone', async () => {
  const hours = ({ cells }: Awaited<ReturnType<typeof loadRows>>) =>
    new Set(cells.get('seen')!.map((hour) => hour % 24));
  const load = async ({ definition, query, path }: Awaited<ReturnType<typeof created>>) =>
    hours(await loadRows(definition, query, path, 0));
  const written = (offset: (k: number) => number) =>
    table(noise(75), { seen: (k) => `2023-${pad(1 + (k % 12))}-10T0${k % 4}:30:00-0${offset(k)}:00` });
  const local = await created(
    written((k) => (k % 12 < 6 ? 4 : 3)),
    TARGET,
  );
  expect(local.text).toContain(
    'CHECK seen: times are local times as they stand in the file, without their offsets (-03:00, -04:00); name their zone',
  );
  expect(local.definition).toMatchObject({
    text: ['seen'],
    fields: [{ type: 'timestamp', zone: 'UTC', description: 'Local time as it stands in the data' }],
  });
  expect(await load(local)).toEqual(new Set([0, 1, 2, 3]));
  const one = await created(
    written(() => 3),
    TARGET,
  );
  expect(one.definition.fields[0]).toMatchObject({ zone: 'Etc/GMT+3' });
  const zulu = table(noise(75), { seen: (k) => `2023-07-0${1 + (k % 9)}T0${k % 4}:00:00Z` });
  const utc = await created(zulu, TARGET);
  expect(utc.text).toContain(
    'CHECK seen: times with an offset become UTC; if what matters is the local time, name its zone',
  );
  expect(await load(utc)).toEqual(new Set([0, 1, 2, 3]));
  const zoned = await created(zulu, { ...TARGET, zone: 'America/Santiago' });
  expect(zoned.query).toContain(`("seen" AT TIME ZONE 'America/Santiago') AS "seen"`);
  expect(zoned.definition.fields[0]).toMatchObject({
    zone: 'America/Santiago',
    description: 'Local time of America/Santiago',
  });
  expect(await load(zoned)).toEqual(new Set([20, 21, 22, 23]));
  await expect(created(zulu, { ...TARGET, zone: 'Santiago' })).rejects.toThrow('--zone "Santiago" is not a time zone');
  await expect(created(table(noise(75), { x: noise(1) }), { ...TARGET, zone: 'UTC' })).rejects.toThrow(
    '--zone UTC: no column',
  );
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

test('texts of few distinct numbers become a category, and the report asks the user to check', async () => {
  const { definition, text } = await created(table(noise(73), { x: noise(74), price: (k) => `${k % 9},5` }), TARGET);
  expect(definition.fields).toMatchObject([{ name: 'x' }, { name: 'price', type: 'category' }]);
  expect(text).toMatch(
    /price +category .*CHECK: looks like numbers that were read as text; .*replace\("price", ',', '\.'\)/,
  );
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

test('rows of few distinct kinds are split one by one', async () => {
  const { definition, query, path } = await created(table(noise(45), { sex: (k) => ['f', 'm'][k % 2]! }), TARGET);
  const rows = await loadRows(definition, query, path, 0);
  const held = rows.weight.reduce((sum, weight, r) => sum + (rows.randomSplit[r] === TEST ? weight : 0), 0);
  expect(held).toBeGreaterThan(40);
  expect(held).toBeLessThan(95);
});

test.each([
  ['data.tsv', (rows: Cell[][]) => text(rows, '\t')],
  ['data.csv.gz', (rows: Cell[][]) => gzipSync(text(rows, ','))],
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

/** 200 rows with a heading: the target y, then the columns. */
function table(y: (k: number) => Cell, columns: Columns): Cell[][] {
  const header = ['y', ...Object.keys(columns)];
  const rows = Array.from({ length: 200 }, (_, k) => [y(k), ...Object.values(columns).map((cell) => cell(k))]);
  return [header, ...rows];
}

/** Writes the rows as data.csv and creates a model from it, in a temporary folder. */
async function created(rows: Cell[][], options: Omit<CreateOptions, 'onProgress' | 'folder'>) {
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

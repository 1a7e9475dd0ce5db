import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { createModel } from '../../../../scripts/new-model/create.ts';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { created, TARGET, table, temporaryFolder } from './created-model.ts';
import { noise } from './file-table.ts';

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
  expect(query).toContain('  "price", -- missing in 40 of 200 rows\n');
  const { cells, weight } = await loadRows(definition, query, path, 0);
  const missing = weight.reduce((sum, w, r) => sum + (cells.get('price')![r] === Infinity ? w : 0), 0);
  expect(missing).toBe(40);
});

test('a text that is no number and no mark for a missing one stops the training, unless model.json lists it as a mark', async () => {
  const data = table(noise(26), { price: (k) => (k % 10 === 0 ? 'NA' : k % 50) });
  const { definition, query, path } = await created(data, TARGET);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"NA"', '"n.a."'));
  await expect(loadRows(definition, query, path, 0)).rejects.toThrow(
    'column price of rows.sql has texts such as "NA", but the field is of type number; if they mark missing values, list them in ' +
      'model.json: "missing": ["NA","n.a."]; else cast it in rows.sql: CAST(… AS DOUBLE) AS "price"',
  );
  const { weight } = await loadRows({ ...definition, missing: ['NA', 'n.a.'] }, query, path, 0);
  expect(weight.reduce((sum, w) => sum + w, 0)).toBe(200);
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

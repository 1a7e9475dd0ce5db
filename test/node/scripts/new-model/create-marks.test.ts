import { expect, test } from 'vitest';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { created, TARGET, table } from './created-model.ts';
import { noise } from './file-table.ts';

const data = table(noise(44), {
  price: (k) => (k % 20 === 0 ? '?' : k % 50 === 1 ? 'N/A' : String(k % 90)),
  state: (k) => ['CA', 'NA', 'NY', '?'][k % 4]!,
});

test('what marks missing values is a guess that the report names; in a column of names a mark is a name', async () => {
  const { definition, text } = await created(data, TARGET);
  expect(definition).not.toHaveProperty('missing');
  expect(definition.fields).toMatchObject([
    { name: 'price', type: 'number', missing: 'own' },
    { name: 'state', vocabulary: ['?', 'CA', 'NA', 'NY'] },
  ]);
  expect(text).toContain(
    'CHECK price: "?" (10 rows), "N/A" (4 rows) read as missing, which is a guess; --missing TEXT names',
  );
  expect(text).toContain(
    'CHECK state: "?" (50 rows), "NA" (50 rows) read as categories; --missing "?" --missing "NA" makes them missing values',
  );
});

test('--missing names what is missing in every column, and is in model.json for training', async () => {
  const { definition, query, path, text } = await created(data, { ...TARGET, missing: ['?', 'N/A'] });
  expect(definition.missing).toEqual(['?', 'N/A']);
  expect(definition.fields).toMatchObject([
    { name: 'price', type: 'number', missing: 'own' },
    { name: 'state', vocabulary: ['CA', 'NA', 'NY'], missing: 'own' },
  ]);
  expect(text).not.toMatch(/read as (missing|categories)/);
  const { cells, weight, fields } = await loadRows(definition, query, path, 0);
  expect(fields[1]).toMatchObject({ vocabulary: ['CA', 'NA', 'NY'] });
  const missing = weight.reduce((sum, w, r) => sum + (cells.get('price')![r] === Infinity ? w : 0), 0);
  expect(missing).toBe(14);
});

test('--missing takes a number, too, and overrides the guess', async () => {
  const { definition } = await created(data, { ...TARGET, missing: ['?'] });
  expect(definition.leftOut).toMatchObject({ price: expect.stringContaining('too few rows per category') });
  const numbers = table(noise(45), { age: (k) => (k % 9 === 0 ? -99 : 20 + (k % 40)) });
  const { definition: coded, text } = await created(numbers, { ...TARGET, missing: ['-99'] });
  expect(coded.fields[0]).toMatchObject({ name: 'age', type: 'number', missing: 'own' });
  expect(text).toContain('20 to 59');
});

test.each(['nil', ' '])('--missing %j is refused if no column has it', async (mark) => {
  await expect(created(data, { ...TARGET, missing: [mark] })).rejects.toThrow(
    `--missing '${mark}': no column has this text`,
  );
});

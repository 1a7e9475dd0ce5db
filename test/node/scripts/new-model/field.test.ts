import { expect, test } from 'vitest';
import { completeField } from '../../../../scripts/new-model/field.ts';
import { measure } from '../../../../scripts/new-model/measure.ts';
import { type Cell, fileTable } from './file-table.ts';

async function completed(type: 'category' | 'number', value: (k: number) => Cell, minCount = 1) {
  const connection = await fileTable({ v: value });
  const found = await measure(connection, '"v"');
  const candidate = { name: 'v', column: 'v', type, description: '', value: '"v"', found };
  return completeField(connection, candidate, { auc: 0.5, minCount });
}

test('completeField() leaves a missing value missing', async () => {
  const { vocabulary, value } = (await completed('category', (k) => (k % 9 === 0 ? null : ['red', 'blue'][k % 2]!)))!;
  expect([vocabulary, value]).toEqual([['blue', 'red'], '"v"']);
  expect(await completed('number', (k) => (k < 4 ? null : k % 4))).toMatchObject({
    value: '"v"',
    found: { missing: 4 },
  });
});

test('completeField() counts rare categories and leaves out their names; a field of rare ones alone is none', async () => {
  const names = (k: number) => (k < 12 ? `Ana ${k >> 2}` : ['red', 'blue'][k % 2]!);
  expect(await completed('category', names, 10)).toMatchObject({ vocabulary: ['blue', 'red'], rare: 3 });
  expect(await completed('category', names, 4)).not.toHaveProperty('rare');
  expect(await completed('category', (k) => `Ana ${k >> 2}`, 10)).toBeUndefined();
});

test('completeField() orders a vocabulary by its bytes, and weekdays by the week', async () => {
  expect((await completed('category', (k) => ['b', 'É', 'a', 'C'][k % 4]!))!.vocabulary).toEqual(['C', 'a', 'b', 'É']);
  expect((await completed('category', (k) => ['Sunday', 'Friday', 'Monday'][k % 3]!))!.vocabulary).toEqual([
    'Monday',
    'Friday',
    'Sunday',
  ]);
});

test('completeField() matches categories exactly if they differ only in what need not count, or if signs count', async () => {
  const { match } = (await completed('category', (k) => ['La Serena', 'la serena', 'Arica'][k % 3]!))!;
  expect(match).toBe('exact');
  for (const values of [
    ['<18', '18-65', '>65'],
    ['-1', '1', '0'],
    ['1.5', '15', '2'],
    ['A', 'A+', 'B'],
  ]) {
    expect(await completed('category', (k) => values[k % 3]!)).toMatchObject({
      match: 'exact',
      whyExact: 'values have signs or numbers with separators',
    });
  }
  expect(await completed('category', (k) => ["St. John's", 'La Serena', 'code 7', ' ?'][k % 4]!)).not.toHaveProperty(
    'match',
  );
});

import { expect, test } from 'vitest';
import { completeField } from '../../../../scripts/new-model/field.ts';
import { measure } from '../../../../scripts/new-model/measure.ts';
import { type Cell, fileTable } from './file-table.ts';

async function completed(type: 'category' | 'number', value: (k: number) => Cell) {
  const connection = await fileTable({ v: value });
  const found = await measure(connection, '"v"');
  return completeField(connection, { name: 'v', column: 'v', type, description: '', value: '"v"', found }, 0.5);
}

test('completeField() replaces a missing category by "unknown", or by another word if that is taken', async () => {
  const gap = (other: string) => (k: number) => (k % 9 === 0 ? null : ['red', other][k % 2]!);
  expect(await completed('category', gap('blue'))).toMatchObject({
    complete: `COALESCE("v", 'unknown')`,
    vocabulary: ['blue', 'red', 'unknown'],
  });
  expect((await completed('category', gap('UNKNOWN'))).vocabulary).toEqual(['UNKNOWN', 'missing', 'red']);
});

test('completeField() replaces a missing number by the median, the lower one of two', async () => {
  const { complete, filled } = await completed('number', (k) => (k < 4 ? null : k % 4));
  expect([complete, filled]).toEqual(['COALESCE("v", 1)', 1]);
});

test('completeField() leaves a field without missing values as it is', async () => {
  expect((await completed('number', (k) => k)).complete).toBe('"v"');
});

test('completeField() orders a vocabulary by its bytes, and weekdays by the week', async () => {
  expect((await completed('category', (k) => ['b', 'É', 'a', 'C'][k % 4]!)).vocabulary).toEqual(['C', 'a', 'b', 'É']);
  expect((await completed('category', (k) => ['Sunday', 'Friday', 'Monday'][k % 3]!)).vocabulary).toEqual([
    'Monday',
    'Friday',
    'Sunday',
  ]);
});

test('completeField() matches categories exactly if they differ only in case, accents, spaces or separators', async () => {
  const { match } = await completed('category', (k) => ['La Serena', 'la serena', 'Arica'][k % 3]!);
  expect(match).toBe('exact');
});

import { expect, test } from 'vitest';
import { findDuplicate } from '../../../../scripts/new-model/duplicates.ts';
import type { Candidate } from '../../../../scripts/new-model/field.ts';
import { measure } from '../../../../scripts/new-model/measure.ts';
import { type Columns, fileTable } from './file-table.ts';

/** The name of the first duplicate of the last column. */
async function duplicateOfLast(type: Candidate['type'], columns: Columns): Promise<string | undefined> {
  const connection = await fileTable(columns);
  const candidates: Candidate[] = [];
  for (const name of Object.keys(columns)) {
    const value = `"${name}"`;
    candidates.push({ name, column: name, type, description: '', value, found: await measure(connection, value) });
  }
  return (await findDuplicate(connection, candidates.pop()!, candidates))?.name;
}

test('findDuplicate() finds codes for names', async () => {
  const airport = (k: number) => ['Santiago', 'Lima', 'Bogotá'][k % 3]!;
  const code = (k: number) => ['SCL', 'LIM', 'BOG'][k % 3]!;
  expect(
    await duplicateOfLast('category', { colour: (k) => ['red', 'blue', 'green'][(k >> 2) % 3]!, airport, code }),
  ).toBe('airport');
});

test('findDuplicate() finds the same number, missing values included', async () => {
  const size = (k: number) => (k % 9 === 0 ? null : k / 7);
  expect(await duplicateOfLast('number', { size, area: size })).toBe('size');
});

test('findDuplicate() finds nothing where one row differs', async () => {
  const size = (k: number) => k / 7;
  expect(await duplicateOfLast('number', { size, area: (k) => size(k === 150 ? 149 : k) })).toBeUndefined();
  const colour = (k: number) => ['red', 'blue'][k % 2]!;
  expect(await duplicateOfLast('category', { colour, other: (k) => colour(k === 150 ? 149 : k) })).toBeUndefined();
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { foundTables } from '../../../../scripts/bench/learners/public-tables.ts';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('foundTables() finds the known tables of a folder, and those of its tables.json', () => {
  const flights = { name: 'flights', target: 'late', positive: '>= 15' };
  const folder = folderWith({
    'pima.csv.gz': '',
    'flights.csv.gz': '',
    'tables.json': JSON.stringify([flights, { ...flights, name: 'absent' }]),
  });
  expect(foundTables(folder)).toEqual([
    { name: 'pima', target: 'diabetes', positive: 'pos', path: join(folder, 'pima.csv.gz') },
    { ...flights, path: join(folder, 'flights.csv.gz') },
  ]);
});

test('foundTables() refuses a tables.json that lacks what to learn', () => {
  const folder = folderWith({ 'tables.json': '[{"name": "flights"}]' });
  expect(() => foundTables(folder)).toThrow('target');
});

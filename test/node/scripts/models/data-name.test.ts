import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dataName } from '../../../../scripts/models/read-model.ts';

test('dataName() is the name in the folder of data, or the path of a file elsewhere', () => {
  const folder = process.env.DATA_DIR || '.data';
  expect(dataName(join(folder, 'tables', 'a.csv'))).toBe(join('tables', 'a.csv'));
  expect(dataName(resolve(folder, 'a.csv'))).toBe('a.csv');
  for (const path of ['/elsewhere/a.csv', join(folder, '..', 'a.csv')]) expect(dataName(path)).toBe(path);
});

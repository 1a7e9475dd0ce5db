import { expect, test } from 'vitest';
import { datePartsAuc } from '../../../../scripts/new-model/dates.ts';
import { fileTable, noise } from './file-table.ts';

test('datePartsAuc() is the AUC of the most informative part of a date: hour, weekday, day or month', async () => {
  const flag = noise(1);
  const connection = await fileTable({
    y: flag,
    seen: (k) => `2024-0${1 + (k % 9)}-1${k % 9} 0${flag(k) ? 3 : 7}:00:00`,
  });
  expect(await datePartsAuc(connection, '"seen"::TIMESTAMP', '"y" = 1')).toBe(1);
  const random = await fileTable({ y: flag, seen: (k) => `2024-0${1 + (k % 9)}-01` });
  expect(await datePartsAuc(random, '"seen"::TIMESTAMP', '"y" = 1')).toBeLessThan(0.7);
});

import { expect, test } from 'vitest';
import { timeSplit } from '../../../../scripts/new-model/time-split.ts';
import { fileTable, noise } from './file-table.ts';

const DAY = { name: 'day', value: '"day"::DATE' };
const date = (k: number) => new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10);

test('timeSplit() holds out the last fifth of the time range', async () => {
  const connection = await fileTable({ y: noise(29), day: date });
  expect(await timeSplit(connection, DAY, '"y" = 1')).toEqual({
    value: DAY.value,
    description: 'day before 2024-06-08 against 2024-06-08 and later',
    train: `split_time < TIMESTAMP '2024-06-08'`,
    test: `split_time >= TIMESTAMP '2024-06-08'`,
  });
});

test('timeSplit() is undefined if the test rows would lack a class', async () => {
  const connection = await fileTable({ y: (k) => (k < 100 ? k % 2 : 1), day: date });
  expect(await timeSplit(connection, DAY, '"y" = 1')).toBeUndefined();
});

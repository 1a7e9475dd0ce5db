import { expect, test } from 'vitest';
import { rowKey } from '../../../../scripts/new-model/row-key.ts';
import { fileTable } from './file-table.ts';

test('rowKey() is the row as text, plus the number of the copy where many rows are identical', async () => {
  expect((await rowKey(await fileTable({ x: (k) => k }), ['x'])).value).toBe('data::VARCHAR');
  expect((await rowKey(await fileTable({ x: (k) => k % 2 }), ['x'])).value).toBe(
    "concat_ws('|', data, row_number() OVER (PARTITION BY data))",
  );
});

test('rowKey() takes an alias that no column has', async () => {
  const connection = await fileTable({ Data: (k) => k, source: (k) => k });
  expect((await rowKey(connection, ['Data', 'source'])).alias).toBe('file');
});

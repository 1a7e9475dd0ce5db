import { expect, test } from 'vitest';
import { select } from '../../../../scripts/data-file/database.ts';
import { numbersReadAsText } from '../../../../scripts/new-model/text-of-numbers.ts';
import { column } from './columns.ts';
import { fileTable } from './file-table.ts';

test.each([
  ['376,53', (k: number) => `${k},53`, `CAST(replace("price", ',', '.') AS DOUBLE)`, 7.53],
  [
    '1.376,53',
    (k: number) => `${1 + k}.376,53`,
    `CAST(replace(replace("price", '.', ''), ',', '.') AS DOUBLE)`,
    8376.53,
  ],
  ['1,376', (k: number) => `${1 + k},376`, `CAST(replace("price", ',', '') AS DOUBLE)`, 8376],
  [
    '$4,898',
    (k: number) => `$${1 + k},898`,
    `CAST(replace(regexp_replace("price", '[^0-9.,-]', '', 'g'), ',', '') AS DOUBLE)`,
    8898,
  ],
  ['376,53 or NA', (k: number) => (k === 0 ? 'NA' : `${k},53`), `TRY_CAST(replace("price", ',', '.') AS DOUBLE)`, 7.53],
  ['12.5 %', (k: number) => `${k}.5 %`, `CAST(regexp_replace("price", '[^0-9.,-]', '', 'g') AS DOUBLE)`, 7.5],
])(
  'numbersReadAsText() recognises texts such as %s, and names the SQL that converts them',
  async (_, price, sql, number) => {
    const connection = await fileTable({ price });
    expect(await numbersReadAsText(connection, column('text', 'price'))).toBe(
      `looks like numbers that were read as text; convert them in rows.sql with ${sql}`,
    );
    expect((await select(connection, `SELECT ${sql} AS number FROM file`))[7]!.number).toBe(number);
  },
);

test.each([
  ['addresses', (k: number) => `10.0.${k}.1`],
  ['codes', (k: number) => `${k},B`],
  ['lists', (k: number) => `${k},1,2`],
  ['digits that the file declares as text', (k: number) => `0${k}-1`],
])('numbersReadAsText() is undefined for %s', async (_, code) => {
  expect(await numbersReadAsText(await fileTable({ code }), column('text', 'code'))).toBeUndefined();
});

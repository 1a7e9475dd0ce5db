import { expect, test } from 'vitest';
import { renderRowsSql } from '../../../../scripts/new-model/rows-sql.ts';
import { measured } from './columns.ts';
import { madeField, madeProposal } from './made-proposal.ts';

test('renderRowsSql() has a column per field and the target', () => {
  expect(renderRowsSql(madeProposal())).toBe(
    [
      '-- One row per row of "flights.csv".',
      'SELECT',
      '  "colour",',
      '  "stars",',
      '  "price",',
      '  ("y" = 1)::INTEGER AS target',
      'FROM data',
      '',
    ].join('\n'),
  );
});

test('renderRowsSql() leaves out rows without a target, and takes weight, split_time and cluster where they are needed', () => {
  const split = { value: '"day"', description: '', train: '', test: '' };
  const weight = { column: 'n', value: '"n"' };
  const sql = renderRowsSql(madeProposal({ rowsWithoutTarget: 20, weight, split, date: '"day"' }));
  expect(sql).toContain('-- One row per row of "flights.csv" with a value of "y".\n');
  expect(sql).toContain(
    '  "n" AS weight, -- how often the row counts\n  "day" AS split_time,\n' +
      '  ("day")::DATE AS cluster -- rows of one day may depend on each other\nFROM data\n',
  );
  expect(sql).toMatch(/WHERE "y" IS NOT NULL\n$/);
});

test('renderRowsSql() says how often a value is missing', () => {
  const fields = [madeField({ name: 'price', type: 'number', value: '"Price"', found: measured({ missing: 40 }) })];
  expect(renderRowsSql(madeProposal({ fields }))).toContain('  "Price" AS "price", -- missing in 40 of 2000 rows\n');
});

test('renderRowsSql() keeps a file name from ending the comment', () => {
  expect(renderRowsSql(madeProposal({ dataPath: 'a\nDROP TABLE data;.csv' }))).toMatch(
    /^-- One row per row of "a\\nDROP TABLE data;\.csv"\.\nSELECT\n/,
  );
});

import { expect, test } from 'vitest';
import { renderRowsSql } from '../../../../scripts/new-model/rows-sql.ts';
import { measured } from './columns.ts';
import { madeField, madeProposal } from './made-proposal.ts';

test('renderRowsSql() has a column per field, the target and the key for the random split', () => {
  expect(renderRowsSql(madeProposal())).toBe(
    [
      '-- One row per row of "flights.csv".',
      'SELECT',
      '  "colour",',
      '  "stars",',
      '  "price",',
      '  ("y" = 1)::INTEGER AS target,',
      '  data::VARCHAR AS split_key',
      'FROM data',
      '',
    ].join('\n'),
  );
});

test('renderRowsSql() leaves out rows without a target, and takes split_time, cluster and an alias where they are needed', () => {
  const split = { value: '"day"', description: '', train: '', test: '' };
  const sql = renderRowsSql(
    madeProposal({
      rowsWithoutTarget: 20,
      split,
      date: '"day"',
      rowKey: { value: 'source::VARCHAR', alias: 'source' },
    }),
  );
  expect(sql).toContain('-- One row per row of "flights.csv" with a value of "y".\n');
  expect(sql).toContain(
    '  "day" AS split_time,\n  ("day")::DATE AS cluster, -- rows of one day may depend on each other\n  source::VARCHAR AS split_key\nFROM data AS source\n',
  );
  expect(sql).toMatch(/WHERE "y" IS NOT NULL\n$/);
});

test('renderRowsSql() says how often a value is missing, and which value replaces it', () => {
  const found = measured({ missing: 40 });
  const fields = [
    madeField({
      name: 'colour',
      type: 'category',
      complete: `COALESCE("colour", 'unknown')`,
      filled: 'unknown',
      found,
    }),
    madeField({ name: 'price', type: 'number', complete: 'COALESCE("price", 202)', filled: 202, found }),
  ];
  const sql = renderRowsSql(madeProposal({ fields }));
  expect(sql).toContain(
    `  COALESCE("colour", 'unknown') AS "colour", -- missing in 40 of 2000 rows: replaced by "unknown"\n` +
      '  COALESCE("price", 202) AS "price", -- missing in 40 of 2000 rows: replaced by the median\n',
  );
});

test('renderRowsSql() keeps a file name from ending the comment', () => {
  expect(renderRowsSql(madeProposal({ dataPath: 'a\nDROP TABLE data;.csv' }))).toMatch(
    /^-- One row per row of "a\\nDROP TABLE data;\.csv"\.\nSELECT\n/,
  );
});

import { expect, test } from 'vitest';
import { DIALECTS } from '../../../../scripts/sql/dialects.ts';
import { selectSql } from '../../../../scripts/sql/select.ts';
import { CITIES, category, HOURS, scored } from './artifacts.ts';

/** A statement without the regular expression and the conditions, which are the same in all dialects. */
const SMALL = scored(
  [category("d'Arc", ["it's", 'a\\b', 'c\nd', 'e'])],
  [{ type: 'one-hot', field: "d'Arc", coefficients: [0.1, 1e-7, -2, 3] }],
);

test('BigQuery', () => {
  expect(selectSql(SMALL, { dialect: DIALECTS.bigquery, table: 'air.flights' })).toMatchInlineSnapshot(`
    "WITH lookup_1 AS (SELECT * FROM UNNEST(ARRAY<STRUCT<k STRING, v0 INT64>>[
      ('it\\'s', 0),
      ('a\\\\b', 1),
      ('c\\nd', 2),
      ('e', 3)]))
    SELECT t.*,
      CASE WHEN lookup_1.v0 IS NOT NULL THEN 1E0 / (1E0 + EXP(-GREATEST(-36E0, LEAST(36E0, (0.25E0 + [0.1E0, 1E-7, -2E0, 3E0][OFFSET(lookup_1.v0)]))))) END AS \`late\`,
      CASE WHEN lookup_1.v0 IS NOT NULL THEN NULL ELSE SUBSTR(CASE WHEN lookup_1.v0 IS NOT NULL THEN '' ELSE '; d\\'Arc: expected a string, one of "it\\'s", "a\\\\\\\\b", "c\\\\nd", "e"' END, 3) END AS \`problem\`
    FROM air.flights AS t
    LEFT JOIN lookup_1 ON COLLATE(CAST(t.\`d'Arc\` AS STRING), '') = lookup_1.k"
  `);
});

test('Snowflake', () => {
  expect(selectSql(SMALL, { dialect: DIALECTS.snowflake, table: 'flights' })).toMatchInlineSnapshot(`
    "WITH lookup_1 AS (SELECT column1 AS k, column2 AS v0 FROM VALUES
      ('it\\'s', 0),
      ('a\\\\b', 1),
      ('c
    d', 2),
      ('e', 3)),
    lookup_2 AS (SELECT column1 AS k, column2 AS v0 FROM VALUES
      (0, '0.1E0'::FLOAT),
      (1, '1E-7'::FLOAT),
      (2, '-2E0'::FLOAT),
      (3, '3E0'::FLOAT))
    SELECT t.*,
      CASE WHEN lookup_1.v0 IS NOT NULL THEN '1E0'::FLOAT / ('1E0'::FLOAT + EXP(-GREATEST('-36E0'::FLOAT, LEAST('36E0'::FLOAT, ('0.25E0'::FLOAT + lookup_2.v0))))) END AS "LATE",
      CASE WHEN lookup_1.v0 IS NOT NULL THEN NULL ELSE SUBSTR(CASE WHEN lookup_1.v0 IS NOT NULL THEN '' ELSE '; d\\'Arc: expected a string, one of "it\\'s", "a\\\\\\\\b", "c\\\\nd", "e"' END, 3) END AS "PROBLEM"
    FROM flights AS t
    LEFT JOIN lookup_1 ON COLLATE(CAST(t."d'Arc" AS VARCHAR), '') = lookup_1.k
    LEFT JOIN lookup_2 ON lookup_1.v0 = lookup_2.k"
  `);
});

test('Redshift', () => {
  expect(selectSql(SMALL, { dialect: DIALECTS.redshift, table: 'flights' })).toMatchInlineSnapshot(`
    "WITH lookup_1 AS (SELECT CAST('it\\'s' || '.' AS VARCHAR(65535)) AS k, CAST(0 AS INTEGER) AS v0
      UNION ALL SELECT 'a\\\\b' || '.', 1
      UNION ALL SELECT 'c
    d' || '.', 2
      UNION ALL SELECT 'e' || '.', 3),
    lookup_2 AS (SELECT CAST(0 AS INTEGER) AS k, CAST('0.1E0'::FLOAT8 AS DOUBLE PRECISION) AS v0
      UNION ALL SELECT 1, '1E-7'::FLOAT8
      UNION ALL SELECT 2, '-2E0'::FLOAT8
      UNION ALL SELECT 3, '3E0'::FLOAT8)
    SELECT t.*,
      CASE WHEN lookup_1.v0 IS NOT NULL THEN '1E0'::FLOAT8 / ('1E0'::FLOAT8 + EXP(-GREATEST('-36E0'::FLOAT8, LEAST('36E0'::FLOAT8, ('0.25E0'::FLOAT8 + lookup_2.v0))))) END AS "late",
      CASE WHEN lookup_1.v0 IS NOT NULL THEN NULL ELSE SUBSTR(CASE WHEN lookup_1.v0 IS NOT NULL THEN '' ELSE '; d\\'Arc: expected a string, one of "it\\'s", "a\\\\\\\\b", "c\\\\nd", "e"' END, 3) END AS "problem"
    FROM flights AS t
    LEFT JOIN lookup_1 ON CAST(t."d'Arc" AS VARCHAR(65535)) || '.' = lookup_1.k
    LEFT JOIN lookup_2 ON lookup_1.v0 = lookup_2.k"
  `);
});

test('Snowflake keeps names without quotes in upper case', () => {
  expect(selectSql(CITIES, { dialect: DIALECTS.snowflake, table: 'x' })).toContain('t."CITY"');
  expect(DIALECTS.snowflake.identifier('DIA-I')).toBe('"DIA-I"');
});

test.each([
  ['bigquery', 'UNIX_SECONDS(t.`left`)', "DATETIME(TIMESTAMP_SECONDS(UNIX_SECONDS(t.`left`)), 'America/Santiago')"],
  ['snowflake', 'DATE_PART(EPOCH_SECOND, t."LEFT")', "CONVERT_TIMEZONE('UTC', 'America/Santiago', TO_TIMESTAMP_NTZ("],
  ['redshift', 'EXTRACT(EPOCH FROM t."left")', "CONVERT_TIMEZONE('UTC', 'America/Santiago', TIMESTAMP 'epoch'"],
] as const)('%s reads the clocks of a zone', (name, seconds, clocks) => {
  const sql = selectSql(HOURS, { dialect: DIALECTS[name], table: 'x', time: () => 'instant' });
  expect(sql).toContain(seconds);
  expect(sql).toContain(clocks);
});

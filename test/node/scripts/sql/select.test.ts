import { expect, test } from 'vitest';
import { DIALECTS } from '../../../../scripts/sql/dialects.ts';
import type { TimeKind } from '../../../../scripts/sql/field-cells.ts';
import { resultNames, selectSql } from '../../../../scripts/sql/select.ts';
import { CITIES, category, HOUR, HOURS, type Scored, scored } from './artifacts.ts';
import { answersOf, duckdbEngine, type Engine, sqliteEngine } from './engines.ts';
import { difference, expected } from './expected.ts';

const BOTH = scored([...CITIES.fields, HOUR], [...CITIES.features]);
const TENTHS = scored([HOUR], [{ type: 'numeric', field: 'hour', mean: 0, scale: 1, coefficients: [0.1] }]);

async function rowsOf({ dialect, rows }: Engine, artifact: Scored, table: string, time: TimeKind = 'text') {
  const found = await rows(selectSql(artifact, { dialect, table: `(${table})`, time: () => time }));
  return found.map(({ late, problem }) => ({ late, problem }));
}

test.each([
  ['text', "TIMESTAMPTZ '2027-02-05 21:30:00+00'"],
  ['local', "TIMESTAMP '1899-12-31 23:00:00'"],
  ['instant', "TIMESTAMPTZ '2100-01-01 12:00:00+00'"],
] as const)('a time that is not one of the service is a problem: %s of %s', async (kind, value) => {
  const [row] = await rowsOf(await duckdbEngine(), HOURS, `SELECT ${value} AS "left"`, kind);
  expect(row).toEqual({ late: null, problem: expect.stringMatching(/^left: expected a time from 1900 to 2099/) });
});

test('a problem names every field that is refused, and what it takes', async () => {
  expect(await rowsOf(await duckdbEngine(), BOTH, "SELECT 'Paris' AS city, 24 AS hour")).toEqual([
    {
      late: null,
      problem: 'city: expected a string, one of "Lima", "Ñuñoa", "d\'Arc"; hour: expected an integer from 0 to 23',
    },
  ]);
});

test('all columns of the table come back, and names that clash get a number', async () => {
  const clash = scored(
    [category('Problem', ['Lima']), { ...HOUR, name: 'LATE' }],
    [{ type: 'one-hot', field: 'Problem', coefficients: [1] }],
  );
  expect(resultNames(clash)).toEqual(['late_1', 'problem_1']);
  expect(resultNames(clash, 'risk')).toEqual(['risk', 'problem_1']);
  const table = `(SELECT 'Lima' AS "Problem", 3 AS "LATE", 7 AS id)`;
  const [row] = await (await duckdbEngine()).rows(selectSql(clash, { dialect: DIALECTS.duckdb, table }));
  expect(Object.keys(row!)).toEqual(['Problem', 'LATE', 'id', 'late_1', 'problem_1']);
});

test('a text in a column of integers counts as its number in DuckDB, and is a problem if it is none, or in SQLite', async () => {
  const isAnswered = (rows: { late: unknown }[]) => rows.map(({ late }) => late !== null);
  const texts = "SELECT * FROM (VALUES ('9'), ('9.5'), ('nine'), (''), (NULL)) AS v (hour)";
  expect(isAnswered(await rowsOf(await duckdbEngine(), TENTHS, texts))).toEqual([true, false, false, false, false]);
  const mixed = "SELECT '9' AS hour UNION ALL SELECT 9 UNION ALL SELECT 9.5";
  expect(isAnswered(await rowsOf(await sqliteEngine(), TENTHS, mixed))).toEqual([false, true, false]);
});

test.each(['DECIMAL(4, 2)', 'TINYINT', 'HUGEINT', 'FLOAT', 'VARCHAR'])('7 as %s is the integer 7', async (type) => {
  const [row] = await rowsOf(await duckdbEngine(), TENTHS, `SELECT CAST(7 AS ${type}) AS hour`);
  expect(row).toEqual({ late: expect.closeTo(1 / (1 + Math.exp(-0.95)), 12), problem: null });
});

test('a category with NUL is found, and refused where no text can have it', async () => {
  const artifact = { ...CITIES, fields: [category('city', ['a\0b', 'c', 'd'])] };
  for (const name of ['postgres', 'redshift'] as const) {
    const select = () => selectSql(artifact, { dialect: DIALECTS[name], table: 'x' });
    expect(select).toThrow(`"a\\u0000b" has the character NUL, which no text of ${DIALECTS[name].title} can have`);
  }
  const rows = [{ city: 'a\0b' }, { city: 'a' }];
  const answers = await answersOf(await duckdbEngine(), artifact, rows);
  expect(difference(rows, expected(artifact, rows), answers)).toBeUndefined();
});

test('half of a character is refused', () => {
  const artifact = { ...CITIES, fields: [category('city', ['\ud800', 'c', 'd'])] };
  expect(() => selectSql(artifact, { dialect: DIALECTS.duckdb, table: 'x' })).toThrow(
    /"\\ud800" has half of a character/,
  );
});

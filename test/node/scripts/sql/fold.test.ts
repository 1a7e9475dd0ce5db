import { expect, test } from 'vitest';
import { randomSource } from '../../../../scripts/maths/random.ts';
import type { Dialect } from '../../../../scripts/sql/dialect.ts';
import { DIALECTS } from '../../../../scripts/sql/dialects.ts';
import { foldedText, isFoldable } from '../../../../scripts/sql/fold.ts';
import { selectSql } from '../../../../scripts/sql/select.ts';
import { fold } from '../../../../src/core/category.ts';
import { runs } from '../../../proof.ts';
import { duckdbEngine, type Engine, postgresEngine } from './engines.ts';

const PIECES = [
  ...[
    'a',
    'B',
    'z',
    'É',
    'ñ',
    'Ü',
    'ß',
    'ø',
    'Σ',
    'ς',
    'Ж',
    'ё',
    'Ấ',
    'ǅ',
    'İ',
    '1',
    '23',
    '9',
    ' ',
    '  ',
    '_',
    '\t',
    '\n',
    '\u00a0',
    '-',
  ],
  ...[
    '–',
    '−',
    '.',
    ',',
    '/',
    ':',
    ';',
    "'",
    '’',
    '"',
    '·',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '+',
    '%',
    '\\',
    '$1',
    '東',
    'e\u0301',
    '²',
    '．',
  ],
];

/** Texts of letters, digits, separators and what SQL cannot fold, in any order. */
function texts(count: number): string[] {
  const random = randomSource(1);
  const piece = () => PIECES[Math.floor(random() * PIECES.length)]!;
  return Array.from({ length: count }, () => Array.from({ length: Math.floor(random() * 9) }, piece).join(''));
}

async function foldedBy({ dialect, rows }: Engine, values: readonly string[]): Promise<(string | null)[]> {
  const folding = dialect.folding!;
  const listed = values.map((value, k) => `SELECT ${k} AS n, ${dialect.text(value)} AS x`).join(' UNION ALL ');
  const sql = `SELECT CASE WHEN ${isFoldable('x', folding, dialect)} THEN ${foldedText('x', folding, dialect)} END AS folded FROM (${listed}) AS s ORDER BY n`;
  return (await rows(sql)).map(({ folded }) => folded as string | null);
}

test.each([
  ['DuckDB', duckdbEngine],
  ['Postgres', postgresEngine],
])('%s folds what it can as the core does', async (_, open) => {
  const values = texts(runs(5000));
  const folded = await foldedBy(await open(), values);
  const wrong = values.filter((value, k) => folded[k] !== null && folded[k] !== fold(value));
  expect(wrong).toEqual([]);
  expect(folded.filter((key) => key !== null).length).toBeGreaterThan(values.length / 4);
});

const CITY = {
  intercept: 0,
  classes: ['no', 'yes'] as [string, string],
  fields: [
    {
      name: 'city',
      type: 'category',
      description: '',
      vocabulary: ['La Serena', '<65', '東京'],
      unknown: 'reject',
      match: 'folded',
    },
  ] as const,
  features: [{ type: 'one-hot', field: 'city', coefficients: [1, 2, 3] }] as const,
};

async function problems(dialect: Dialect, engine: Engine, options: object): Promise<unknown[]> {
  const table =
    "(SELECT * FROM (VALUES (1, 'la-serena'), (2, 'La Serena'), (3, '>65'), (4, '< 65'), (5, '東京'), (6, '東 京')) AS v (n, city))";
  const artifact = { ...CITY, fields: [...CITY.fields], features: [...CITY.features] } as never;
  const rows = await engine.rows(
    `SELECT * FROM (${selectSql(artifact, { dialect, table, ...options })}) AS s ORDER BY n`,
  );
  return rows.map(({ yes }) => yes !== null);
}

test('categories match in their exact spelling, and folded only if asked', async () => {
  const engine = await duckdbEngine();
  expect(await problems(DIALECTS.duckdb, engine, {})).toEqual([false, true, false, false, true, false]);
  expect(await problems(DIALECTS.duckdb, engine, { fold: true })).toEqual([true, true, false, true, true, false]);
});

test.each(['sqlite', 'redshift'] as const)('%s refuses to fold', (name) => {
  const artifact = { ...CITY, fields: [...CITY.fields], features: [...CITY.features] } as never;
  expect(() => selectSql(artifact, { dialect: DIALECTS[name], table: 'x', fold: true })).toThrow(/cannot fold city/);
});

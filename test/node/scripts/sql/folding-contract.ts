import { expect, test } from 'vitest';
import { foldedText, isFoldable } from '../../../../scripts/sql/fold.ts';
import { selectSql } from '../../../../scripts/sql/select.ts';
import { fold } from '../../../../src/core/category.ts';
import { runs } from '../../../proof.ts';
import { category, scored } from './artifacts.ts';
import type { Engine } from './engines.ts';
import { texts } from './random-texts.ts';

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
  ],
  ...[
    '-',
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

const CITY = scored(
  [category('city', ['La Serena', '<65', '東京'], 'folded')],
  [{ type: 'one-hot', field: 'city', coefficients: [1, 2, 3] }],
);
const SPELLINGS = ['la-serena', 'La Serena', '>65', '< 65', '東京', '東 京'];

/** What holds in every database that can fold. */
export function foldingContract(open: () => Promise<Engine>): void {
  test('SQL folds what it can as the core does', async () => {
    const values = texts(runs(5000), PIECES);
    const folded = await foldedBy(await open(), values);
    expect(values.filter((value, k) => folded[k] !== null && folded[k] !== fold(value))).toEqual([]);
    expect(folded.filter((key) => key !== null).length).toBeGreaterThan(values.length / 4);
  });

  test('categories match in their exact spelling, and folded only if asked', async () => {
    const engine = await open();
    const isFound = async (fold: boolean) => {
      const listed = SPELLINGS.map((spelling, n) => `(${n}, '${spelling}')`).join(', ');
      const table = `(SELECT * FROM (VALUES ${listed}) AS v (n, city))`;
      const sql = selectSql(CITY, { dialect: engine.dialect, table, fold });
      return (await engine.rows(`SELECT late FROM (${sql}) AS s ORDER BY n`)).map(({ late }) => late !== null);
    };
    expect(await isFound(false)).toEqual([false, true, false, false, true, false]);
    expect(await isFound(true)).toEqual([true, true, false, true, true, false]);
  });
}

async function foldedBy({ dialect, rows }: Engine, values: readonly string[]): Promise<(string | null)[]> {
  const folding = dialect.folding!;
  const listed = dialect.table(
    [
      { name: 'n', type: 'integer' },
      { name: 'x', type: 'text' },
    ],
    values.map((value, k) => [String(k), dialect.text(value)]),
  );
  const folded = `CASE WHEN ${isFoldable('x', folding, dialect)} THEN ${foldedText('x', folding, dialect)} END`;
  return (await rows(`SELECT ${folded} AS folded FROM (${listed}) AS s ORDER BY n`)).map(
    (row) => row.folded as string | null,
  );
}

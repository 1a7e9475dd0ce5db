import { expect, test } from 'vitest';
import { report, summary } from '../../../../scripts/new-model/report.ts';
import { measured } from './columns.ts';
import { madeField, madeProposal } from './made-proposal.ts';

const FILES = ['models/test/model.json', 'models/test/rows.sql'];

test('report() says what was found, what was left out, and what to do next', () => {
  expect(report('test', FILES, madeProposal({ rowsWithoutTarget: 1200 }))).toBe(`\
flights.csv: 2,000 rows; 1,200 rows without a target are left out
target: y 1 (against 0): 500 rows, 25.0 %
time split: none; it needs exactly one date, and both classes before and after

field   type      AUC   values
──────  ────────  ────  ─────────────
colour  category  0.60  "blue", "red"
stars   integer   0.60  1 to 5
price   number    0.60  0.5 to 99

AUC is for the field on its own; 0.5 means no information.

left out  reason
────────  ──────────
y         the target

Vocabularies in model.json are closed: training stops at a value that is not listed, unless unknown values count as
"other". To take the categories from the data instead, delete the vocabulary.

Wrote models/test/model.json and models/test/rows.sql. Read them and change what you like. Then run

  npm run train -- test

add the route under [vars.ROUTES] in wrangler.toml, for each environment that serves the model, with the variant that
train recommends,

  test = "additive"

and run

  npm start
`);
});

test.each([
  [{ found: measured({ missing: 1200 }) }, '1,200 missing, a value of its own'],
  [{ rare: 3 }, '3 rarer than 10 rows, which count as "other"'],
  [{ match: 'exact' as const, whyExact: 'values have signs' }, 'matched exactly: values have signs'],
  [{ auc: 0.96 }, 'CHECK: would you know this value at prediction time?'],
  [{ remark: 'looks like numbers' }, 'CHECK: looks like numbers'],
])('report() remarks on a field with %j', (some, remark) => {
  const field = madeField({ name: 'colour', type: 'category', vocabulary: ['blue', 'red'], ...some });
  expect(report('test', FILES, madeProposal({ fields: [field] }))).toContain(`"blue", "red"; ${remark}\n`);
});

test('report() names the weight, says why a whole number is what it is, and what to check', () => {
  const fields = [
    madeField({
      name: 'age',
      type: 'number',
      why: 'an amount, by its name',
      found: measured({ minimum: 1, maximum: 9 }),
    }),
  ];
  const notes = ['1 of 2,000 rows are copies of other rows'];
  const text = report('test', FILES, madeProposal({ fields, notes, weight: { column: 'n', value: '"n"' } }));
  expect(text).toContain('\nweight: n, how often a row counts\ntime split');
  expect(text).toContain('1 to 9; an amount, by its name\n');
  expect(text).toContain('\nCHECK 1 of 2,000 rows are copies of other rows.\n');
});

test('report() counts the values of a long vocabulary', () => {
  const vocabulary = Array.from({ length: 1000 }, (_, k) => `town ${k}`);
  const fields = [madeField({ name: 'town', type: 'category', vocabulary })];
  expect(report('test', FILES, madeProposal({ fields }))).toContain('0.60  1,000 values\n');
});

test('report() says that an absolute path is useless to others, and what to write instead', () => {
  const text = report('test', FILES, madeProposal({ dataPath: '/home/me/flights.csv' }));
  expect(text).toContain('"data" is an absolute path, so others cannot reproduce the model. Put the file into .data/');
  expect(text).toContain('write only its name: "data": "flights.csv".');
  expect(report('test', FILES, madeProposal())).not.toContain('absolute');
});

test('summary() has the same for other programs', () => {
  expect(summary('test', FILES, madeProposal())).toMatchObject({
    model: 'test',
    files: FILES,
    data: 'flights.csv',
    target: { column: 'y', positive: '1' },
    rows: 2000,
    fields: [
      { name: 'colour', type: 'category', values: 2, missing: 0, auc: 0.6 },
      { name: 'stars', type: 'integer', values: 5 },
      { name: 'price', type: 'number' },
    ],
    leftOut: { y: 'the target' },
    split: null,
    next: { train: 'npm run train -- test', route: 'test = "additive"', start: 'npm start' },
  });
});

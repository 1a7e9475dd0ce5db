import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDefinition } from '../../../../../scripts/models/read-model.ts';
import { buildArtifact, summariseRows } from '../../../../../scripts/training/artifact/build-artifact.ts';
import { runFitJob } from '../../../../../scripts/training/fit-job.ts';
import { loadRows } from '../../../../../scripts/training/rows/load-rows.ts';
import { TEST } from '../../../../../scripts/training/rows/rows.ts';

const definition = (changes: object = {}) =>
  parseDefinition(
    JSON.stringify({
      title: 'Is it late?',
      data: 'data.csv',
      classes: ['no', 'yes'],
      fields: [
        { name: 'city', type: 'category' },
        { name: 'hour', type: 'integer', minimum: 0, maximum: 23 },
      ],
      variants: {
        a: {
          features: [
            { type: 'one-hot', field: 'city' },
            { type: 'one-hot', field: 'hour' },
          ],
        },
      },
      ...changes,
    }),
    'model.json',
  );

const QUERY = 'SELECT city, hour, late AS target FROM data';

function csv(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'rows-')), 'data.csv');
  writeFileSync(path, text);
  return path;
}

const load = (text: string, query = QUERY, changes: object = {}) => loadRows(definition(changes), query, csv(text), 1);

test('identical rows are grouped with their weights, in the order of their cells', async () => {
  const rows = await load('city,hour,late\nB,1,1\nA,2,0\nB,1,0\nA,2,0\n', `${QUERY};`);
  expect(rows.observations).toBe(4);
  const weight = rows.weight.reduce((sum, value) => sum + value, 0);
  expect(weight).toBe(4);
  expect(rows.fields[0]).toMatchObject({ vocabulary: ['A', 'B'] });
  const cities = [...rows.cells.get('city')!];
  expect(cities).toEqual([...cities].sort());
});

test('a column named weight counts a row that often', async () => {
  const query = 'SELECT city, hour, late AS target, n AS weight FROM data';
  const rows = await load('city,hour,late,n\nA,1,1,3\nA,1,0,5\n', query);
  expect(rows.weight.reduce((sum, value) => sum + value, 0)).toBe(8);
  expect(rows.positives.reduce((sum, value) => sum + value, 0)).toBe(3);
});

test('the random third depends on the seed and the row, not on the other rows', async () => {
  const lines = Array.from({ length: 300 }, (_, k) => `A,${k % 24},${k % 2},${k}`);
  const query = 'SELECT city, hour, late AS target, id AS split_key FROM data';
  const held = async (seed: number, some: string[]) => {
    const rows = await loadRows(definition(), query, csv(`city,hour,late,id\n${some.join('\n')}\n`), seed);
    return rows.weight.reduce((sum, value, r) => sum + (rows.randomSplit[r] === TEST ? value : 0), 0);
  };
  const all = await held(1, lines);
  const halves = (await held(1, lines.slice(0, 150))) + (await held(1, lines.slice(150)));
  expect(halves).toBe(all);
  expect(all).toBeGreaterThan(70);
  expect(all).toBeLessThan(130);
  expect(await held(2, lines)).not.toBe(all);
});

/** Flights of a few days; identical rows occur on several days. */
function flights(): string {
  const lines = Array.from({ length: 400 }, (_, k) => {
    return `${k % 3 ? 'A' : 'B'},${k % 4},${k % 5 === 0 ? 1 : 0},2001-05-${10 + ((k * 7) % 11)},${k % 2 ? 0.1 : 0.7}`;
  });
  return `city,hour,late,date,n\n${lines.join('\n')}\n`;
}

test('a column named cluster changes neither groups nor random third, and its members add up to the groups', async () => {
  const weighted = QUERY.replace(' FROM', ', n AS weight FROM');
  const plain = await load(flights(), weighted);
  expect(plain.clusters).toBeUndefined();
  const { clusters, ...rows } = await load(flights(), weighted.replace(' FROM', ', day(date) AS cluster FROM'));
  expect(rows).toEqual(plain);
  const { by, count, start, cluster, weight, positives } = clusters!;
  expect([by, count, start.length, start.at(-1)]).toEqual([
    'the column "cluster" of rows.sql',
    11,
    rows.weight.length + 1,
    cluster.length,
  ]);
  expect(cluster.length).toBeGreaterThan(rows.weight.length);
  for (let r = 0; r < rows.weight.length; r++) {
    const members = Array.from({ length: start[r + 1]! - start[r]! }, (_, k) => start[r]! + k);
    expect(new Set(members.map((m) => cluster[m])).size).toBe(members.length);
    expect(members.reduce((sum, m) => sum + weight[m]!, 0)).toBeCloseTo(rows.weight[r]!, 10);
    expect(members.reduce((sum, m) => sum + positives[m]!, 0)).toBeCloseTo(rows.positives[r]!, 10);
  }
});

test('the day is the cluster, whether a date or the fields of the time split say it', async () => {
  const fields = [
    { name: 'city', type: 'category' },
    { name: 'month', type: 'integer' },
    { name: 'day', type: 'integer' },
  ];
  const variants = { a: { features: [{ type: 'one-hot', field: 'city' }] } };
  const query = 'SELECT city, month(date) AS month, day(date) AS day, late AS target FROM data';
  const time = { train: 'day < 15', test: 'day >= 15', order: ['month', 'day'] };
  const ofFields = await load(flights(), query, { fields, variants, splits: { time } });
  const ofDate = await load(flights(), query.replace(' FROM', ', date FROM'), { fields, variants });
  expect([ofFields.clusters!.by, ofDate.clusters!.by]).toEqual(['day (month, day)', 'day (date)']);
  for (const { cells, weight, clusters } of [ofFields, ofDate]) {
    expect(clusters).toMatchObject({ count: 11, weight, cluster: Uint32Array.from(cells.get('day')!) });
  }
});

test('dates in a column split_time order rows by day, and keep rows of different days apart', async () => {
  const query = QUERY.replace(' FROM', ', date AS split_time FROM');
  const time = { train: "split_time < DATE '2024-01-15'", test: "split_time >= DATE '2024-01-15'" };
  const rows = await load(
    'city,hour,late,date\nA,1,1,2024-01-03\nA,1,0,2024-01-03\nA,1,1,2024-01-04\nB,2,0,2024-02-01\nB,2,1,\n',
    query,
    { splits: { time } },
  );
  const day = (text: string) => Date.parse(text) / 86_400_000;
  expect([...rows.time!].filter((one) => one > 0).sort((a, b) => a - b)).toEqual(
    ['2024-01-03', '2024-01-04', '2024-02-01'].map(day),
  );
  expect(rows.observations).toBe(5);
  expect(Array.from(rows.time!, (one, r) => one > 0 || rows.timeSplit[r] === 0)).not.toContain(false);
});

test('rows without a cluster are one cluster', async () => {
  const query = QUERY.replace(' FROM', ', id AS cluster FROM');
  const { clusters } = await load('city,hour,late,id\nA,1,1,\nA,1,0,7\nB,2,1,\nB,2,0,8\n', query);
  expect(clusters).toMatchObject({ count: 3, cluster: Uint32Array.of(0, 1, 0, 2) });
});

test.each([
  ['an empty file', 'city,hour,late\n', QUERY, /selects no rows/],
  ['a constant target', 'city,hour,late\nA,1,0\nB,2,0\n', QUERY, /target of rows.sql is 0 in all 2 rows/],
  ['a target that is neither 0 nor 1', 'city,hour,late\nA,1,0\nB,2,7\n', QUERY, /neither 0 nor 1 in 1 of 2 rows/],
  ['a NULL in a field', 'city,hour,late\nA,1,0\n,2,1\n', QUERY, /column city of rows.sql is NULL .* in 1 rows/],
  ['a NULL target', 'city,hour,late\nA,1,0\nB,2,\n', QUERY, /column target of rows.sql is NULL .* in 1 rows/],
  [
    'a NaN weight',
    'city,hour,late\nA,1,0\n',
    `${QUERY.replace(' FROM', ", 'nan'::DOUBLE AS weight FROM")}`,
    /column weight/,
  ],
  [
    'a weight of zero',
    'city,hour,late\nA,1,0\n',
    QUERY.replace(' FROM', ', 0 AS weight FROM'),
    /weight .* not above 0/,
  ],
  [
    'a field that the query does not select',
    'city,hour,late\nA,1,0\n',
    'SELECT city, late AS target FROM data',
    /has no column hour/,
  ],
  [
    'arithmetic with a column that has the name of a category',
    'city,hour,late\n10,1,0\n',
    QUERY.replace('city', 'floor(city / 10)::VARCHAR AS city'),
    /^rows.sql: Binder Error: .*VARCHAR.*; city: text, because a category field has this name. CAST makes/,
  ],
  ['a query that does not parse', 'city,hour,late\nA,1,0\n', 'SELEKT 1', /^rows.sql: Parser Error/],
  [
    'a category that is a number',
    'city,hour,late\n1,1,0\n',
    QUERY.replace('city', 'hour AS city'),
    /column city of rows.sql is BIGINT.*cast it/,
  ],
  [
    'a target that is text',
    'city,hour,late\nA,1,No\nB,2,Yes\n',
    QUERY,
    /target .* is VARCHAR, such as "Yes": expected 0/,
  ],
  [
    'a weight that is text',
    'city,hour,late,n\nA,1,0,one\nB,2,1,two\n',
    QUERY.replace(' FROM', ', n AS weight FROM'),
    /weight .* is VARCHAR, such as "two": expected a number above 0/,
  ],
  [
    'an integer beyond 2^53',
    'city,hour,late\nA,1,0\nB,2,1\n',
    QUERY.replace('hour', '(9007199254740992 + hour) AS hour'),
    /hour: the data go from .* integers go to 2\^53; CAST/,
  ],
  [
    'a value outside of its range',
    'city,hour,late\nA,24,0\nB,1,1\n',
    QUERY,
    /hour: the data go from 1 to 24.*allows 0 to 23/,
  ],
  [
    'categories that fold to the same text',
    'city,hour,late\nLa Serena,1,0\nLaSerena,2,1\n',
    QUERY,
    /"La Serena" and "LaSerena" differ only/,
  ],
])('%s is refused with its reason', async (_, text, query, reason) => {
  await expect(load(text, query)).rejects.toThrow(reason);
});

test('a value outside a listed vocabulary is refused by name', async () => {
  const fields = [
    { name: 'city', type: 'category', vocabulary: ['A'] },
    { name: 'hour', type: 'integer' },
  ];
  await expect(load('city,hour,late\nA,1,0\nB,2,1\n', QUERY, { fields })).rejects.toThrow(
    /city: the data have "B", which its vocabulary/,
  );
});

test('a file that is not there, or not data, is refused by name', async () => {
  await expect(loadRows(definition(), QUERY, 'nowhere.csv', 1)).rejects.toThrow(/nowhere\.csv/);
  await expect(loadRows(definition(), QUERY, 'README.md', 1)).rejects.toThrow(
    /expected \.csv, \.tsv, \.parquet or \.json/,
  );
});

test('perfect separation and a category that appears once give finite coefficients', async () => {
  const lines = Array.from({ length: 50 }, (_, k) => (k < 25 ? `A,${k % 24},0` : `B,${k % 24},1`));
  const rows = await load(`city,hour,late\n${lines.join('\n')}\nC,5,1\n`);
  const job = { model: 'm', name: 'a', variant: definition().variants.a!, rows, seed: 1 };
  const fitted = runFitJob(job).fitted!;
  expect(fitted.trained.gradient).toBeLessThanOrEqual(1e-9);
  const about = { model: 'm', variant: 'a', query: QUERY };
  const artifact = buildArtifact(about, definition(), summariseRows(rows), {
    fitted,
    evaluation: [],
    inputs: [{ city: 'A', hour: 5 }],
  });
  const coefficients = artifact.features.flatMap((feature) => feature.coefficients as number[]);
  expect(coefficients.every(Number.isFinite)).toBe(true);
});

test('values with quotes, commas and other alphabets stay what they are', async () => {
  const rows = await load('city,hour,late\n"O\'Hare, ""x""",1,0\nÑuñoa,2,1\nA,2,1\n');
  expect(rows.fields[0]).toMatchObject({ vocabulary: ['A', 'O\'Hare, "x"', 'Ñuñoa'] });
});

const GAPS = 'city,hour,size,late\nA,1,0.5,1\n,2,,0\nB,,1.5,0\nA,1,,1\n';
const GAP_FIELDS = [
  { name: 'city', type: 'category', missing: 'own' },
  { name: 'hour', type: 'integer', missing: 'own' },
  { name: 'size', type: 'number', missing: 'own' },
];

test('an empty value of a field that may be missing has a cell of its own', async () => {
  const query = QUERY.replace('hour', 'hour, size');
  const { fields, cells, weight } = await load(GAPS, query, { fields: GAP_FIELDS });
  expect(fields).toMatchObject([
    { vocabulary: ['A', 'B'], missing: 'own' },
    { minimum: 1, maximum: 2, missing: 'own' },
    { minimum: 0.5, maximum: 1.5, edges: [1], missing: 'own' },
  ]);
  const rows = Array.from(weight, (_, r) => fields.map(({ name }) => cells.get(name)![r]!));
  expect(rows.toSorted()).toEqual(
    [
      [0, 0, 0.5],
      [2, 1, Infinity],
      [1, 2, 1.5],
      [0, 0, Infinity],
    ].toSorted(),
  );
  await expect(load(GAPS, query, { fields: GAP_FIELDS.map(({ missing: _, ...field }) => field) })).rejects.toThrow(
    'column city of rows.sql is NULL or not a finite number in 1 rows; leave these rows out with WHERE, or replace the ' +
      'values with COALESCE, or set "missing": "own" for this field in model.json',
  );
});

test('members of clusters find their groups, also with missing values', async () => {
  const query = QUERY.replace('hour', 'hour, size').replace(' FROM', ', size > 1 AS cluster FROM');
  const { weight, clusters } = await load(GAPS, query, { fields: GAP_FIELDS });
  expect([weight.length, clusters!.cluster.length, clusters!.start.at(-1)]).toEqual([4, 4, 4]);
});

test('rows of a rare category have the cell that stands for all of them', async () => {
  const lines = Array.from({ length: 30 }, (_, k) => `${k < 28 ? 'AB'[k % 2] : `Ana ${k}`},${k % 24},${k % 3 ? 1 : 0}`);
  const rows = await loadRows(definition(), QUERY, csv(`city,hour,late\n${lines.join('\n')}\n`), 1, 10);
  expect(rows.fields[0]).toMatchObject({ vocabulary: ['A', 'B', 'other'], other: 'other' });
  const inOther = rows.weight.reduce((sum, weight, r) => sum + (rows.cells.get('city')![r] === 2 ? weight : 0), 0);
  expect(inOther).toBe(2);
});

test('a category with a NUL character is a category', async () => {
  const rows = await load('city,hour,late\nA\0B,1,0\nC,2,1\n');
  expect(rows.fields[0]).toMatchObject({ vocabulary: ['A\0B', 'C'] });
});

test('columns may have any name, also one that queries over the rows use themselves', async () => {
  const names = ['rows', 'f1', 'total', 'random_split', 'named', 'weight_', 'value'];
  const fields = names.map((name) => ({ name, type: 'integer' }));
  const variants = { a: { features: [{ type: 'one-hot', field: 'rows' }] } };
  const lines = Array.from({ length: 400 }, (_, k) => `${names.map((_, n) => (k >> n) % 3).join(',')},${k % 2}`);
  const query = `SELECT ${names.map((name) => `"${name}"`).join(', ')}, late AS target FROM data`;
  const rows = await load(`${names.join(',')},late\n${lines.join('\n')}\n`, query, { fields, variants });
  const held = rows.weight.reduce((sum, weight, r) => sum + (rows.randomSplit[r] === TEST ? weight : 0), 0);
  expect(Math.abs(held / 400 - 1 / 3)).toBeLessThan(0.1);
  expect(rows.fields.map(({ name }) => name)).toEqual(names);
});

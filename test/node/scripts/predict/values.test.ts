import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { literal, openDatabase } from '../../../../scripts/data-file/database.ts';
import { predictFiles } from '../../../../scripts/predict/predict-files.ts';
import type { Artifact, Field } from '../../../../src/core/artifact.ts';

const CITY: Field = {
  name: 'city',
  type: 'category',
  description: '',
  vocabulary: ['Lima', 'Quito'],
  unknown: 'reject',
  match: 'folded',
  missing: 'own',
};
const AGE: Field = { name: 'age', type: 'integer', description: '', minimum: 0, maximum: 2, missing: 'own' };
const WHEN: Field = { name: 'when', type: 'timestamp', description: '', zone: 'America/Santiago', missing: 'own' };

/** A variant whose log-odds tell the cells: tenths of the city, ones of the age, tenths of the hour; the last of each if it is missing. */
function variant(...fields: Field[]): Artifact {
  const coefficients: Record<string, number[]> = {
    city: [0.1, 0.2, 0.3],
    age: [1, 2, 3, 4],
    when: Array.from({ length: 25 }, (_, hour) => 0.1 * hour),
  };
  const features = fields.map(({ name, type }) => {
    const part = type === 'timestamp' ? { part: 'hour' } : {};
    return { type: 'one-hot', field: name, ...part, coefficients: coefficients[name]! };
  });
  return { model: 'm', variant: 'v', intercept: 0, classes: ['no', 'yes'], fields, features } as unknown as Artifact;
}

/** Answers a file; returns the log-odds of the rows that are answered, rounded, and the problems of the others. */
async function answered(artifact: Artifact, path: string, missing?: readonly string[]) {
  const output = join(path, '..', 'out.json');
  const { refused } = await predictFiles(artifact, undefined, { inputs: [path], output, details: {}, missing });
  const read = (file: string): Record<string, string | number>[] => JSON.parse(readFileSync(file, 'utf8'));
  return {
    logOdds: read(output).map(({ yes }) => Number(Math.log(Number(yes) / (1 - Number(yes))).toFixed(6))),
    problems: refused > 0 ? read(`${output}.refused`).map(({ problem }) => problem) : [],
  };
}

function file(name: string, contents = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  if (contents !== '') writeFileSync(path, contents);
  return path;
}

async function parquet(select: string): Promise<string> {
  const path = file('in.parquet');
  const connection = await openDatabase();
  await connection.run(`COPY (${select}) TO ${literal(path)}`);
  connection.closeSync();
  return path;
}

test('nothing is a missing value, and usual marks are in a number; in a category they are names', async () => {
  const path = file('in.csv', 'city,age\nLima,0\n,NA\nquito,-\nNA,1\nLima,nan\nLima,x\n');
  expect(await answered(variant(CITY, AGE), path)).toEqual({
    logOdds: [1.1, 4.3, 4.2, 4.1],
    problems: [
      expect.stringContaining('city is "NA", which is not one of its 2 categories'),
      expect.stringContaining('age is "x": expected an integer'),
    ],
  });
});

test('with marks in model.json, these are missing everywhere, and the usual ones nowhere', async () => {
  const path = file('in.csv', 'city,age\n-99,-99\nLima,NA\n');
  expect(await answered(variant(CITY, AGE), path, ['-99'])).toEqual({
    logOdds: [4.3],
    problems: [expect.stringContaining('age is "NA": expected an integer')],
  });
  const typed = await parquet(`SELECT 'Lima' AS city, -99 AS age`);
  expect((await answered(variant(CITY, AGE), typed, ['-99'])).logOdds).toEqual([4.1]);
});

test('a field that may be missing needs no column', async () => {
  expect((await answered(variant(CITY, AGE), file('in.csv', 'city,more\nLima,1\n'))).logOdds).toEqual([4.1]);
});

test('NaN and infinity in a typed column are missing, and null in JSON, which has neither; a number beyond its range counts as the nearest', async () => {
  const path = await parquet(`SELECT 'Lima' AS city, unnest(['NaN'::DOUBLE, 'inf'::DOUBLE, 5, NULL, 1]) AS age`);
  expect((await answered(variant(CITY, AGE), path)).logOdds).toEqual([4.1, 4.1, 3.1, 4.1, 2.1]);
});

test('times may be texts, dates, and timestamps with and without a zone', async () => {
  const texts = file('in.csv', 'when\n2027-02-05T18:00\n2027-02-05T18:00:00Z\n2027-02-05\nNA\n');
  expect((await answered(variant(WHEN), texts)).logOdds).toEqual([1.8, 1.5, 0, 2.4]);
  const local = await parquet(`SELECT TIMESTAMP '2027-02-05 18:30:00' AS when`);
  expect((await answered(variant(WHEN), local)).logOdds).toEqual([1.8]);
  const instant = await parquet(`SELECT TIMESTAMPTZ '2027-02-05 18:30:00+00' AS when`);
  expect((await answered(variant(WHEN), instant)).logOdds).toEqual([1.5]);
  const day = await parquet(`SELECT DATE '2027-02-05' AS when`);
  expect((await answered(variant(WHEN), day)).logOdds).toEqual([0]);
  const beyond = await parquet(`SELECT TIMESTAMP '2200-01-01 00:00:00' AS when`);
  expect((await answered(variant(WHEN), beyond)).problems).toEqual([
    expect.stringContaining('when is "2200-01-01T00:00:00": expected a time from 1900 to 2099'),
  ]);
});

test('a field may have any name, also one that SQL of ours has', async () => {
  for (const name of ['p', 'q', 'a', 'v', 'k', 't', 'rows', 'source', 'probability', 'original 0']) {
    const field: Field = { ...CITY, name, vocabulary: ['Lima', ...'abcdefghi'] };
    const artifact = variant({ ...AGE, name: 'age' });
    const features = [
      ...artifact.features,
      { type: 'one-hot', field: name, coefficients: Array.from({ length: 11 }, (_, k) => 0.1 * k) },
    ] as Artifact['features'];
    const path = file('in.csv', `${name},age,p2\nlima,1,x\nb,2,y\n`);
    const both = { ...artifact, fields: [field, ...artifact.fields], features };
    expect((await answered(both, path)).logOdds).toEqual([2, 3.2]);
  }
});

test('a category of another type is its text', async () => {
  const codes: Field = { ...CITY, vocabulary: ['1', '2'] };
  const path = await parquet('SELECT unnest([1, 2, 3]) AS city');
  const { logOdds, problems } = await answered(variant(codes), path);
  expect([logOdds, problems.length]).toEqual([[0.1, 0.2], 1]);
});

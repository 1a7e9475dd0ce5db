import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { execute, openDatabase } from '../../../../../scripts/data-file/database.ts';
import { requireParity } from '../../../../../scripts/import/parity.ts';
import { readSpark } from '../../../../../scripts/import/spark/read-spark.ts';
import { spark } from '../../../../../scripts/import/spark/source.ts';
import { asAsked, distance, orNull, readAnswers } from '../../../../import/answers.ts';

const FIXTURES = 'test/import/spark/fixtures';

test.each(['kept', 'multinomial', 'formula'])(
  'readSpark(%s): the numbers of the files, step by step, and what is made of them give the probabilities of Spark',
  async (name) => {
    const read = await readSpark(join(FIXTURES, name));
    const answers = readAnswers(join(FIXTURES, `${name}.ndjson`));
    const stepByStep = orNull(read.probability);
    const differences = answers.map(({ row, probability }) =>
      distance(stepByStep(asAsked(row, read.model)), probability),
    );
    expect(answers.length).toBeGreaterThan(50);
    expect(Math.max(...differences)).toBeLessThan(1e-12);
    expect(requireParity(read, name)).toBeLessThan(1e-12);
  },
);

test('readSpark: classes, source and fields are those of the pipeline', async () => {
  const { model } = await readSpark(join(FIXTURES, 'kept'));
  expect(model.classes).toEqual(['no', 'yes']);
  expect(model.source).toBe('Spark 4.3.0');
  const fields = model.fields.map(({ name, type, missing }) => `${name}: ${type}${missing ? ', may be missing' : ''}`);
  expect(fields).toEqual([
    'airline: category, may be missing',
    'kind: category, may be missing',
    'hour: integer',
    'distance: number, may be missing',
    'offset: number',
  ]);
});

/** A copy of a fixture, in which a text of the metadata of a stage is another one. */
function changed(name: string, stage: string, from: string | RegExp, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'spark-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(FIXTURES, name), folder, { recursive: true });
  const paths = globSync(join(folder, `**/${stage}/metadata/part-*`));
  const matching = paths.filter((path) => readFileSync(path, 'utf8').match(from));
  expect(matching).not.toEqual([]);
  for (const path of matching) writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  return folder;
}

test.each([
  [
    '*StandardScaler*',
    'feature.StandardScalerModel',
    'feature.PCAModel',
    /^PCAModel StandardScaler_\w+ cannot be imported; expected one of StringIndexerModel,/,
  ],
  [
    '*Bucketizer*',
    '"-Inf"',
    '0.0',
    /^Bucketizer Bucketizer_\w+ fails for numbers beyond its splits; expected splits from -Infinity/,
  ],
  [
    '*Imputer*',
    '"missingValue":"NaN"',
    '"missingValue":-1',
    /^ImputerModel Imputer_\w+ has missingValue -1; expected NaN$/,
  ],
  [
    '*OneHotEncoder*',
    '"dropLast":true',
    '"dropLast":"yes"',
    /^OneHotEncoderModel OneHotEncoder_\w+ has dropLast "yes": /,
  ],
  [
    '*VectorAssembler*',
    /"inputCols":\["av"/,
    '"inputCols":["kv"',
    /has \d+ coefficients, and features has \d+ numbers$/,
  ],
  ['*LogisticRegression*', 'LogisticRegressionModel', 'NaiveBayesModel', /has no stage LogisticRegressionModel$/],
  [
    '.',
    /"stageUids":\["\w+"/,
    '"stageUids":["../../../etc"',
    /^PipelineModel PipelineModel_\w+ has no folder for its stage \.\.\/\.\.\/\.\.\/etc$/,
  ],
  ['.', /^\{/, '[', /is not JSON/],
])('readSpark refuses %s with %s → %s by name', async (stage, from, to, message) => {
  await expect(readSpark(changed('kept', stage, from, to))).rejects.toThrow(message);
});

test('readSpark refuses data that are not those of the stage', async () => {
  const folder = changed('kept', '*Imputer*', 'Imputer', 'Imputer');
  for (const path of globSync(join(folder, 'stages/*LogisticRegression*/data/*.parquet'))) {
    const [other] = globSync(join(folder, 'stages/*Imputer*/data/*.parquet'));
    cpSync(other!, path);
  }
  await expect(readSpark(folder)).rejects.toThrow(/^LogisticRegressionModel \w+ has data that cannot be read: /);
  for (const path of globSync(join(folder, 'stages/*LogisticRegression*/data/*.parquet'))) writeFileSync(path, 'PAR1');
  await expect(readSpark(folder)).rejects.toThrow(/LogisticRegression_\w+: /);
});

test('a Spark pipeline is known by its metadata, not by its name', async () => {
  expect(await spark.recognises(join(FIXTURES, 'kept'))).toBe(true);
  expect(await spark.recognises('models')).toBe(false);
  expect(await spark.recognises('package.json')).toBe(false);
});

test.each([
  [
    'OneHotEncoder',
    'SELECT [1000000000, 3, 24]::INTEGER[] AS "categorySizes"',
    /has 1000000000 categories for a; expected at most 100000$/,
  ],
  [
    'StringIndexer',
    `SELECT [['a' FOR i IN range(2000000)]] AS "labelsArray"`,
    /has 2000000 values in \d+ bytes; expected at most 1000000 in/,
  ],
  ['Imputer', "SELECT 'NaN'::DOUBLE AS distance", /has data that cannot be read: distance: /],
  ['Imputer', 'SELECT 1.0::DOUBLE AS distance FROM range(5)', /does not have one row of data$/],
])('readSpark refuses data of %s from a stranger: %s', async (stage, sql, message) => {
  const folder = changed('kept', `*${stage}*`, 'sparkVersion', 'sparkVersion');
  const [path] = globSync(join(folder, `stages/*${stage}*/data/*.parquet`)).sort();
  const connection = await openDatabase();
  await execute(connection, `COPY (${sql}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  await expect(readSpark(folder)).rejects.toThrow(message);
});

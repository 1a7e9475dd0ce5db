import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readArtifact } from '../../../../scripts/models/artifacts.ts';
import { readModel } from '../../../../scripts/models/read-model.ts';
import { meanAnswer } from '../../../../scripts/recalibrate/intercept-shift.ts';
import { readOutcomes } from '../../../../scripts/recalibrate/read-outcomes.ts';
import { recalibratedArtifact } from '../../../../scripts/recalibrate/recalibrated-artifact.ts';
import type { Artifact } from '../../../../src/core/artifact.ts';

const { definition } = readModel('delay');
const ROW = '3,2,9,Grupo LATAM,N,LaSerena,Viernes';

function temporaryFile(name: string, text: string): string {
  mkdirSync('.build', { recursive: true });
  const folder = mkdtempSync(join('.build', 'recalibration-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('readOutcomes() scores rows of fields with the fitted intercept, whatever the shift is now', async () => {
  const path = temporaryFile(
    'rows.csv',
    `DIA-I,MES-I,HORA-I,OPERA,TIPOVUELO,SIGLADES,DIANOM,outcome\n${ROW},1\n${ROW},0\n`,
  );
  const artifact = readArtifact('models/delay/one-hot.json');
  const plain = await readOutcomes(path, artifact, definition);
  const shifted = await readOutcomes(
    path,
    recalibratedArtifact(artifact, { shift: 0.5, rows: 1, positives: 0 }),
    definition,
  );
  expect(shifted).toEqual(plain);
  expect([...plain.positives]).toEqual([1, 0]);
});

test('readOutcomes() takes probabilities as answers of the current artifact', async () => {
  const path = temporaryFile('answers.csv', 'probability,target\n0.2,1\n0.5,0\n');
  const artifact = recalibratedArtifact(readArtifact('models/delay/one-hot.json'), {
    shift: 0.5,
    rows: 1,
    positives: 0,
  });
  const found = await readOutcomes(path, artifact, definition);
  expect(meanAnswer({ ...found, logit: found.logit.map((z) => z + 0.5) })).toBeCloseTo(0.35, 12);
});

test.each([
  ['no outcome', 'probability\n0.2\n', 'has no column outcome or target'],
  ['neither fields nor probabilities', 'OPERA,outcome\nA,1\n', 'missing: DIA-I, MES-I'],
  ['an outcome that is neither 0 nor 1', 'probability,outcome\n0.2,2\n', 'row 1: outcome is 2: expected 0 or 1'],
  [
    'a probability above 1',
    'probability,outcome\n0.2,1\n7.5,1\n',
    'row 2: probability is 7.5: expected a number from 0 to 1',
  ],
  [
    'a value that the model does not know',
    `DIA-I,MES-I,HORA-I,OPERA,TIPOVUELO,SIGLADES,DIANOM,outcome\n${ROW.replace('3,', '32,')},1\n`,
    'row 1: DIA-I is 32: expected an integer from 1 to 31',
  ],
])('readOutcomes() refuses a file with %s, naming the place', async (_, csv, sentence) => {
  const path = temporaryFile('outcomes.csv', csv);
  await expect(readOutcomes(path, readArtifact('models/delay/one-hot.json'), definition)).rejects.toThrow(sentence);
});

test.each([
  [
    'fields of the day',
    `DIA-I,MES-I,probability,outcome\n1,2,0.1,0\n2,2,0.1,1\n1,2,0.1,0\n`,
    'day (MES-I, DIA-I)',
    ['2-1', '2-2'],
  ],
  [
    'a column of dates',
    'seen,id,probability,outcome\n2024-02-01,7,0.1,0\n2024-02-02T10:00:00,8,0.1,1\n2024-02-01,9,0.1,0\n',
    'day (seen)',
    ['2024-02-01', '2024-02-02'],
  ],
  [
    'a column cluster',
    'cluster,seen,probability,outcome\na,2024-02-01,0.1,0\nb,2024-02-01,0.1,1\na,2024-02-02,0.1,0\n',
    'the column "cluster"',
    ['a', 'b'],
  ],
])('readOutcomes() knows clusters from %s', async (_, csv, by, names) => {
  const path = temporaryFile('outcomes.csv', csv);
  const { clusters } = await readOutcomes(path, readArtifact('models/delay/one-hot.json'), definition);
  expect(clusters).toEqual({ by, count: 2, of: Uint32Array.of(0, 1, 0), names });
});

test.each([
  ['two columns of dates', 'seen,sent,probability,outcome\n2024-02-01,2024-02-01,0.1,0\n2024-02-02,2024-02-03,0.1,1\n'],
  ['no date', 'id,probability,outcome\n1,0.1,0\n2,0.1,1\n'],
  ['a single day', 'seen,probability,outcome\n2024-02-01,0.1,0\n2024-02-01,0.1,1\n'],
])('readOutcomes() of a file with %s has no clusters', async (_, csv) => {
  const path = temporaryFile('outcomes.csv', csv);
  expect(await readOutcomes(path, readArtifact('models/delay/one-hot.json'), definition)).not.toHaveProperty(
    'clusters',
  );
});

test('readOutcomes() takes marks of missing values as training does: the usual ones in numbers, or those of model.json', async () => {
  const definition = {
    fields: [
      { name: 'x', type: 'number', description: '', missing: 'own' },
      { name: 'k', type: 'category', description: '', unknown: 'reject', match: 'exact', missing: 'own' },
    ],
    splits: {},
  } satisfies Parameters<typeof readOutcomes>[2];
  const artifact = {
    ...readArtifact('models/delay/one-hot.json'),
    intercept: 0,
    fields: [
      { name: 'x', type: 'number', description: '', edges: [5], missing: 'own' },
      {
        name: 'k',
        type: 'category',
        description: '',
        vocabulary: ['NA', 'b'],
        unknown: 'reject',
        match: 'exact',
        missing: 'own',
      },
    ],
    features: [
      { type: 'one-hot', field: 'x', coefficients: [1, 2, 4] },
      { type: 'one-hot', field: 'k', coefficients: [10, 20, 40] },
    ],
  } as Artifact;
  const path = temporaryFile('outcomes.csv', 'x,k,outcome\n1,NA,1\nn/a,b,0\n7,,0\n');
  expect([...(await readOutcomes(path, artifact, definition)).logit]).toEqual([11, 24, 42]);
  const named = temporaryFile('named.csv', 'x,k,outcome\n1,NA,1\n-99,b,0\n7,?,0\n');
  const marked = await readOutcomes(named, artifact, { ...definition, missing: ['-99', '?'] });
  expect([...marked.logit]).toEqual([11, 24, 42]);
});

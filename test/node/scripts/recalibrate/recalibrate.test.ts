import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import { artifactErrors } from '../../../../scripts/models/artifact-errors.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { readArtifact } from '../../../../scripts/models/artifacts.ts';
import {
  interceptShift,
  meanAnswer,
  type Outcomes,
  PRIOR_DEVIATION,
  periodsOf,
  recalibrateInOrder,
} from '../../../../scripts/recalibrate/intercept-shift.ts';
import { readOutcomes } from '../../../../scripts/recalibrate/read-outcomes.ts';
import { recalibratedArtifact } from '../../../../scripts/recalibrate/recalibrated-artifact.ts';
import { parseArtifact } from '../../../../src/core/check.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

/** Answers of a model that is right but for `drift` in the log-odds of everything. */
function outcomes(count: number, drift: number, seed: number): Outcomes {
  const random = randomSource(seed);
  const logit = Float64Array.from({ length: count }, () => normal(random) - 1.5);
  const positives = logit.map((z) => (random() < sigmoid(z + drift) ? 1 : 0));
  return { logit, positives, weight: new Float64Array(count).fill(1) };
}

function temporaryFile(name: string, text: string): string {
  mkdirSync('.build', { recursive: true });
  const folder = mkdtempSync(join('.build', 'recalibration-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('interceptShift finds a drift of the log-odds from many outcomes, within three of its deviations', () => {
  for (const drift of [-0.7, 0, 0.4, 2]) {
    const { shift, deviation } = interceptShift(outcomes(20_000, drift, 5));
    expect(Math.abs(shift - drift)).toBeLessThan(3 * deviation);
  }
});

test('interceptShift is where the slope of likelihood and prior is 0', () => {
  const found = outcomes(300, 0.5, 6);
  const { shift } = interceptShift(found);
  const gap = found.logit.reduce((sum, z, r) => sum + found.positives[r]! - sigmoid(z + shift), 0);
  expect(gap).toBeCloseTo(shift / PRIOR_DEVIATION ** 2, 8);
});

test('interceptShift: few outcomes move it little, none not at all', () => {
  const five = {
    logit: new Float64Array(5).fill(-1.5),
    weight: new Float64Array(5).fill(1),
    positives: new Float64Array(5).fill(1),
  };
  expect(interceptShift(five).shift).toBeGreaterThan(0);
  expect(interceptShift(five).shift).toBeLessThan(0.85);
  const none = { logit: new Float64Array(), weight: new Float64Array(), positives: new Float64Array() };
  expect(interceptShift(none)).toEqual({ shift: 0, deviation: PRIOR_DEVIATION });
});

test('interceptShift: a group of weight w counts as w rows', () => {
  const grouped = { logit: Float64Array.of(-1), weight: Float64Array.of(4), positives: Float64Array.of(3) };
  const single = {
    logit: new Float64Array(4).fill(-1),
    weight: new Float64Array(4).fill(1),
    positives: Float64Array.of(1, 1, 0, 1),
  };
  expect(interceptShift(grouped).shift).toBeCloseTo(interceptShift(single).shift, 12);
});

test('recalibrateInOrder answers a period from the periods before it alone', () => {
  const periods = Array.from({ length: 4 }, (_, t) => outcomes(200, 0.5, t));
  const { periods: found } = recalibrateInOrder(periods);
  expect(found[0]!.shift).toBe(0);
  const changed = [...periods.slice(0, 3), outcomes(200, 3, 9)];
  expect(recalibrateInOrder(changed).periods.map(({ shift }) => shift)).toEqual(found.map(({ shift }) => shift));
});

test('recalibrateInOrder: after a lasting drift, answers come back to the observed rate and log loss falls', () => {
  const periods = Array.from({ length: 10 }, (_, t) => outcomes(2000, 0.8, t));
  const { periods: found, plain, shifted } = recalibrateInOrder(periods);
  const gap = ({ observed }: { observed: number }, answer: number) => Math.abs(observed - answer);
  for (const period of found.slice(1)) expect(gap(period, period.shifted)).toBeLessThan(gap(period, period.plain) / 2);
  expect(shifted.logLoss).toBeLessThan(plain.logLoss);
  expect(shifted.calibrationError).toBeLessThan(plain.calibrationError / 2);
});

test('recalibrateInOrder: without drift it costs next to nothing', () => {
  const { plain, shifted } = recalibrateInOrder(Array.from({ length: 10 }, (_, t) => outcomes(500, 0, t + 20)));
  expect(shifted.logLoss - plain.logLoss).toBeLessThan(0.001);
});

test('recalibrateInOrder: a short window follows a slow drift more closely than all of the past', () => {
  const periods = Array.from({ length: 20 }, (_, t) => outcomes(1000, t / 10, t));
  expect(recalibrateInOrder(periods, 2).shifted.logLoss).toBeLessThan(recalibrateInOrder(periods).shifted.logLoss);
});

test('periodsOf: successive steps of time, `size` to a period, rows in any order', () => {
  const rows = {
    logit: Float64Array.of(1, 2, 3, 4),
    weight: Float64Array.of(1, 1, 1, 1),
    positives: Float64Array.of(0, 1, 0, 1),
  };
  const periods = periodsOf(rows, Float64Array.of(1130, 1101, 1201, 1101), 2);
  expect(periods.map(({ logit }) => [...logit])).toEqual([[1, 2, 4], [3]]);
});

test('recalibratedArtifact shifts every answer by one number, and passes the checks of the build', () => {
  const file = readArtifacts('models').find(({ model, variant }) => model === 'delay' && variant === 'one-hot')!;
  const { artifact } = file;
  const shifted = parseArtifact(recalibratedArtifact(artifact, { shift: 0.25, rows: 900, positives: 250 }), 'shifted');
  expect(artifactErrors([{ ...file, artifact: shifted }])).toEqual([]);
  expect(shifted.digest).not.toBe(artifact.digest);
  for (const [k, example] of shifted.examples.entries()) {
    expect(example.logit - artifact.examples[k]!.logit).toBeCloseTo(0.25, 10);
  }
});

test('recalibratedArtifact: a second shift replaces the first, and none gives back what training wrote', () => {
  const artifact = readArtifact('models/delay/one-hot.json');
  const counts = { rows: 10, positives: 1 };
  const twice = recalibratedArtifact(recalibratedArtifact(artifact, { shift: 0.25, ...counts }), {
    shift: -1,
    ...counts,
  });
  expect(twice).toEqual(recalibratedArtifact(artifact, { shift: -1, ...counts }));
  expect(recalibratedArtifact(twice)).toEqual(recalibratedArtifact(artifact));
});

const ROW = '3,2,9,Grupo LATAM,N,LaSerena,Viernes';

test('readOutcomes scores rows of fields with the intercept that training found, however it is shifted by now', async () => {
  const path = temporaryFile(
    'rows.csv',
    `DIA-I,MES-I,HORA-I,OPERA,TIPOVUELO,SIGLADES,DIANOM,outcome\n${ROW},1\n${ROW},0\n`,
  );
  const artifact = readArtifact('models/delay/one-hot.json');
  const plain = await readOutcomes(path, artifact);
  const shifted = await readOutcomes(path, recalibratedArtifact(artifact, { shift: 0.5, rows: 1, positives: 0 }));
  expect(shifted).toEqual(plain);
  expect([...plain.positives]).toEqual([1, 0]);
});

test('readOutcomes takes probabilities as answers of the artifact as it is now', async () => {
  const path = temporaryFile('answers.csv', 'probability,target\n0.2,1\n0.5,0\n');
  const artifact = recalibratedArtifact(readArtifact('models/delay/one-hot.json'), {
    shift: 0.5,
    rows: 1,
    positives: 0,
  });
  const found = await readOutcomes(path, artifact);
  expect(meanAnswer({ ...found, logit: found.logit.map((z) => z + 0.5) })).toBeCloseTo(0.35, 12);
});

test.each([
  ['no outcome', 'probability\n0.2\n', 'has no column outcome or target'],
  ['neither fields nor probabilities', 'OPERA,outcome\nA,1\n', 'it lacks DIA-I, MES-I'],
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
])('readOutcomes refuses a file with %s, naming the place', async (_, csv, sentence) => {
  const path = temporaryFile('outcomes.csv', csv);
  await expect(readOutcomes(path, readArtifact('models/delay/one-hot.json'))).rejects.toThrow(sentence);
});

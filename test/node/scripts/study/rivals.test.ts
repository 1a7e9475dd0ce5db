import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTemporaryFolder } from '../../../../scripts/cli/temporary-folder.ts';
import { keepRivals, parsePredictions, readRivals, withoutRivals } from '../../../../scripts/study/rivals.ts';

const ROWS = { weight: Float64Array.of(1, 2), positives: Float64Array.of(0, 1) };
const CSV = 'weight,positives,probability\n1,0,0.5\n2,1,0.5\n';

test('readRivals() gives one contender per file of the split and the seed, named after the file', async () => {
  await withTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'delay'));
    for (const name of ['random-1-trees', 'random-2-trees', 'time-1-trees']) {
      writeFileSync(join(folder, 'delay', `${name}.csv`), CSV);
    }
    const found = readRivals({ model: 'delay', split: 'random', seed: 1, folder }, ROWS);
    expect(found).toEqual([{ name: 'trees', kind: 'rival', logits: new Float64Array(2) }]);
    expect(readRivals({ model: 'us-delay', split: 'random', seed: 1, folder }, ROWS)).toEqual([]);
  });
});

test('readRivals() refuses a file about other rows, naming it and the command that writes it', async () => {
  await withTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'delay'));
    writeFileSync(join(folder, 'delay', 'random-1-trees.csv'), CSV.replace('2,1', '3,1'));
    expect(() => readRivals({ model: 'delay', split: 'random', seed: 1, folder }, ROWS)).toThrow(
      /random-1-trees\.csv is not about the rows .*: write it again with python test\/oracle\/rivals\.py delay$/,
    );
  });
});

test('withoutRivals() names the splits without rivals, and the commands that fit some', () => {
  const variant = { kind: 'variant' as const };
  const [random, time] = ['random', 'time'].map((split) => ({ split, contenders: [variant] }));
  const compared = { split: 'random', contenders: [variant, { kind: 'rival' as const }] };
  const study = { model: 'delay', seed: 1 };
  expect(withoutRivals(study, [random!, time!])).toMatch(
    /on the random split and the time split\. .*rivals\.py delay` and `.*rivals\.py delay --split time`/,
  );
  expect(withoutRivals(study, [compared, time!])).toMatch(/on the time split\./);
  expect(withoutRivals(study, [compared])).toBeUndefined();
});

test('keepRivals() refuses to replace a page with rivals by one without rivals on the same split', async () => {
  await withTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'delay'));
    const study = { model: 'delay', seed: 1, folder };
    const line = (split: string, kind: string) =>
      `| ${split} split | what | AUC |\n| --- |\n| trees | ${kind} | 0.7 |\n`;
    const page = `${line('random', 'rival')}\n${line('time', 'rival')}`;
    expect(() => keepRivals(page, study)).toThrow(
      /on the random split and the time split, .*rivals\.py delay and .*rivals\.py delay --split time .*--without-rivals$/,
    );
    writeFileSync(join(folder, 'delay', 'random-1-forest.csv'), CSV);
    expect(() => keepRivals(page, study)).toThrow(/on the time split, /);
    expect(() => keepRivals(`${line('random', 'rival')}\n${line('time', 'variant')}`, study)).not.toThrow();
    expect(() => keepRivals(line('time', 'baseline'), study)).not.toThrow();
  });
});

test('parsePredictions(csv, rows) accepts a file of the same rows, and no other', () => {
  const rows = { weight: Float64Array.of(1, 2), positives: Float64Array.of(0, 1) };
  const csv = 'weight,positives,probability\n1,0,0.5\n2,1,0\n';
  const logits = parsePredictions(csv, rows)!;
  expect(logits[0]).toBe(0);
  expect(Number.isFinite(logits[1])).toBe(true);
  expect(parsePredictions(csv.replace('2,1', '2,2'), rows)).toBeUndefined();
  expect(parsePredictions(csv.replace('0.5', 'x'), rows)).toBeUndefined();
  expect(parsePredictions(`${csv}1,0,0.5\n`, rows)).toBeUndefined();
});

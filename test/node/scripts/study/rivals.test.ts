import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTemporaryFolder } from '../../../../scripts/cli/temporary-folder.ts';
import type { ErrorCosts } from '../../../../scripts/report/measures/costs.ts';
import { renderPage } from '../../../../scripts/report/page.ts';
import { rankingsOf } from '../../../../scripts/report/pictures.ts';
import type { Contender } from '../../../../scripts/study/contender.ts';
import { keepRivals, readRivals, withoutRivals } from '../../../../scripts/study/rivals.ts';
import type { Study } from '../../../../scripts/study/study.ts';
import { runScript } from '../../run-script.ts';

const ROWS = { weight: Float64Array.of(1, 2), positives: Float64Array.of(0, 1) };
const CSV = 'weight,positives,probability\n1,0,0.5\n2,1,0.5\n';

test('readRivals: a contender per file of the split and the seed, named after the file', async () => {
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

test('readRivals: a file of other rows is an error that names it, and says how to make it again', async () => {
  await withTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'delay'));
    writeFileSync(join(folder, 'delay', 'random-1-trees.csv'), CSV.replace('2,1', '3,1'));
    expect(() => readRivals({ model: 'delay', split: 'random', seed: 1, folder }, ROWS)).toThrow(
      /random-1-trees\.csv is not of the rows .*: make it again with python test\/oracle\/rivals\.py delay$/,
    );
  });
});

test('withoutRivals names the splits on which none was at hand, and the command that fits them', () => {
  const variant = { kind: 'variant' as const };
  const [random, time] = ['random', 'time'].map((split) => ({ split, contenders: [variant] }));
  const compared = { split: 'random', contenders: [variant, { kind: 'rival' as const }] };
  const study = { model: 'delay', seed: 1 };
  expect(withoutRivals(study, [random!, time!])).toMatch(
    /the random split and the time split: .*rivals\.py delay` and `.*rivals\.py delay --split time`/,
  );
  expect(withoutRivals(study, [compared, time!])).toMatch(/on the time split:/);
  expect(withoutRivals(study, [compared])).toBeUndefined();
});

test('keepRivals: a page with rivals is not replaced by one that has none for the same split', async () => {
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

test('report: the cost of a false alarm alone is an error', async () => {
  const { code, stderr } = await runScript('report', ['delay', '--false-alarm', '2']);
  expect([code, stderr]).toEqual([1, 'error: --false-alarm needs --miss\n']);
});

/** The page of a model that only has a random split, answered by these. */
function pageOf(contenders: Contender[], costs: ErrorCosts[] = []): string {
  const study = {
    model: 'delay',
    seed: 1,
    definition: {
      title: 'Late?',
      classes: ['on time', 'late'],
      variants: { plain: { description: '' } },
      splits: {},
    },
    rows: ROWS,
    splits: [{ split: 'random', ...ROWS, contenders }],
  } as unknown as Study;
  const page = { study, rankings: rankingsOf(study), about: 'plain', against: 'plain', recalibration: [] };
  return renderPage({ ...page, pictures: [], costs, command: 'npm run report -- delay --variant plain' });
}

const PLAIN: Contender = { name: 'plain', kind: 'variant', logits: Float64Array.of(-1, 1) };
const TREES: Contender = { name: 'trees', kind: 'rival', logits: Float64Array.of(-1, 2) };

test('the page says in words that it holds no rivals', () => {
  expect(pageOf([PLAIN])).toContain('No rivals are compared with on the random split');
  expect(pageOf([PLAIN])).not.toContain('A rival is');
});

test('a page with rivals says what they are, and keepRivals knows it for one', () => {
  const page = pageOf([PLAIN, TREES]);
  expect(page).toContain('A rival is another learner');
  expect(page).toContain('| random split: the one named, less **plain** |');
  const nowhere = { model: 'delay', seed: 1, folder: 'no such folder' };
  expect(() => keepRivals(page, nowhere)).toThrow(/on the random split, and/);
  expect(() => keepRivals(pageOf([PLAIN]), nowhere)).not.toThrow();
});

test('the page names its command, and of a model without a split by time it tells nothing of one', () => {
  const page = pageOf([PLAIN]);
  expect(page).toContain('_Written by `npm run report -- delay --variant plain`. ');
  expect(page).not.toContain('time split');
});

test('costs that are among the usual ones are shown once', () => {
  const lines = pageOf(
    [PLAIN],
    [
      { miss: 4, falseAlarm: 1 },
      { miss: 3, falseAlarm: 1 },
    ],
  ).split('\n');
  for (const ratio of ['4 : 1', '3 : 1'])
    expect(lines.filter((line) => line.startsWith(`| ${ratio} `))).toHaveLength(1);
});

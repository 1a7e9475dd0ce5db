import { expect, test } from 'vitest';
import { program } from '../../../scripts/evaluate.ts';
import { randomSource } from '../../../scripts/maths/random.ts';
import type { VariantDefinition } from '../../../scripts/models/definition.ts';
import { evaluateAll } from '../../../scripts/training/evaluate-all.ts';
import { evaluateBaseRate, evaluateVariant } from '../../../scripts/training/evaluate-variant.ts';
import { TEST, TRAIN, type TrainingRows } from '../../../scripts/training/rows/rows.ts';
import { splitsOf } from '../../../scripts/training/rows/splits.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

/** Rows of an hour from 0 to 23; the later the hour, the more of them are late. */
function simulated(count: number): TrainingRows {
  const random = randomSource(1);
  const hour = Uint16Array.from({ length: count }, () => Math.floor(24 * random()));
  const part = () => Uint8Array.from({ length: count }, () => (random() < 0.3 ? TEST : TRAIN));
  return {
    fields: [{ name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 23 }],
    observations: count,
    cells: new Map([['hour', hour]]),
    weight: new Float64Array(count).fill(1),
    positives: Float64Array.from(hour, (h) => (random() < h / 30 ? 1 : 0)),
    randomSplit: part(),
    timeSplit: part(),
  };
}

test('evaluateAll() gives the figures that each variant has by itself, split by split in the order asked for', async () => {
  const settings = { description: '', penalty: 1, shrinkage: 'fixed', validation: 'random', budget: 1000 } as const;
  const slow: VariantDefinition = { ...settings, features: [{ type: 'one-hot', field: 'hour' }] };
  const quick: VariantDefinition = { ...settings, features: [{ type: 'cyclic', field: 'hour', period: 24 }] };
  const rows = simulated(3000);
  const splits = splitsOf(rows);
  const found = await evaluateAll(
    'test',
    [
      ['slow', slow],
      ['quick', quick],
    ],
    splits,
    rows,
    { seed: 1, withIndependent: true },
  );
  expect(found.map(({ variant, evaluation }) => ({ variant, ...evaluation }))).toEqual(
    splits.flatMap((split) => [
      { variant: 'base-rate', ...evaluateBaseRate(rows, split, 1) },
      { variant: 'slow', ...evaluateVariant(slow, rows, split, 1) },
      { variant: 'quick', ...evaluateVariant(quick, rows, split, 1) },
    ]),
  );
  for (const { evaluation, independent } of found) {
    expect(evaluation).not.toHaveProperty('cluster');
    expect(independent!.auc).toEqual(evaluation.aucInterval);
  }
});

test('evaluate prints flat rows of the variants and the split that were asked for, and of the base rate', async () => {
  await enterSmallProject();
  const { code, stdout } = await runCommand(program, ['small', 'one-hot', '--split', 'time', '--json']);
  expect(code).toBe(0);
  const rows: Record<string, unknown>[] = JSON.parse(stdout);
  expect(rows.map(({ variant, split }) => [variant, split])).toEqual([
    ['base-rate', 'time'],
    ['one-hot', 'time'],
  ]);
  expect(rows[0]).toMatchObject({ auc: 0.5 });
  expect(rows[1]).toMatchObject({ rows: 60, aucLow: expect.any(Number), aucHigh: expect.any(Number) });
  expect(rows[1]!.auc).toBeGreaterThan(0.6);
});

test.each([
  [['us-delay', 'two-hot'], /no variant or baseline "two-hot": it has one-hot/],
  [['us-delay', 'constructor'], /no variant or baseline "constructor"/],
  [['us-delay', '--split', 'week'], /'week' is invalid\. Allowed choices are random, time/],
  [['us-delay', '--seed', '1.5'], /'1\.5' is invalid\. expected a whole number from 0/],
])('evaluate %j says in one sentence what is wrong', async (args, message) => {
  const { code, stderr, stdout } = await runCommand(program, args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/ at /);
});

test('evaluate prints both intervals of a figure, by cluster and as if rows were independent', async () => {
  await enterSmallProject({ weeks: 6 });
  const { stdout } = await runCommand(program, ['small', 'one-hot', '--split', 'random', '--json']);
  const [, row] = JSON.parse(stdout) as Record<string, number | string>[];
  expect(row).toMatchObject({ clusterBy: 'day (week, day)', clusters: 42 });
  for (const figure of ['auc', 'logLoss', 'netCalibrationError', 'calibrationIntercept', 'calibrationSlope']) {
    for (const bound of ['Low', 'High', 'LowIndependent', 'HighIndependent']) {
      expect(row, figure + bound).toHaveProperty(figure + bound, expect.any(Number));
    }
  }
  const { stdout: text } = await runCommand(program, ['small', 'one-hot', '--split', 'random']);
  expect(text).toContain('Clusters: by day (week, day), 42 of them; rows of one cluster may depend on each other.');
});

test('evaluate --split time also has figures per cut and pooled, where the data allow four cuts', async () => {
  await enterSmallProject({ weeks: 6 });
  const { stdout } = await runCommand(program, ['small', 'one-hot', '--split', 'time', '--json']);
  const rows: Record<string, number | string>[] = JSON.parse(stdout);
  const cuts = ['week 3', 'week 4', 'week 5', 'week 6', 'pooled'];
  expect(rows.map(({ cut, variant }) => [cut, variant])).toEqual(
    [undefined, ...cuts].flatMap((cut) => ['base-rate', 'one-hot'].map((variant) => [cut, variant])),
  );
  const ofVariant = rows.filter(({ variant }) => variant === 'one-hot');
  expect(ofVariant.map((row) => row.clusters)).toEqual([7, 7, 7, 7, 7, 28]);
  expect(ofVariant[5]!.rows).toBe(ofVariant.slice(1, 5).reduce((sum, row) => sum + Number(row.rows), 0));
  const base = rows.filter(({ variant }) => variant === 'base-rate');
  for (const row of base) expect(row).not.toHaveProperty('calibrationSlope');
  const { stdout: text, stderr } = await runCommand(program, ['small', 'one-hot', '--split', 'time']);
  expect(stderr).toContain('small: 9 of 9 done: ');
  expect(text).toContain(
    '– stands for the slope of answers that are all the same or separate the classes, or one number per cut',
  );
  expect(text).toMatch(/^time, week 3 +one-hot/m);
  expect(text).toContain('7 to 28 of them; rows of one cluster may depend on each other. Fewer than 10 clusters');
});

test('evaluate says why there is only one cut', async () => {
  await enterSmallProject();
  const { stderr } = await runCommand(program, ['small', 'one-hot', '--split', 'time']);
  expect(stderr).toContain('small: one cut only, because splits.time in model.json has no order');
});

import { expect, test } from 'vitest';
import { runScript } from './run-script.ts';

test('evaluate prints flat rows of the variants and the split that were asked for, beside the base rate', async () => {
  const { code, stdout } = await runScript('evaluate', ['us-delay', 'one-hot', '--split', 'time', '--json']);
  expect(code).toBe(0);
  const rows: Record<string, unknown>[] = JSON.parse(stdout);
  expect(rows.map(({ variant, split }) => [variant, split])).toEqual([
    ['base-rate', 'time'],
    ['one-hot', 'time'],
  ]);
  expect(rows[0]).toMatchObject({ auc: 0.5 });
  expect(rows[1]).toMatchObject({ rows: 502_222, aucLow: expect.any(Number), aucHigh: expect.any(Number) });
}, 120_000);

test.each([
  [['us-delay', 'two-hot'], /no variant or baseline "two-hot": it has one-hot/],
  [['us-delay', 'constructor'], /no variant or baseline "constructor"/],
  [['us-delay', '--split', 'week'], /'week' is invalid\. Allowed choices are random, time/],
  [['us-delay', '--seed', '1.5'], /'1\.5' is invalid\. expected a whole number from 0/],
])('evaluate %j says in one sentence what is wrong', async (args, message) => {
  const { code, stderr, stdout } = await runScript('evaluate', args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/ at /);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program } from '../../../scripts/rehearse.ts';
import { program as train } from '../../../scripts/train.ts';
import { PROOF } from '../../proof.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

test('a model without days is refused in one sentence', async () => {
  await enterSmallProject();
  const { code, stderr } = await runCommand(program, ['small', '--variant', 'one-hot']);
  expect(code).toBe(1);
  expect(stderr).toContain('models/small/model.json: splits.time has no order, so there are no days to live through');
});

test('--late takes a share', async () => {
  const { code, stderr } = await runCommand(program, ['--late', '1.5']);
  expect([code, stderr]).toEqual([1, expect.stringContaining("'1.5' is invalid. expected a share from 0 to 1")]);
});

test.skipIf(!PROOF)(
  'a rehearsal trains, deploys, asks, and reviews every week with the real commands',
  async () => {
    await enterSmallProject({ weeks: 6 });
    const path = 'models/small/model.json';
    writeFileSync(path, readFileSync(path, 'utf8').replace('week < 6', 'week < 5').replace('week = 6', 'week >= 5'));
    expect((await runCommand(train, ['small', 'one-hot'])).code).toBe(0);
    const { code, stdout, stderr } = await runCommand(program, ['small', '--variant', 'one-hot', '--json']);
    expect([code, stderr.split('\n').at(-2)]).toEqual([0, expect.stringContaining('week 2: 84 rows')]);
    const { weeks, rows, logLoss, asTrained } = JSON.parse(stdout);
    expect(rows).toBe(168);
    expect(weeks).toMatchObject([
      { week: 1, rows: 84, refused: 0, shift: 0 },
      { week: 2, rows: 84, refused: 0, shift: weeks[0].nextShift },
    ]);
    expect(weeks[0].version).not.toBe(weeks[1].version);
    expect(weeks[0].known).toBeLessThan(84);
    expect(weeks[1].known).toBeGreaterThan(weeks[0].known);
    expect(Math.abs(logLoss - asTrained)).toBeLessThan(0.1);
    const log = readFileSync('.build/rehearsal/small/logs/week-1.ndjson', 'utf8').trim().split('\n');
    expect(log).toHaveLength(84);
    expect(log.every((line) => JSON.parse(line).codes.length === 1)).toBe(true);
  },
  900_000,
);

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program as recalibrate } from '../../../scripts/recalibrate.ts';
import { program } from '../../../scripts/report.ts';
import { program as train } from '../../../scripts/train.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

test('report refuses the cost of a false alarm without that of a miss', async () => {
  const { code, stderr } = await runCommand(program, ['delay', '--false-alarm', '2']);
  expect([code, stderr]).toEqual([1, 'error: --false-alarm needs --miss\n']);
});

test('report is about the variant it is asked for, and knows a recalibration that was written', async () => {
  await enterSmallProject();
  expect((await runCommand(train, ['small'])).code).toBe(0);
  writeFileSync('outcomes.csv', `hour,outcome\n${'1,1\n'.repeat(40)}`);
  const about = ['small', '--variant', 'cyclic'];
  expect((await runCommand(recalibrate, [about[0]!, 'outcomes.csv', '--write', '--variant', 'cyclic'])).code).toBe(0);
  const { code, stdout } = await runCommand(program, about);
  expect([code, stdout]).toEqual([0, expect.stringContaining('run `python test/oracle/rivals.py small` and')]);
  const page = readFileSync('models/small/report/README.md', 'utf8');
  expect(page).toMatch(
    /shifted all answers of `cyclic` by \+\d\.\d{3} log-odds, from 40 outcomes, 100\.0 % of them positive/,
  );
  expect(page).toMatch(/\| time split, as trained \| .* \|\n\| time split, as served \| −/);
  expect(readFileSync('models/small/report/costs.svg', 'utf8')).toMatch(
    /<title>(Acting on the answers of cyclic|What it is)/,
  );
});

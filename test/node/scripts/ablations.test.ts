import { expect, test } from 'vitest';
import { program } from '../../../scripts/ablations.ts';
import { runCommand } from '../run-command.ts';

test.each([
  [['us-delay', 'one-hot'], /no variant with learned shrinkage named "one-hot": it has crossed/],
  [['us-delay', 'crossed', '--data', 'nowhere.csv'], /nowhere\.csv/],
  [['nowhere', 'x'], /there is no model "nowhere"/],
])('ablations %j says in one sentence what is wrong', async (args, message) => {
  const { code, stdout, stderr } = await runCommand(program, args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
});

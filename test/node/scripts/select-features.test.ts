import { expect, test } from 'vitest';
import { program } from '../../../scripts/select-features.ts';
import { runCommand } from '../run-command.ts';

test.each([
  [['delay', 'two-hot'], /model delay has no variant "two-hot": it has /],
  [['delay', 'calendar', '--fields', 'OPERA,HORA'], /--fields names "HORA", which is not a field: /],
  [['delay', 'calendar', '--date', 'MES-I'], /--date is "MES-I": expected two fields, the month and the day/],
  [['delay', 'calendar', '--most', '0'], /'0' is invalid\. expected a whole number above 0/],
])('select-features %j says in one sentence what is wrong', async (args, message) => {
  const { code, stdout, stderr } = await runCommand(program, args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
});

import { expect, test } from 'vitest';
import { program } from '../../../scripts/report.ts';
import { runCommand } from '../run-command.ts';

test('report refuses the cost of a false alarm without that of a miss', async () => {
  const { code, stderr } = await runCommand(program, ['delay', '--false-alarm', '2']);
  expect([code, stderr]).toEqual([1, 'error: --false-alarm needs --miss\n']);
});

import { expect, test } from 'vitest';
import { program } from '../../../scripts/compare.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

test('compare says in one sentence that there is no contender of a name', async () => {
  await enterSmallProject();
  const { code, stderr } = await runCommand(program, ['small', 'constructor', 'one-hot', '--split', 'time']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /error: there is no "constructor" on the time split of small: it has one-hot.*python test\/oracle\/rivals\.py small/,
  );
});

test('compare refuses repeated seeds, and names one', async () => {
  const { code, stderr } = await runCommand(program, ['delay', 'one-hot', 'cyclic', '--seeds', '2,1,01']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/'--seeds <n,n,…>' argument '2,1,01' is invalid\. expected every seed once: 1 is repeated/);
});

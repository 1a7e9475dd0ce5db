import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirm } from '../../../../scripts/deploy/confirm.ts';

/** A terminal on which somebody types a line. */
function typing(line: string, isTTY = true) {
  const [input, output] = [new PassThrough(), new PassThrough()].map((stream) => Object.assign(stream, { isTTY }));
  input!.end(`${line}\n`);
  return { input: input!, output: output! };
}

test.each(['y', 'Yes', ' yes '])('confirm() goes on after %j', async (line) => {
  const terminal = typing(line);
  await confirm('Deploy?', terminal);
  expect(String(terminal.output.read())).toContain('Deploy? [y/N] ');
});

test.each(['', 'n', 'yellow'])('confirm() stops after %j', async (line) => {
  await expect(confirm('Deploy?', typing(line))).rejects.toThrow('nothing was changed');
});

test('confirm() asks nobody where there is no terminal', async () => {
  const terminal = typing('n', false);
  await confirm('Deploy?', terminal);
  expect(terminal.output.read()).toBeNull();
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { runCommand } from '../run-command.ts';
import { runScript } from '../run-script.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const [, file] = /^node (scripts\/[a-z-]+\.ts)$/.exec(line) ?? [];
  return file === undefined ? [] : [{ name, file }];
});

test.each(commands)('npm run $name -- --help describes the command', async ({ name, file }) => {
  const { program } = (await import(resolve(file))) as { program: Command };
  const { code, stdout, stderr } = await runCommand(program, ['--help']);
  expect([code, stderr]).toEqual([0, '']);
  const [usage, , description] = stdout.split('\n');
  expect(usage).toContain(`Usage: npm run ${name} -- `);
  expect(description).toMatch(/^[A-Z][a-z-]+ .*[^.]$/);
});

test('the file of every command runs its program when Node starts it, as the last statement', async () => {
  for (const { file } of commands) {
    expect(readFileSync(file, 'utf8'), file).toMatch(/\nif \(import\.meta\.main\) await run\(program\);\n$/);
  }
  const { code, stdout, stderr } = await runScript('bench-fit', ['--help']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Usage: npm run bench:fit -- ');
});

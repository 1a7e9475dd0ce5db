import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { runScript } from '../run-script.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const [, file] = /^node (scripts\/[a-z-]+\.ts)$/.exec(line) ?? [];
  return file === undefined ? [] : [{ name, file: basename(file, '.ts') }];
});

test.concurrent.each(commands)('npm run $name -- --help describes the command', async ({ name, file }) => {
  const { code, stdout, stderr } = await runScript(file, ['--help']);
  expect([code, stderr]).toEqual([0, '']);
  const [usage, , description] = stdout.split('\n');
  expect(usage).toContain(`Usage: npm run ${name} -- `);
  expect(description).toMatch(/^[A-Z][a-z-]+ .*[^.]$/);
});

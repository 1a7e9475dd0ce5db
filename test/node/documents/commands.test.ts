import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

const commands = documents.flatMap(({ path, text }) =>
  [...text.matchAll(/npm run (?:--silent |-s )?([a-z:-]+)(?: -- ([^`#\n|]*))?/g)].map(([, name, options = '']) => ({
    path,
    name: name!,
    options,
  })),
);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('documents name only commands that there are', () => {
  expect(commands.length).toBeGreaterThan(20);
  expect(commands.filter(({ name }) => !(name in scripts))).toEqual([]);
});

const optionsUsed = Map.groupBy(
  commands.flatMap(({ path, name, options }) => {
    const [first = ''] = options.split(' ');
    const subcommand = ['keys', 'models'].includes(name) && /^[a-z][a-z-]*$/.test(first) ? first : '';
    return (options.match(/--[a-z-]+/g) ?? []).map((option) => ({ path, option, command: `${name} ${subcommand}` }));
  }),
  ({ command }) => command,
);

test.each([...optionsUsed])('options of npm run %s in documents are those that it has', async (command, used) => {
  const [name = '', subcommand] = command.trim().split(' ');
  const [, file = ''] = scripts[name]!.split(' ');
  const { program } = (await import(resolve(file))) as { program: Command };
  const described = subcommand ? program.commands.find((one) => one.name() === subcommand) : program;
  const known = described?.options.map(({ long }) => long);
  expect(used.filter(({ option }) => !known?.includes(option))).toEqual([]);
});

const listed = documents.find(({ path }) => path === 'scripts/README.md')?.text;
const everyCommand = Object.keys(scripts).filter((name) => scripts[name]!.startsWith('node scripts/'));

test.each(everyCommand)('scripts/README.md lists the command %s', (name) => {
  expect(listed).toMatch(new RegExp(`\\| .*npm (run )?${name}(?![:\\w-])`));
});

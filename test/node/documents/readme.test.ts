import { execFile, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningService, runService } from '../running-service.ts';

const ADDRESS = 'https://edge-logit.example.workers.dev';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
}, 120_000);
afterAll(() => service?.stop());

const readme = readFileSync('README.md', 'utf8');
const examples = [...readme.matchAll(/```sh\n(curl .*?)\n```\n\n```json\n(.*?)\n```/gs)].map(([, command, answer]) => ({
  command: command!,
  answer: JSON.parse(answer!),
}));

test('README.md shows requests and their answers', () => {
  expect(examples.length).toBeGreaterThan(2);
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.runIf(hasCurl).each(examples)(
  'README.md shows what is really answered to $command',
  async ({ command, answer }) => {
    const env = { ...process.env, API_KEY: service.key };
    const { stdout } = await promisify(execFile)('sh', ['-c', `${command.replace(ADDRESS, service.url)} -s`], { env });
    const real = JSON.parse(stdout);
    if (answer.request_id) answer.request_id = real.request_id;
    expect(real).toEqual(answer);
  },
);

const documents = globSync(['*.md', '.github/*.md', '*/*.md', '*/*/*.md', '*/*/*/*.md'], {
  exclude: (name) => name.includes('node_modules'),
});
const commands = documents.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/npm run (?:--silent |-s )?([a-z:]+)(?: -- ([^`#\n|]*))?/g)].map(
    ([, name, options = '']) => ({ file, name: name!, options }),
  ),
);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('documents name only commands that there are', () => {
  expect(commands.length).toBeGreaterThan(20);
  expect(commands.filter(({ name }) => !(name in scripts))).toEqual([]);
});

const optionsUsed = Map.groupBy(
  commands.flatMap(({ file, name, options }) => {
    const [first = ''] = options.split(' ');
    const subcommand = name === 'keys' && /^[a-z]+$/.test(first) ? first : '';
    return (options.match(/--[a-z-]+/g) ?? []).map((option) => ({ file, option, command: `${name} ${subcommand}` }));
  }),
  ({ command }) => command,
);

test.each([...optionsUsed])('options of npm run %s in documents are those that it has', async (command, used) => {
  const [name = '', subcommand] = command.trim().split(' ');
  const [, file = ''] = scripts[name]!.split(' ');
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...(subcommand ? [subcommand] : []), '--help']);
  expect(used.filter(({ option }) => !stdout.includes(option))).toEqual([]);
});

const everyCommand = Object.keys(scripts).filter((name) => scripts[name]!.startsWith('node scripts/'));

test.each(everyCommand)('README.md lists the command %s', (name) => {
  expect(readme).toMatch(new RegExp(`\\| .*npm (run )?${name}(?![:\\w])`));
});

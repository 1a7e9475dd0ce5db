import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { PROOF } from '../../proof.ts';

const PARTS = [
  ...['.github', 'loadtest', 'models', 'scripts', 'src', 'test'],
  ...['README.md', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'wrangler.toml'],
];

/** True for readers who followed README.md: then the tests of all models cover the model already. */
const isThere = existsSync('models/strikes');

/** The tests of all models, which a new model could fail. */
const OF_EVERY_MODEL = [
  ...['models', 'ndjson', 'open-inference'].map((name) => `test/workers/endpoints/${name}.test.ts`),
  ...['contract', 'properties', 'bad-cases'].map((name) => `test/workers/service/${name}.test.ts`),
  ...['model-cards', 'model-guide'].map((name) => `test/node/documents/${name}.test.ts`),
  'test/workers/scoring/options.test.ts',
  'test/node/scripts/openapi/documents.test.ts',
];

test('the tests of all models exist', () => {
  expect(OF_EVERY_MODEL.filter((path) => !existsSync(path))).toEqual([]);
});

const readme = await readFile('README.md', 'utf8');
const [, section = ''] = readme.split('## A model of your own');
const [, commands = ''] = /```sh\n(.*?)```/s.exec(section) ?? [];
const [, route = ''] = /```toml\n(.*?)```/s.exec(section) ?? [];

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'readme-model-'));
  await Promise.all(PARTS.map((name) => cp(name, join(copy, name), { recursive: true })));
  await symlink(resolve('node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

function shell(text: string) {
  return promisify(execFile)('sh', ['-ec', text], { cwd: copy, maxBuffer: 1e8 });
}

test.skipIf(isThere)(
  'the commands and the route of README.md make its model, which knows nothing about the costs',
  async () => {
    await shell(commands);
    const toml = await readFile(join(copy, 'wrangler.toml'), 'utf8');
    await writeFile(
      join(copy, 'wrangler.toml'),
      toml.replaceAll(/^\[(env\.\w+\.)?vars\.ROUTES\]\n/gm, (heading) => heading + route),
    );
    await shell('npm run bundle');
    const { artifact } = readArtifacts(join(copy, 'models')).find(({ model }) => model === 'strikes')!;
    expect(artifact.fields.filter(({ name }) => name.startsWith('Cost'))).toEqual([]);
    expect(artifact.fields.map(({ name }) => name)).toContain('Wildlife Size');
  },
  60_000,
);

test.runIf(PROOF && !isThere)(
  'every test of all models passes with the model of README.md (only with PROOF=all)',
  async () => {
    await shell(`npx vitest run --project node --project service --project workers ${OF_EVERY_MODEL.join(' ')}`);
  },
  600_000,
);

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { PROOF } from '../../proof.ts';
import { type ScratchProject, scratchProject } from '../scratch-project.ts';

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

let copy: ScratchProject;
beforeAll(async () => {
  copy = await scratchProject();
});
afterAll(() => copy.remove());

test.skipIf(isThere)(
  'the commands and the route of README.md make its model, which knows nothing about the costs',
  async () => {
    await copy.shell(commands);
    await copy.addRoute(route);
    await copy.shell('npm run bundle');
    const { artifact } = readArtifacts(join(copy.folder, 'models')).find(({ model }) => model === 'strikes')!;
    expect(artifact.fields.filter(({ name }) => name.startsWith('Cost'))).toEqual([]);
    expect(artifact.fields.map(({ name }) => name)).toContain('Wildlife Size');
  },
  60_000,
);

test.runIf(PROOF && !isThere)(
  'every test of all models passes with the model of README.md (only with PROOF=all)',
  async () => {
    await copy.shell(`npx vitest run --project node --project service --project workers ${OF_EVERY_MODEL.join(' ')}`);
  },
  600_000,
);

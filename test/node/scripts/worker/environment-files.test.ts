import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withTemporaryFolder } from '../../../../scripts/cli/temporary-folder.ts';
import { writeFolder } from '../../../../scripts/cli/write-folder.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { buildBundle } from '../../../../scripts/worker/bundle.ts';
import { bundleModules } from '../../../../scripts/worker/bundle-modules.ts';
import { environmentFiles, folderErrors } from '../../../../scripts/worker/environment-files.ts';
import { parseVariables, type Variables } from '../../../../src/core/contract/variables.ts';

const artifacts = readArtifacts('models');
const playground = {
  files: new Map([['_headers', Buffer.from('/*\n  Referrer-Policy: no-referrer\n')]]),
  words: { delay: { en: { title: 'Will it be late?' } }, 'us-delay': {} },
};
const ROUTES = { delay: { variant: 'forecast', pick: ['one-hot'], shadow: ['cyclic'] } };

/** The files of an environment as text, by path. */
async function build(changes: object = {}): Promise<Map<string, string>> {
  const { variables } = parseVariables({ ROUTES, TIERS: {}, ...changes });
  const files = await environmentFiles(variables satisfies Variables, artifacts, playground);
  return new Map([...files].map(([path, contents]) => [path, String(Buffer.from(contents))]));
}

test('the entry imports exactly the variants that a route names, shadows too', async () => {
  const entry = (await build()).get('index.ts')!;
  const imported = [...entry.matchAll(/models\/([a-z-]+\/[a-z-]+)\.json/g)].map(([, name]) => name);
  expect(imported).toEqual(['delay/cyclic', 'delay/forecast', 'delay/one-hot']);
  expect(entry).toContain("draws: () => import('../../models/delay/forecast.draws.bin')");
  expect(entry).not.toContain('cyclic.draws');
  expect(entry).toContain('descriptions: new Map([\n  ])');
});

test('the descriptions are static assets: JSON files, and the paths that answer them', async () => {
  const files = await build();
  const { models } = JSON.parse(files.get('assets/models.json')!);
  const shown = JSON.parse(files.get('assets/models/delay.json')!);
  for (const { variants, serves, shadow } of [models[0], shown]) {
    expect(variants.map(({ variant }: { variant: string }) => variant)).toEqual(['forecast', 'one-hot']);
    expect([serves, shadow]).toEqual([[{ variant: 'forecast', weight: 1 }], ['cyclic']]);
  }
  expect(models).toHaveLength(1);
  expect(Object.keys(JSON.parse(files.get('assets/openapi.json')!).paths)).toContain('/inference/delay/{variant}');
  expect(files.get('assets/_redirects')).toBe('/models /models.json 200\n/models/delay /models/delay.json 200\n');
  expect(files.get('assets/_headers')).toMatch(
    /^\/\*\n {2}Referrer-Policy: no-referrer\n\/models\n {2}Link: <\/openapi/,
  );
  for (const language of ['en', 'es'] as const) {
    const words = JSON.parse(files.get(`assets/words/${language}.json`)!);
    expect(words).toEqual({ delay: (playground.words.delay as Record<string, object>)[language] });
  }
});

describe('where a key is needed', () => {
  test('the Worker has the descriptions, with their entity tags', async () => {
    const [open, closed] = [await build(), await build({ MODELS_PUBLIC: false })];
    for (const [path, file] of [
      ['/models', 'models.json'],
      ['/models/delay', 'models/delay.json'],
      ['/openapi.json', 'openapi.json'],
    ] as const) {
      const text = closed.get(`descriptions/${file}`)!;
      expect(text).toBe(open.get(`assets/${file}`));
      const tag = createHash('sha256').update(text).digest('hex').slice(0, 32);
      const line = `['${path}', { etag: '"${tag}"', load: () => import('./descriptions/${file}?raw') }],`;
      expect(closed.get('index.ts')).toContain(line);
    }
  });

  test('no asset names a model, a field, a category or a variant', async () => {
    const files = await build({ MODELS_PUBLIC: false });
    const [{ artifact }] = artifacts.filter(({ model }) => model === 'delay') as [(typeof artifacts)[number]];
    const categories = artifact.fields.flatMap((field) => (field.type === 'category' ? field.vocabulary : []));
    const secrets = [...artifact.fields.map(({ name }) => name), ...categories, 'Will it be late', 'one-hot', '/delay'];
    for (const [path, text] of files) {
      if (!path.startsWith('assets/') || /swagger-ui/.test(path)) continue;
      for (const secret of secrets.filter((name) => name.length > 2)) expect(text, path).not.toContain(secret);
    }
    expect(files.has('assets/_redirects')).toBe(false);
    expect(files.has('assets/problems/invalid-input.html')).toBe(true);
  });
});

test('where pages of other origins may ask, the Worker answers descriptions: their answers name the origin', async () => {
  const files = await build({ CORS_ORIGINS: ['https://a.test'] });
  expect([files.has('assets/models.json'), files.has('descriptions/models.json')]).toEqual([false, true]);
  expect(files.has('assets/words/en.json')).toBe(true);
});

test('wrangler bundles exactly the artifacts, draws and descriptions that the entry imports', async () => {
  await withTemporaryFolder((source) =>
    withTemporaryFolder(async (bundle) => {
      const files = await build({ MODELS_PUBLIC: false });
      await writeFolder(source, files);
      await buildBundle(bundle, ['--env=', join(source, 'index.ts')]);
      const [, ...modules] = await bundleModules(bundle);
      const contents = await Promise.all(modules.map(async ({ name }) => String(await readFile(join(bundle, name)))));
      const expected = [
        ...['forecast.json', 'forecast.draws.bin', 'one-hot.json', 'one-hot.draws.bin', 'cyclic.json'].map((name) =>
          String(readFileSync(join('models', 'delay', name))),
        ),
        ...['models.json', 'models/delay.json', 'openapi.json'].map((name) => files.get(`descriptions/${name}`)!),
      ];
      expect(contents.toSorted()).toEqual(expected.toSorted());
    }),
  );
}, 60_000);

test('folderErrors() asks every environment for its own folder', () => {
  const own = { name: 'prd', main: '.build/prd/index.ts', assets: '.build/prd/assets' };
  expect(folderErrors(own)).toEqual([]);
  expect(folderErrors({ ...own, main: undefined, assets: '.build/local/assets' })).toEqual([
    'wrangler.toml, environment prd: main must be ".build/prd/index.ts", which npm run bundle writes',
    'wrangler.toml, environment prd: assets.directory must be ".build/prd/assets", which npm run bundle writes',
  ]);
});

test('an environment that serves nothing has a list without models', async () => {
  expect((await build({ ROUTES: {} })).get('assets/models.json')).toBe('{"models":[]}');
});

import { expect, test } from 'vitest';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

const route = { split: [{ variant: 'a', weight: 1 }], pick: ['b'], shadow: [] };

/** The status of each path for a key with a scope, where models need a key, too. */
async function statuses(models: string[], paths: string[]) {
  const { key, store } = await oneKey({ models });
  const { get, post } = tinyService({
    keys: store,
    modelsPublic: false,
    artifacts: [tinyArtifact('a', 0), tinyArtifact('b', 1)],
    routes: new Map([['tiny', route]]),
  });
  const headers = { 'x-api-key': key };
  return Promise.all(
    paths.map(async (path) => {
      if (path.endsWith('/infer')) {
        const inputs = [{ name: 'x', shape: [1], datatype: 'FP64', data: [0] }];
        return (await post(path, { inputs }, headers)).status;
      }
      return (path.startsWith('/inference') ? await post(path, { x: 0 }, headers) : await get(path, headers)).status;
    }),
  );
}

const PATHS = [
  '/inference/tiny',
  '/inference/tiny/a',
  '/inference/tiny/b',
  '/v2/models/tiny/infer',
  '/v2/models/tiny/versions/b/infer',
  '/v2/models/tiny',
  '/v2/models/tiny/versions/a',
  '/v2/models/tiny/versions/b',
];

test.each([
  [['*'], [200, 200, 200, 200, 200, 200, 200, 200]],
  [['tiny'], [200, 200, 200, 200, 200, 200, 200, 200]],
  [['tiny/a'], [200, 200, 403, 200, 403, 200, 200, 403]],
  [['tiny/b'], [403, 403, 200, 403, 200, 200, 403, 200]],
  [
    ['tiny/b', 'tiny/a'],
    [200, 200, 200, 200, 200, 200, 200, 200],
  ],
  [
    ['tin', 'tiny/', 'tiny/c'],
    [403, 403, 403, 403, 403, 200, 403, 403],
  ],
  [
    ['other', 'other/a'],
    [403, 403, 403, 403, 403, 403, 403, 403],
  ],
  [[], [403, 403, 403, 403, 403, 403, 403, 403]],
])('a key of %j may ask what its scope names', async (models, expected) => {
  expect(await statuses(models, PATHS)).toEqual(expected);
});

import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createKeyCheck } from '../../src/access/authenticate.ts';
import { type Route, routes } from '../../src/routes.ts';
import { environment, registry } from './service.ts';
import { oneKey, tinyService } from './tiny.ts';

const checkKey = createKeyCheck({ keys: environment.keys, now: Date.now });
const table = routes({ environment, registry, descriptions: new Map() }, checkKey);

/** Paths that match a pattern: with names that exist, and for the end of a pattern that matches everything below. */
function pathsOf({ pattern }: Route): string[] {
  const path = pattern.replace(':model', 'tiny').replace(':variant', 'a');
  if (path === '*') return ['/nothing', '/nothing/at/all'];
  if (!path.endsWith('/*')) return [path];
  const folder = path.slice(0, -2);
  return [`${folder}/a/b/c/d/e/f`, `${folder}//tiny`, `${folder}/%0a/b/c/d/e/f`];
}

const asked = table.flatMap((route) =>
  pathsOf(route).flatMap((path) =>
    [true, false].flatMap((modelsPublic) =>
      ['GET', 'POST', 'PUT', 'OPTIONS'].map((method) => ({ ...route, path, method, modelsPublic })),
    ),
  ),
);

describe.each(asked)('$method $path with MODELS_PUBLIC = $modelsPublic', ({ path, method, modelsPublic, ...route }) => {
  const needsKey = route.access === 'key' || (route.access === 'models' && !modelsPublic);

  test(`${needsKey ? 'is refused without a key' : 'needs no key'}, with errors as the route states`, async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    onTestFinished(() => log.mockRestore());
    const { store } = await oneKey();
    const response = await tinyService({ keys: store, modelsPublic }).request(path, { method });
    expect(JSON.parse(log.mock.lastCall![0]).route).toBe(route.pattern);
    if (needsKey) expect(response.status).toBe(401);
    else expect(response.status).not.toBe(401);
    if (response.status < 400) return;
    expect(response.headers.get('content-type')).toBe(
      route.errors === 'problem' ? 'application/problem+json' : 'application/json',
    );
    const members = Object.keys(await response.json<object>());
    if (route.errors === 'problem') expect(members).toContain('request_id');
    else expect(members).toEqual(['error']);
  });
});

test('every route that answers with rows needs a key, and no route is listed twice', () => {
  const open = table.filter(({ method, access }) => method === 'POST' && access !== 'key');
  expect(open.map(({ pattern }) => pattern)).toEqual([]);
  const patterns = table.map(({ pattern }) => pattern);
  expect(new Set(patterns).size).toBe(patterns.length);
});

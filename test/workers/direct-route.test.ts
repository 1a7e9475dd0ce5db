import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { directRoute } from '../../src/routes.ts';
import { runs } from '../proof.ts';
import { oneKey, tinyArtifact, tinyService } from './tiny.ts';

test('directRoute(url) finds the model and the variant of a plain URL', () => {
  expect(directRoute('https://a/inference/us-delay')).toEqual({
    route: '/inference/:model',
    path: '/inference/us-delay',
    parameters: { model: 'us-delay' },
  });
  expect(directRoute('https://a/inference/us-delay/one-hot?explain')).toEqual({
    route: '/inference/:model/:variant',
    path: '/inference/us-delay/one-hot',
    parameters: { model: 'us-delay', variant: 'one-hot' },
  });
});

test.each([
  '/inference/tiny/',
  '/inference/tin%79',
  '/inference//tiny',
  '//inference/tiny',
  '/inference',
  '/models/tiny',
])('directRoute(url) leaves %s to Hono', (path) => {
  expect(directRoute(`https://a${path}`)).toBeUndefined();
});

const origin = fc.constantFrom('http://localhost', 'https://inference.test:8787', 'http://a', 'http://u:p@[::1]');
const folder = fc.oneof(
  { weight: 3, arbitrary: fc.constant('/inference') },
  fc.constantFrom('', '/', '//inference', '/Inference', '/%69nference', '/inference/', '/v2/inference', '/inference.'),
);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('tiny', 'a', 'b') },
  fc.constantFrom('inference', 'other', '__proto__', 'constructor', 'A-b_c.d', '.', '..', '', ':model', '*', 'é', '٣'),
  fc.constantFrom('tin%79', 'tiny%2Fa', '%2F', '%2e%2e', '%252F', '%25', '%', '%zz', '%ff', '%c3%a9', '%E2%80', '%00'),
  fc.constantFrom('tiny;a', 'tiny,a', 'tiny+a', 'tiny a', 'tiny\\a', 'tiny\n', 'tiny:a', 'tiny&a', 'tiny=a', '~tiny'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const end = fc.constantFrom('', '/', '//', '?', '?threshold=0.5', '?x=%', '?/inference/tiny', '/?', '#', '#?', '?#');
/** URLs as callers may write them. Runtimes pass some of them on unchanged and rewrite others. */
const url = fc
  .tuple(origin, folder, fc.array(step, { maxLength: 4 }), end, fc.boolean())
  .map(([origin, folder, steps, end, rewritten]) => {
    const written = `${origin}${[folder, ...steps].join('/')}${end}`;
    return rewritten ? new URL(written).href : written;
  });
/** All methods except OPTIONS, which a service with CORS answers differently. */
const method = fc.oneof(
  { weight: 3, arbitrary: fc.constant('POST') },
  fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'post'),
);
/** A row that is answered, and one that is refused by a problem that names the path. */
const body = fc.constantFrom('{"x":0}', '{}');

test('a request is answered and logged the same, whether directRoute() or Hono finds its route', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { key, store } = await oneKey();
  const options = { artifacts: [tinyArtifact('a', 0), tinyArtifact('b', 1)], keys: store, now: () => 0 };
  const direct = tinyService(options);
  const byHono = tinyService({ ...options, corsOrigins: ['https://a.test'] });
  const headers = { 'content-type': 'application/json', 'x-api-key': key, 'x-request-id': 'one' };

  async function answer({ send }: typeof direct, url: string, method: string, body: string) {
    log.mockClear();
    const request = new Request('http://localhost', {
      method,
      headers,
      ...(method !== 'GET' && method !== 'HEAD' && { body }),
    });
    const response = await send(Object.defineProperty(request, 'url', { value: url }));
    const { vary: _, ...others } = Object.fromEntries(
      [...response.headers].filter(([name]) => !name.startsWith('access-control-')),
    );
    return { status: response.status, headers: others, text: await response.text(), logged: [...log.mock.calls] };
  }

  await fc.assert(
    fc.asyncProperty(url, method, body, async (url, method, body) => {
      expect(await answer(direct, url, method, body)).toEqual(await answer(byHono, url, method, body));
    }),
    { numRuns: runs(1000) },
  );
});

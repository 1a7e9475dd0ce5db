import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import { createRegistry } from '../../../src/scoring/registry.ts';
import { oneKey, tinyArtifact, tinyService } from '../tiny.ts';

test('429 states the policy of the key’s tier and when to try again', async () => {
  const { key, store } = await oneKey({ tier: 'standard' });
  const counted: string[] = [];
  const limiter = {
    async limit(options: RateLimitOptions) {
      counted.push(options.key);
      return { success: counted.length < 2 };
    },
  };
  const { post } = tinyService({
    keys: store,
    tiers: new Map([['standard', { limiter, limit: 6000, period: 60 }]]),
  });
  expect((await post('/inference/tiny', { x: 0 }, { 'x-api-key': key })).status).toBe(200);
  const response = await post('/inference/tiny', { x: 0 }, { 'x-api-key': key });
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('60');
  expect(response.headers.get('ratelimit-policy')).toBe('"standard";q=6000;w=60');
  expect(await response.json()).toMatchObject({ type: '/problems/rate-limited', status: 429 });
  expect(counted).toEqual([store.record!.id, store.record!.id]);
});

test('with logs down, requests and refusals are answered as usual, and shadows are scored', async () => {
  const { key, store } = await oneKey();
  const routes = new Map([['tiny', { split: [{ variant: 'a', weight: 1 }], pick: ['b'], shadow: ['b'] }]]);
  const { post } = tinyService({
    keys: store,
    routes,
    artifacts: [tinyArtifact('a', 0), tinyArtifact('b', 1)],
  });
  const log = vi.spyOn(console, 'log').mockImplementation(() => {
    throw new Error('logs are out of reach');
  });
  const context = createExecutionContext();
  const statuses = [
    (await post('/inference/tiny', { x: 0 }, { 'x-api-key': key }, context)).status,
    (await post('/inference/tiny', { x: 0 }, {})).status,
    (await post('/inference/other', { x: 0 }, { 'x-api-key': key })).status,
  ];
  await waitOnExecutionContext(context);
  expect(log).toHaveBeenCalledTimes(4);
  log.mockRestore();
  expect(statuses).toEqual([200, 401, 404]);
});

test('a 5xx logs what failed, why and where, without a stack trace', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const { key, store } = await oneKey();
  store.broken = true;
  const response = await tinyService({ keys: store }).post('/inference/tiny', { x: 0 }, { 'x-api-key': key });
  expect(response.status).toBe(503);
  const { error } = JSON.parse(log.mock.lastCall![0]);
  expect(error).toContain('API keys cannot be checked right now');
  expect(error).toContain('caused by Error: KV is out of reach');
  expect(error).not.toContain('\n');
  log.mockRestore();
});

test('a key of a tier that TIERS lacks gets no answer', async () => {
  const { key, store } = await oneKey({ tier: 'gold' });
  const response = await tinyService({ keys: store }).post('/inference/tiny', { x: 0 }, { 'x-api-key': key });
  expect(response.status).toBe(500);
});

test('a broken variant answers 500 without details, which are logged under the request id; other variants answer', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const { key, store } = await oneKey();
  const broken = { ...tinyArtifact('b', 0), features: [] };
  const { post } = tinyService({ keys: store, artifacts: [broken, tinyArtifact('a', 0)] });
  const response = await post('/inference/tiny/b', { x: 0 }, { 'x-api-key': key });
  const document = await response.json<Record<string, unknown>>();
  expect(response.status).toBe(500);
  expect(document).toEqual({
    type: '/problems/internal',
    title: 'Something went wrong',
    status: 500,
    detail: 'Something went wrong',
    instance: '/inference/tiny/b',
    request_id: response.headers.get('x-request-id'),
  });
  const line = JSON.parse(log.mock.lastCall![0]);
  expect(line).toMatchObject({ status: 500, request_id: document.request_id });
  expect(line.error).toContain('features');
  expect((await post('/inference/tiny/a', { x: 0 }, { 'x-api-key': key })).status).toBe(200);
  log.mockRestore();
});

test('/ready answers 503 if a routed variant, even a shadow, does not reproduce its examples', async () => {
  const wrong = { ...tinyArtifact('b', 1), intercept: 1 + 1e-11 };
  const artifacts = [tinyArtifact('a', 0), wrong];
  const split = [{ variant: 'a', weight: 1 }];
  const routes = new Map([['tiny', { split, pick: [], shadow: ['b'] }]]);
  const unrouted = new Map([['tiny', { split, pick: [], shadow: [] }]]);
  expect((await tinyService({ artifacts, routes: unrouted }).get('/ready')).status).toBe(200);
  const response = await tinyService({ artifacts, routes }).get('/ready');
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('60');
});

test('/ready checks 8 variants per request, each once; a wrong one is found in its turn, and stays wrong', async () => {
  const names = Array.from({ length: 20 }, (_, k) => `v${k}`);
  const artifacts = names.map((name, k) => ({ ...tinyArtifact(name, 0), intercept: k === 19 ? 1 : 0 }));
  const bundled = createRegistry(artifacts.map((json) => ({ model: 'tiny', variant: json.variant, json })));
  const compiled: string[] = [];
  const registry = {
    variant(model: string, variant: string) {
      compiled.push(variant);
      return bundled.variant(model, variant);
    },
  };
  const routes = new Map([['tiny', { split: [{ variant: 'v0', weight: 1 }], pick: names, shadow: [] }]]);
  const { get } = tinyService({ registry, routes });
  const asked: [status: number, compiled: number][] = [];
  for (const path of ['/ready', '/v2/health/ready', '/ready', '/ready']) {
    asked.push([(await get(path)).status, compiled.length]);
  }
  expect(asked).toEqual([
    [200, 8],
    [200, 16],
    [503, 20],
    [503, 20],
  ]);
});

test('extreme rows stay strictly between 0 and 1', async () => {
  const { key, store } = await oneKey();
  const artifacts = [{ ...tinyArtifact('a', 500) }];
  const response = await tinyService({ keys: store, artifacts }).post(
    '/inference/tiny',
    { x: 9 },
    { 'x-api-key': key },
  );
  const { body } = await response.json<{ body: { prediction: [number, number] } }>();
  expect(body.prediction[0]).toBeGreaterThan(0);
  expect(body.prediction[1]).toBeLessThan(1);
});

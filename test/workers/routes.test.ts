import { expect, onTestFinished, test, vi } from 'vitest';
import { HOST } from '../hosts/host-name.ts';
import { environment, post, send, storedKey } from './service.ts';
import { oneKey, tinyService } from './tiny.ts';

test('the documented request of the replaced service is answered with 200', async () => {
  const request = {
    'DIA-I': 3,
    'MES-I': 2,
    'HORA-I': 9,
    OPERA: 'Grupo LATAM',
    TIPOVUELO: 'N',
    SIGLADES: 'LaSerena',
    DIANOM: 'Viernes',
  };
  const response = await send('/inference/delay', post(request, await storedKey()));
  expect(response.status).toBe(200);
  const { statusCode, body } = await response.json<{ statusCode: number; body: Record<string, unknown> }>();
  expect(statusCode).toBe(200);
  expect(body).toEqual({ prediction: [expect.any(Number), expect.any(Number)], model: 'delay', variant: 'forecast' });
});

test('GET /models lists what routes serve; /health and /ready answer without a key', async () => {
  const { models } = await (await send('/models')).json<{ models: { model: string }[] }>();
  expect(models.map(({ model }) => model)).toEqual([...environment.routes.keys()]);
  expect(await (await send('/health')).json()).toEqual({ status: 'ok' });
  expect(await (await send('/ready')).json()).toEqual({ status: 'ready' });
});

/** Where static assets answer in front of the Worker: see test/hosts. */
const ASSETS = HOST === 'dev' ? ['/models', '/models/delay'] : [];

test.each(['/models', '/models/delay', '/health', '/ready'].filter((path) => !ASSETS.includes(path)))(
  '%s answers HEAD without a body, OPTIONS with its methods, and POST with 405',
  async (path) => {
    const head = await send(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await send(path, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    const wrong = await send(path, { method: 'POST' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  },
);

test('an unknown path answers 404 as a problem', async () => {
  const response = await send('/nothing/here?secret=1');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ type: '/problems/unknown-path', instance: '/nothing/here' });
  const escaped = await send('/nicht%20da/%C3%A9?x=1');
  expect(await escaped.json()).toMatchObject({ instance: '/nicht%20da/%C3%A9' });
  const brackets = await send('/a[0]|b');
  expect(await brackets.json()).toMatchObject({ instance: '/a%5B0%5D%7Cb' });
});

test('a valid x-request-id is echoed; otherwise one is generated', async () => {
  const echoed = await send('/health', { headers: { 'x-request-id': 'trace-1.2:3_4' } });
  expect(echoed.headers.get('x-request-id')).toBe('trace-1.2:3_4');
  for (const invalid of ['a b', 'x'.repeat(129), '{"a":1}', '']) {
    const response = await send('/health', { headers: { 'x-request-id': invalid } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('every answer and refusal names the deployed version in x-version where it is bound', async () => {
  const { post, get } = tinyService({ version: 'v-1' });
  const answers = [await get('/health'), await get('/nothing'), await post('/inference/tiny', { x: 1 }, {})];
  expect(answers.map(({ headers }) => headers.get('x-version'))).toEqual(['v-1', 'v-1', 'v-1']);
  expect((await tinyService({}).get('/health')).headers.has('x-version')).toBe(false);
});

test('CORS is closed without origins', async () => {
  const preflight = {
    method: 'OPTIONS',
    headers: { origin: 'https://a.test', 'access-control-request-method': 'POST' },
  };
  for (const response of [
    await tinyService({}).request('/inference/tiny', preflight),
    await tinyService({}).get('/models', { origin: 'https://a.test' }),
  ]) {
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('CORS allows configured origins and no others, on preflights, answers and problems', async () => {
  const { request, get } = tinyService({ corsOrigins: ['https://a.test'] });
  const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' };
  const preflight = await request('/inference/tiny', {
    method: 'OPTIONS',
    headers: { origin: 'https://a.test', ...asked },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('x-api-key');
  for (const response of [
    preflight,
    await get('/models', { origin: 'https://a.test' }),
    await request('/inference/tiny', { method: 'POST', headers: { origin: 'https://a.test' } }),
  ]) {
    expect(response.headers.get('access-control-allow-origin')).toBe('https://a.test');
    expect(response.headers.get('vary')).toContain('Origin');
  }
  const other = await get('/models', { origin: 'https://b.test' });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

test('a preflight is logged, and has an id and no-store, like every answer', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { request } = tinyService({ corsOrigins: ['https://a.test'] });
  const headers = { origin: 'https://a.test', 'access-control-request-method': 'POST', 'x-request-id': 'one' };
  const { status, headers: answered } = await request('/inference/tiny', { method: 'OPTIONS', headers });
  expect(status).toBe(204);
  expect(Object.fromEntries(answered)).toEqual({
    'access-control-allow-headers': 'content-type,x-api-key,x-request-id,x-subject',
    'access-control-allow-methods': 'GET,HEAD,POST',
    'access-control-allow-origin': 'https://a.test',
    'access-control-expose-headers': 'x-request-id,x-model-digest,x-version,retry-after,ratelimit-policy',
    'access-control-max-age': '86400',
    'cache-control': 'no-store',
    vary: 'Origin, Access-Control-Request-Headers',
    'x-content-type-options': 'nosniff',
    'x-request-id': 'one',
  });
  expect(log.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
    expect.objectContaining({ request_id: 'one', method: 'OPTIONS', status: 204 }),
  ]);
});

test('every request logs one line, without key, body, query or path parameters', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const { key, store } = await oneKey();
  const { post, get } = tinyService({ keys: store });
  await post('/inference/tiny?threshold=0.375', { x: 0.123456 }, { 'x-api-key': key, 'x-request-id': 'one' });
  await post('/inference/hush', { x: 'secret' }, { 'x-api-key': key, 'x-request-id': 'two' });
  await post('/inference/tiny', { x: 'secret' }, { 'x-api-key': `${key}x`, 'x-request-id': 'three' });
  await get('/hush', { 'x-request-id': 'four' });
  const lines = log.mock.calls.map(([line]) => line as string);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      event: 'request',
      time: expect.stringMatching(/Z$/),
      request_id: 'one',
      method: 'POST',
      route: '/inference/:model',
      status: 200,
      model: 'tiny',
      variant: 'a',
      rows: 1,
      key: store.record!.id,
      ms: expect.any(Number),
    },
    expect.objectContaining({ request_id: 'two', route: '/inference/:model', status: 404 }),
    expect.objectContaining({ request_id: 'three', status: 401 }),
    expect.objectContaining({ request_id: 'four', status: 404 }),
  ]);
  for (const line of lines) {
    for (const secret of [key, key.slice(3, 20), 'hush', 'secret', '0.123456', '0.375'])
      expect(line).not.toContain(secret);
  }
  log.mockRestore();
});

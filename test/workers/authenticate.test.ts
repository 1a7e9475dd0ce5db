import { expect, test } from 'vitest';
import { createKey } from '../../src/api-key.ts';
import { KV_CACHE_SECONDS, MEMO_SECONDS, UNKNOWN_SECONDS } from '../../src/authenticate.ts';
import { oneKey, tinyService } from './tiny.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

/** A service with one key, and a clock that the test moves. */
async function service(changes: Parameters<typeof oneKey>[0] = {}) {
  const clock = { seconds: 0 };
  const { key, store } = await oneKey(changes);
  const tiny = tinyService({ keys: store, now: () => start + clock.seconds * 1000 });
  const ask = async (asked = key) => (await tiny.post('/inference/tiny', { x: 0 }, { 'x-api-key': asked })).status;
  return { clock, store, ask };
}

test('a key is read from KV once in MEMO_SECONDS', async () => {
  const { clock, store, ask } = await service();
  expect([await ask(), await ask()]).toEqual([200, 200]);
  clock.seconds = MEMO_SECONDS - 1;
  expect(await ask()).toBe(200);
  expect(store.reads).toBe(1);
  clock.seconds = MEMO_SECONDS;
  expect(await ask()).toBe(200);
  expect(store.reads).toBe(2);
});

test('a key revoked in KV is refused after MEMO_SECONDS', async () => {
  const { clock, store, ask } = await service();
  expect(await ask()).toBe(200);
  store.record = { ...store.record!, revokedAt: new Date(start).toISOString() };
  clock.seconds = MEMO_SECONDS;
  expect(await ask()).toBe(401);
});

test('a key expires to the second, whatever is remembered', async () => {
  const { clock, store, ask } = await service({ expiresAt: new Date(start + 10_000).toISOString() });
  clock.seconds = 9;
  expect(await ask()).toBe(200);
  clock.seconds = 10;
  expect(await ask()).toBe(401);
  expect(store.reads).toBe(1);
});

test('a key that is malformed or has a wrong checksum is refused without reading KV', async () => {
  const { store, ask } = await service();
  const { key } = await createKey({ name: 'other' }, new Date());
  const forged = `${key.slice(0, 5)}${key[5] === 'a' ? 'b' : 'a'}${key.slice(6)}`;
  for (const asked of ['', 'x', 'x'.repeat(10_000), forged]) expect(await ask(asked)).toBe(401);
  expect(store.reads).toBe(0);
});

test('a key that does not exist is read from KV once in UNKNOWN_SECONDS', async () => {
  const { clock, store, ask } = await service();
  const { key } = await createKey({ name: 'other' }, new Date());
  expect([await ask(key), await ask(key)]).toEqual([401, 401]);
  expect(store.reads).toBe(1);
  clock.seconds = UNKNOWN_SECONDS;
  expect(await ask(key)).toBe(401);
  expect(store.reads).toBe(2);
});

test('with KV out of reach a remembered key answers and another gets 503', async () => {
  const { store, ask } = await service();
  const { key } = await createKey({ name: 'other' }, new Date());
  expect(await ask()).toBe(200);
  store.broken = true;
  expect([await ask(), await ask(key)]).toEqual([200, 503]);
});

test('503 says when to try again and does not say what failed', async () => {
  const { key, store } = await oneKey();
  store.broken = true;
  const response = await tinyService({ keys: store }).post('/inference/tiny', { x: 0 }, { 'x-api-key': key });
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await response.text()).not.toContain('out of reach');
});

test('KV is asked for a record no older than KV_CACHE_SECONDS', async () => {
  const asked: unknown[] = [];
  const keys = {
    async get(_: string, options: unknown) {
      asked.push(options);
      return null;
    },
  };
  const { key } = await createKey({ name: 'any' }, new Date());
  await tinyService({ keys }).post('/inference/tiny', { x: 0 }, { 'x-api-key': key });
  expect(asked).toEqual([{ type: 'json', cacheTtl: KV_CACHE_SECONDS }]);
});

test('without a key an unknown model, an unknown path below and a wrong method answer 401 too', async () => {
  const { get, post } = tinyService({});
  expect((await post('/inference/nothing', {}, {})).status).toBe(401);
  expect((await post('/inference/a/b/c', {}, {})).status).toBe(401);
  expect((await get('/inference/tiny')).status).toBe(401);
});

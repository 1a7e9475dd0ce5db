import { expect, test, vi } from 'vitest';
import {
  createKeyLookup,
  KV_CACHE_SECONDS,
  KV_TIMEOUT,
  MEMO_KEYS,
  MEMO_SECONDS,
  REFUSED_SECONDS,
  RETRY_SECONDS,
  STALE_SECONDS,
} from '../../../src/access/key-lookup.ts';
import { createKey, type KeyRecord } from '../../../src/api-key.ts';
import { oneKey, tinyService } from '../tiny.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const revoked = { revokedAt: new Date(start).toISOString() };

/** A service with one key, and a clock that the test moves. */
async function service(changes: Partial<KeyRecord> = {}) {
  const clock = { seconds: 0 };
  const { key, store } = await oneKey(changes);
  const tiny = tinyService({ keys: store, now: () => start + clock.seconds * 1000 });
  const ask = async (asked = key) => (await tiny.post('/inference/tiny', { x: 0 }, { 'x-api-key': asked })).status;
  return { clock, store, ask };
}

async function otherKey(): Promise<string> {
  return (await createKey({ name: 'other' }, new Date())).key;
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

test('a remembered key is neither hashed nor read', async () => {
  const { store, ask } = await service();
  await ask();
  const digest = vi.spyOn(crypto.subtle, 'digest');
  for (let i = 0; i < 100; i++) expect(await ask()).toBe(200);
  expect(digest).not.toHaveBeenCalled();
  expect(store.reads).toBe(1);
  digest.mockRestore();
});

test('a revoked or disabled key stops working within MEMO_SECONDS plus KV_CACHE_SECONDS, even if it is used all the time', async () => {
  for (const change of [revoked, { enabled: false }]) {
    const { clock, store, ask } = await service();
    const before = store.record!;
    // A location's cache answers with the old record until KV_CACHE_SECONDS after the change.
    const cached = vi
      .spyOn(store, 'get')
      .mockImplementation(async () => (clock.seconds < KV_CACHE_SECONDS ? before : { ...before, ...change }));
    const answers = [];
    for (; clock.seconds <= MEMO_SECONDS + KV_CACHE_SECONDS; clock.seconds++) answers.push(await ask());
    expect(answers.slice(0, KV_CACHE_SECONDS)).toEqual(new Array(KV_CACHE_SECONDS).fill(200));
    expect(answers.at(-1)).toBe(401);
    cached.mockRestore();
  }
});

test('a key expires to the second, even if it is remembered', async () => {
  const { clock, store, ask } = await service({ expiresAt: new Date(start + 10_000).toISOString() });
  clock.seconds = 9.999;
  expect(await ask()).toBe(200);
  clock.seconds = 10;
  expect(await ask()).toBe(401);
  expect(store.reads).toBe(1);
});

test('a key that is malformed or has a wrong checksum is refused without reading KV', async () => {
  const { store, ask } = await service();
  const key = await otherKey();
  const forged = `${key.slice(0, 5)}${key[5] === 'a' ? 'b' : 'a'}${key.slice(6)}`;
  for (const asked of ['', 'x', 'x'.repeat(10_000), forged]) expect(await ask(asked)).toBe(401);
  expect(store.reads).toBe(0);
});

test('keys that do not exist, are disabled, revoked or expired take the same reads: one in REFUSED_SECONDS', async () => {
  for (const change of [null, { enabled: false }, revoked, { expiresAt: new Date(start).toISOString() }]) {
    const { clock, store, ask } = await service();
    store.record = change && { ...store.record!, ...change };
    const reads = [];
    for (const seconds of [0, 0, REFUSED_SECONDS - 0.001, REFUSED_SECONDS]) {
      clock.seconds = seconds;
      expect(await ask()).toBe(401);
      reads.push(store.reads);
    }
    expect(reads).toEqual([1, 1, 1, 2]);
  }
});

test('more than MEMO_KEYS made-up keys do not push a valid key out of memory', async () => {
  const { key, store } = await oneKey();
  const lookup = createKeyLookup({ keys: store, now: () => start });
  await lookup.find(key);
  const junk = await Promise.all(Array.from({ length: MEMO_KEYS + 1 }, otherKey));
  for (const asked of junk) await lookup.find(asked);
  expect(await lookup.find(key)).toEqual(store.record);
  expect(store.reads).toBe(junk.length + 1);
}, 60_000);

/** A store that has a record for every key, or for none. */
function storeOfAll(record: KeyRecord | null) {
  const store = {
    reads: 0,
    async get() {
      store.reads++;
      return record;
    },
  };
  return store;
}

test('the latest MEMO_KEYS valid keys are remembered, and no more', async () => {
  const { record } = await createKey({ name: 'one of many' }, new Date(start));
  const store = storeOfAll(record);
  const lookup = createKeyLookup({ keys: store, now: () => start });
  const keys = await Promise.all(Array.from({ length: MEMO_KEYS + 1 }, otherKey));
  for (const key of [...keys, ...keys.slice(1)]) expect(await lookup.find(key)).toEqual(record);
  expect(store.reads).toBe(MEMO_KEYS + 1);
  await lookup.find(keys[0]!);
  expect(store.reads).toBe(MEMO_KEYS + 2);
}, 60_000);

test('the latest MEMO_KEYS refused keys are remembered, and no more', async () => {
  const store = storeOfAll(null);
  const lookup = createKeyLookup({ keys: store, now: () => start });
  const keys = await Promise.all(Array.from({ length: MEMO_KEYS + 1 }, otherKey));
  for (const key of keys) await lookup.find(key);
  expect(store.reads).toBe(MEMO_KEYS + 1);
  await lookup.find(keys[1]!);
  expect(store.reads).toBe(MEMO_KEYS + 1);
  await lookup.find(keys[0]!);
  expect(store.reads).toBe(MEMO_KEYS + 2);
}, 60_000);

test('with KV out of reach, a known key works for STALE_SECONDS more, and any other key gets 503', async () => {
  const { clock, store, ask } = await service();
  const other = await otherKey();
  expect(await ask()).toBe(200);
  store.broken = true;
  for (const seconds of [0, MEMO_SECONDS, MEMO_SECONDS + STALE_SECONDS - 1]) {
    clock.seconds = seconds;
    expect([await ask(), await ask(other)]).toEqual([200, 503]);
  }
  clock.seconds = MEMO_SECONDS + STALE_SECONDS;
  expect(await ask()).toBe(503);
});

test('with KV out of reach, a known key is read again after RETRY_SECONDS, and then the record counts', async () => {
  const { clock, store, ask } = await service();
  await ask();
  store.broken = true;
  clock.seconds = MEMO_SECONDS;
  expect([await ask(), await ask()]).toEqual([200, 200]);
  expect(store.reads).toBe(2);
  store.broken = false;
  store.record = { ...store.record!, ...revoked };
  clock.seconds = MEMO_SECONDS + RETRY_SECONDS;
  expect(await ask()).toBe(401);
});

test('with KV out of reach, a known key still expires to the second', async () => {
  const { clock, store, ask } = await service({ expiresAt: new Date(start + 60_000).toISOString() });
  await ask();
  store.broken = true;
  clock.seconds = 59.999;
  expect(await ask()).toBe(200);
  clock.seconds = 60;
  expect(await ask()).toBe(401);
});

test('KV counts as out of reach if it does not answer within KV_TIMEOUT', async () => {
  vi.useFakeTimers();
  const { key } = await oneKey();
  const keys = { get: () => new Promise<never>(() => {}) };
  const answer = tinyService({ keys }).post('/inference/tiny', { x: 0 }, { 'x-api-key': key });
  await vi.advanceTimersByTimeAsync(KV_TIMEOUT);
  vi.useRealTimers();
  expect((await answer).status).toBe(503);
});

test('503 says when to try again, but not what failed', async () => {
  const { key, store } = await oneKey();
  store.broken = true;
  const response = await tinyService({ keys: store }).post('/inference/tiny', { x: 0 }, { 'x-api-key': key });
  expect(response.headers.get('retry-after')).toBe(String(RETRY_SECONDS));
  expect(await response.text()).not.toContain('out of reach');
});

test('an invalid record grants no access', async () => {
  const { store, ask } = await service();
  for (const wrong of [{}, [], 'x', { ...store.record, expiresAt: 'never' }, { ...store.record, enabled: 'no' }]) {
    store.record = wrong as KeyRecord;
    expect(await ask()).toBe(500);
  }
});

test('a known key is not trusted any longer once its record is invalid', async () => {
  const { clock, store, ask } = await service();
  expect(await ask()).toBe(200);
  store.record = { ...store.record!, enabled: 'no' as unknown as boolean };
  clock.seconds = MEMO_SECONDS;
  expect(await ask()).toBe(500);
});

test('KV is asked for a record no older than KV_CACHE_SECONDS', async () => {
  const asked: unknown[] = [];
  const keys = {
    async get(_: string, options: unknown) {
      asked.push(options);
      return null;
    },
  };
  await tinyService({ keys }).post('/inference/tiny', { x: 0 }, { 'x-api-key': await otherKey() });
  expect(asked).toEqual([{ type: 'json', cacheTtl: KV_CACHE_SECONDS }]);
});

test('without a key, an unknown model, an unknown path below /inference and a wrong method answer 401 too', async () => {
  const { get, post } = tinyService({});
  expect((await post('/inference/nothing', {}, {})).status).toBe(401);
  expect((await post('/inference/a/b/c', {}, {})).status).toBe(401);
  expect((await get('/inference/tiny')).status).toBe(401);
});

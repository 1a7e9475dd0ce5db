import { createExecutionContext } from 'cloudflare:test';
import { expect, test, vi } from 'vitest';
import {
  createKeyLookup,
  KV_CACHE_SECONDS,
  MEMO_KEYS,
  MISSING_SECONDS,
  NEW_SECONDS,
} from '../../../src/access/key-lookup.ts';
import { KV_TIMEOUT, RETRY_SECONDS, STALE_SECONDS } from '../../../src/access/kv-value.ts';
import { createKey, hashKey, type KeyRecord } from '../../../src/api-key.ts';
import { BULLETIN, BULLETIN_SECONDS, listedHash, RECORD_SECONDS } from '../../../src/key-bulletin.ts';
import { bulletinOf, earlierKey, forged, SECRET } from '../../test-keys.ts';
import { oneKey, tinyService } from '../tiny.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const at = new Date(start).toISOString();
const unchanged = { changedAt: at, enabled: true, expiresAt: null, revokedAt: null };

/** A service with one key, and a clock that the test moves. */
async function service(changes: Partial<KeyRecord> = {}) {
  const clock = { seconds: 0 };
  const { key, store } = await oneKey(changes, {}, new Date(start));
  const tiny = tinyService({ keys: store, now: () => start + clock.seconds * 1000 });
  const ask = async (asked = key) => (await tiny.post('/inference/tiny', { x: 0 }, { 'x-api-key': asked })).status;
  const post = (change: object) => {
    store.bulletin = bulletinOf({ changes: [{ id: store.record!.id, ...unchanged, ...change }] });
  };
  return { clock, store, key, ask, post };
}

async function otherKey(): Promise<string> {
  return (await createKey({ name: 'other' }, SECRET, new Date(start))).key;
}

test('a record is read from KV once in RECORD_SECONDS, by a caller who asks once a minute', async () => {
  const { clock, store, ask } = await service();
  for (; clock.seconds < RECORD_SECONDS; clock.seconds += 60) expect(await ask()).toBe(200);
  // Once more in the background, in the second half of its time.
  expect(store.reads).toBe(2);
  expect(store.bulletinReads).toBe(RECORD_SECONDS / 60);
});

test('a caller who asks all the time makes the isolate read the bulletin twice in BULLETIN_SECONDS, and never waits', async () => {
  const { clock, store, ask } = await service();
  for (; clock.seconds < 10 * BULLETIN_SECONDS; clock.seconds += 0.5) expect(await ask()).toBe(200);
  expect(store.bulletinReads).toBe(20);
  expect(store.reads).toBe(1);
});

test('a remembered key is neither hashed, nor read, nor is its MAC computed', async () => {
  const { store, ask } = await service();
  await ask();
  const spies = [vi.spyOn(crypto.subtle, 'digest'), vi.spyOn(crypto.subtle, 'sign')];
  for (let i = 0; i < 100; i++) expect(await ask()).toBe(200);
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect([store.reads, store.bulletinReads]).toEqual([1, 1]);
});

test.each([
  ['revoked', { revokedAt: at }],
  ['disabled', { enabled: false }],
  ['given an earlier expiry', { expiresAt: at }],
])(
  'a key that is %s stops working within BULLETIN_SECONDS after KV shows it, used all the time or not',
  async (_, change) => {
    for (const step of [1, BULLETIN_SECONDS]) {
      const { clock, ask, post, store } = await service();
      expect(await ask()).toBe(200);
      post(change);
      for (clock.seconds = 1; clock.seconds < BULLETIN_SECONDS; clock.seconds += step) await ask();
      clock.seconds = BULLETIN_SECONDS;
      expect(await ask()).toBe(401);
      expect(store.reads).toBe(1);
    }
  },
);

test('a key that is enabled, or whose record was read before it was, works within BULLETIN_SECONDS', async () => {
  const { clock, ask, post } = await service({ enabled: false });
  expect(await ask()).toBe(401);
  post({});
  clock.seconds = BULLETIN_SECONDS;
  expect(await ask()).toBe(200);
});

test('a key expires to the second, even if it is remembered', async () => {
  const { clock, store, ask } = await service({ expiresAt: new Date(start + 10_000).toISOString() });
  clock.seconds = 9.999;
  expect(await ask()).toBe(200);
  clock.seconds = 10;
  expect(await ask()).toBe(401);
  expect(store.reads).toBe(1);
});

test('a text that does not have the form of a key is refused without any read', async () => {
  const { key, store, ask } = await service();
  for (const asked of ['', 'x', 'x'.repeat(10_000), `${key}0`, key.slice(1)]) expect(await ask(asked)).toBe(401);
  expect([store.reads, store.bulletinReads]).toEqual([0, 0]);
});

test('a key with a wrong MAC, and an earlier key that is not listed, cost the isolate one read of the bulletin, whatever their number', async () => {
  const { clock, key, store, ask } = await service();
  const { key: earlier } = await earlierKey(new Date(start));
  for (; clock.seconds < RECORD_SECONDS; clock.seconds += 3600) {
    for (const asked of [forged(key), earlier, forged(earlier)]) expect(await ask(asked)).toBe(401);
  }
  expect([store.reads, store.bulletinReads]).toEqual([0, 1]);
  expect(await ask()).toBe(200);
});

test('requests of the same moment share one read of the bulletin', async () => {
  const { key, store, ask } = await service();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(forged(key))));
  expect(new Set(answers)).toEqual(new Set([401]));
  expect(store.bulletinReads).toBe(1);
});

test('an earlier key works if the bulletin lists it, and if there is no bulletin', async () => {
  const { key, hash, record } = await earlierKey(new Date(start));
  for (const bulletin of [bulletinOf({ unsigned: [listedHash(hash)] }), null]) {
    const { ask, store } = await service();
    store.get = async (name) =>
      name === BULLETIN ? bulletin : name === hash ? { ...record, tier: 'unlimited' } : null;
    expect([await ask(key), await ask(forged(key))]).toEqual([200, 401]);
  }
});

test('without a bulletin, a key with a MAC is refused until there is one', async () => {
  const { clock, ask, store } = await service();
  store.bulletin = null;
  expect(await ask()).toBe(401);
  store.bulletin = bulletinOf();
  clock.seconds = BULLETIN_SECONDS;
  expect(await ask()).toBe(200);
});

test('a key of an earlier secret works if the bulletin lists it', async () => {
  const secret = { id: 'another', value: SECRET.value.toUpperCase() };
  for (const isListed of [true, false]) {
    const { ask, key, store } = await service();
    store.bulletin = bulletinOf({ secret, unsigned: isListed ? [listedHash(await hashKey(key))] : [] });
    expect(await ask()).toBe(isListed ? 200 : 401);
  }
});

test('a key without a record is read again after MISSING_SECONDS', async () => {
  const { clock, store, ask } = await service();
  const { record } = store;
  store.record = null;
  expect([await ask(), await ask()]).toEqual([401, 401]);
  expect(store.reads).toBe(1);
  store.record = record;
  clock.seconds = MISSING_SECONDS;
  expect(await ask()).toBe(200);
});

test('KV may cache the record of a key for hours, but not while the key is new: it caches too that there is none', async () => {
  const asked: object[] = [];
  const keys = {
    async get(name: string, options: object) {
      asked.push({ name, ...options });
      return name === BULLETIN ? bulletinOf() : null;
    },
  };
  const { key, hash } = await createKey({ name: 'new' }, SECRET, new Date(start));
  for (const age of [0, NEW_SECONDS - 60, NEW_SECONDS, -NEW_SECONDS]) {
    const lookup = createKeyLookup({ keys, now: () => start + age * 1000 });
    expect(await lookup.find(key, createExecutionContext())).toBe(undefined);
  }
  const record = { name: hash, type: 'json' };
  expect(asked.filter(({ name }: { name?: string }) => name === hash)).toEqual([
    { ...record, cacheTtl: KV_CACHE_SECONDS },
    { ...record, cacheTtl: KV_CACHE_SECONDS },
    { ...record, cacheTtl: RECORD_SECONDS },
    { ...record, cacheTtl: KV_CACHE_SECONDS },
  ]);
  expect(asked).toContainEqual({ name: BULLETIN, type: 'json', cacheTtl: KV_CACHE_SECONDS });
});

test('the latest MEMO_KEYS keys are remembered, and no more; made-up keys are not among them', async () => {
  const { record } = await createKey({ name: 'one of many' }, SECRET, new Date(start));
  let reads = 0;
  const keys = {
    async get(name: string) {
      if (name === BULLETIN) return bulletinOf();
      reads++;
      return record;
    },
  };
  const lookup = createKeyLookup({ keys, now: () => start });
  const find = (key: string) => lookup.find(key, { waitUntil: () => {} });
  const good = await Promise.all(Array.from({ length: MEMO_KEYS + 1 }, otherKey));
  for (const key of [...good, ...good.slice(1).map(forged), ...good.slice(1)]) await find(key);
  expect(reads).toBe(MEMO_KEYS + 1);
  expect(await find(good[0]!)).toEqual(record);
  expect(reads).toBe(MEMO_KEYS + 2);
}, 60_000);

test('with KV out of reach, a known key works for STALE_SECONDS more; another key gets 503, and a made-up one 401', async () => {
  const { clock, key, store, ask } = await service();
  const other = await otherKey();
  expect(await ask()).toBe(200);
  store.broken = true;
  for (const seconds of [0, BULLETIN_SECONDS, BULLETIN_SECONDS + STALE_SECONDS - 1]) {
    clock.seconds = seconds;
    expect([await ask(), await ask(other), await ask(forged(key))]).toEqual([200, 503, 401]);
  }
  clock.seconds = BULLETIN_SECONDS + STALE_SECONDS;
  expect(await ask()).toBe(503);
});

test('with KV out of reach, it is asked again after RETRY_SECONDS, and then the bulletin counts', async () => {
  const { clock, store, ask, post } = await service();
  await ask();
  store.broken = true;
  clock.seconds = BULLETIN_SECONDS;
  expect([await ask(), await ask()]).toEqual([200, 200]);
  expect(store.bulletinReads).toBe(2);
  store.broken = false;
  post({ revokedAt: at });
  clock.seconds = BULLETIN_SECONDS + RETRY_SECONDS;
  expect(await ask()).toBe(401);
});

test('with KV out of reach, a record that is older than RECORD_SECONDS works for STALE_SECONDS more', async () => {
  const { clock, store, ask } = await service();
  await ask();
  const get = vi.spyOn(store, 'get').mockImplementation(async (name) => {
    if (name === BULLETIN) return bulletinOf();
    throw new Error('KV is out of reach');
  });
  for (const [seconds, status] of [
    [RECORD_SECONDS + STALE_SECONDS - 1, 200],
    [RECORD_SECONDS + STALE_SECONDS, 503],
  ] as const) {
    clock.seconds = seconds;
    expect(await ask()).toBe(status);
  }
  get.mockRestore();
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

test('an invalid record, or an invalid bulletin, grants no access', async () => {
  const { store: good } = await oneKey();
  for (const wrong of [{}, [], 'x', { ...good.record, expiresAt: 'never' }, { ...good.record, enabled: 'no' }]) {
    const { store, ask } = await service();
    store.record = wrong as KeyRecord;
    expect(await ask()).toBe(500);
  }
  for (const wrong of [{}, [], 'x', { ...bulletinOf(), format: 2 }, { ...bulletinOf(), secret: '' }]) {
    const { store, ask } = await service();
    store.bulletin = wrong as never;
    expect(await ask()).toBe(500);
  }
});

test.each([
  ['its record', RECORD_SECONDS],
  ['the bulletin', BULLETIN_SECONDS],
])('a known key is not trusted any longer once %s is invalid', async (what, seconds) => {
  const { clock, store, ask } = await service();
  expect(await ask()).toBe(200);
  if (what === 'the bulletin') store.bulletin = {} as never;
  else store.record = { ...store.record!, enabled: 'no' as unknown as boolean };
  clock.seconds = seconds;
  expect(await ask()).toBe(500);
});

test('without a key, an unknown model, an unknown path below /inference and a wrong method answer 401 too', async () => {
  const { get, post } = tinyService({});
  expect((await post('/inference/nothing', {}, {})).status).toBe(401);
  expect((await post('/inference/a/b/c', {}, {})).status).toBe(401);
  expect((await get('/inference/tiny')).status).toBe(401);
});

import { env } from 'cloudflare:workers';
import { beforeEach, expect, test, vi } from 'vitest';
import { createKey } from '../../../src/api-key.ts';
import { BULLETIN, listedHash } from '../../../src/key-bulletin.ts';
import { bulletinOf, earlierKey, forged, SECRET } from '../../test-keys.ts';
import { environment, storedKey } from '../service.ts';
import { tinyService } from '../tiny.ts';

const REQUESTS = 1000;

beforeEach(() => {
  vi.spyOn(console, 'log').mockReturnValue();
  return () => vi.restoreAllMocks();
});

/** A service in an isolate that knows no key, on the KV of workerd, with the tiers of wrangler.toml; it counts reads. */
function newIsolate() {
  const reads: string[] = [];
  const keys = {
    async get(name: string, options: { type: 'json'; cacheTtl: number }) {
      reads.push(name);
      return env.KEYS.get(name, options);
    },
  };
  const { post } = tinyService({ keys, tiers: environment.tiers });
  /** From the address that Workers of the whole world share when they call across zones. */
  const ask = async (key?: string) => {
    const headers = { 'cf-connecting-ip': '2a06:98c0:3600::103', ...(key !== undefined && { 'x-api-key': key }) };
    return (await post('/inference/tiny', { x: 0 }, headers)).status;
  };
  return { reads, ask };
}

async function madeUp(): Promise<string> {
  return (await createKey({ name: 'made up' }, { id: 'made up', value: 'x'.repeat(43) }, new Date())).key;
}

test('a stranger at the address of a caller neither locks the caller out nor makes the isolate read KV', async () => {
  const key = await storedKey();
  const attacks: [name: string, attack: () => Promise<string | undefined> | string | undefined][] = [
    ['without a key', () => undefined],
    ['with nonsense', () => 'nonsense'],
    ['with another secret', madeUp],
    ['with the wrong MAC of a good key', () => forged(key)],
    ['with a CRC', async () => (await earlierKey(new Date())).key],
  ];
  const { reads, ask } = newIsolate();
  const statuses = new Map<number, number>();
  for (const [, attack] of attacks) {
    const keys = await Promise.all(Array.from({ length: REQUESTS }, attack));
    for (const status of await Promise.all(keys.map(ask))) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(statuses).toEqual(new Map([[401, attacks.length * REQUESTS]]));
  expect(reads).toEqual([BULLETIN]);
  expect(await ask(key)).toBe(200);
  expect(reads).toEqual([BULLETIN, expect.stringMatching(/^[0-9a-f]{64}$/)]);
});

test('an earlier key of the same caller is not locked out either', async () => {
  const { key, hash, record } = await earlierKey(new Date());
  await env.KEYS.put(hash, JSON.stringify(record));
  await env.KEYS.put(BULLETIN, JSON.stringify(bulletinOf({ unsigned: [listedHash(hash)] })));
  const { reads, ask } = newIsolate();
  for (let request = 0; request < REQUESTS; request++) expect(await ask(forged(key))).toBe(401);
  expect(reads).toEqual([BULLETIN]);
  expect(await ask(key)).toBe(200);
  expect(reads).toEqual([BULLETIN, hash]);
});

test('a namespace that has no bulletin is read for one at most twice in BULLETIN_SECONDS, and earlier keys work', async () => {
  const { key, hash, record } = await earlierKey(new Date());
  await env.KEYS.put(hash, JSON.stringify(record));
  await env.KEYS.delete(BULLETIN);
  const { reads, ask } = newIsolate();
  const { key: signed } = await createKey({ name: 'signed' }, SECRET, new Date());
  for (let request = 0; request < REQUESTS; request++) expect(await ask(signed)).toBe(401);
  expect(await ask(key)).toBe(200);
  expect(reads).toEqual([BULLETIN, hash]);
});

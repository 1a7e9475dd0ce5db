import { expect, test } from 'vitest';
import { clientNetwork } from '../../../src/access/client-network.ts';
import { BLOCK_SECONDS, BLOCKED_NETWORKS, createFailureLimit } from '../../../src/access/failure-limit.ts';
import { MEMO_SECONDS } from '../../../src/access/key-lookup.ts';
import { createKey } from '../../../src/api-key.ts';
import { oneKey, tinyService } from '../tiny.ts';

/** A service with one key, a clock, and a limiter that lets each network fail `limit` times. */
async function service(limit: number) {
  const clock = { seconds: 0 };
  const counted: string[] = [];
  const limiter = {
    async limit(options: { key: string }) {
      counted.push(options.key);
      return { success: counted.filter((network) => network === options.key).length <= limit };
    },
  };
  const { key, store } = await oneKey();
  const failures = { limiter, limit, period: 60 };
  const { post } = tinyService({ keys: store, failures, now: () => clock.seconds * 1000 });
  const ask = (asked: string, address = '192.0.2.1') =>
    post('/inference/tiny', { x: 0 }, { 'x-api-key': asked, 'cf-connecting-ip': address });
  return { ask, clock, counted, key, post, store };
}

const madeUp = async () => (await createKey({ name: 'made up' }, new Date())).key;

test('a network whose keys are refused too often gets 429 with the policy, and causes no KV reads for a while', async () => {
  const { ask, clock, store } = await service(2);
  expect([(await ask(await madeUp())).status, (await ask('junk')).status]).toEqual([401, 401]);
  const response = await ask(await madeUp());
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('60');
  expect(response.headers.get('ratelimit-policy')).toBe('"failures";q=2;w=60');
  const { reads } = store;
  clock.seconds = BLOCK_SECONDS - 0.001;
  expect((await ask(await madeUp())).status).toBe(429);
  expect(store.reads).toBe(reads);
  clock.seconds = BLOCK_SECONDS;
  await ask(await madeUp());
  expect(store.reads).toBe(reads + 1);
});

test('a known key works from a blocked network, also when its record is read again', async () => {
  const { ask, clock, key } = await service(0);
  expect((await ask(key)).status).toBe(200);
  clock.seconds = MEMO_SECONDS;
  expect((await ask('junk')).status).toBe(429);
  expect((await ask(key)).status).toBe(200);
});

test('a valid key is not counted, and another network is not blocked', async () => {
  const { ask, counted, key } = await service(0);
  await ask(key);
  expect(counted).toEqual([]);
  await ask('junk');
  expect((await ask(key, '192.0.2.2')).status).toBe(200);
  expect(counted).toEqual(['192.0.2.1']);
});

test('an IPv6 network is a /64, whichever way the address is written', async () => {
  const { ask, counted } = await service(5);
  for (const address of ['2001:db8::1', '2001:0DB8:0:0:ffff::2', '2001:db8:0:1::1']) await ask('junk', address);
  expect(counted).toEqual(['2001:db8:0:0::/64', '2001:db8:0:0::/64', '2001:db8:0:1::/64']);
});

test('the latest BLOCKED_NETWORKS networks are remembered, and no more', async () => {
  const limiter = { limit: async () => ({ success: false }) };
  const { check, count } = createFailureLimit({ limiter, limit: 1, period: 60 }, () => 0);
  const addressOf = (network: number) => `10.${network >> 16}.${(network >> 8) & 255}.${network & 255}`;
  for (let network = 0; network <= BLOCKED_NETWORKS; network++) await count(addressOf(network)).catch(() => {});
  expect(() => check(addressOf(0))).not.toThrow();
  expect(() => check(addressOf(1))).toThrow('This address may send 1 keys that are not valid in 60 seconds.');
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['1:2:3:4:5:6:7:8:9::', '1:2:3:4::/64'],
])('clientNetwork(%j) is %j', (address, network) => {
  expect(clientNetwork(address)).toBe(network);
});

test('a request without an address is not counted', async () => {
  const { counted, post } = await service(0);
  expect((await post('/inference/tiny', { x: 0 }, { 'x-api-key': 'junk' })).status).toBe(401);
  expect(counted).toEqual([]);
});

import { expect, test } from 'vitest';
import { createKeyLookup, type KeyLookup, type KeyReader, KV_CACHE_SECONDS } from '../../../src/access/key-lookup.ts';
import { createKey, hashKey, type KeyRecord } from '../../../src/api-key.ts';
import { BULLETIN, BULLETIN_SECONDS } from '../../../src/key-bulletin.ts';
import { bulletinOf, SECRET } from '../../test-keys.ts';
import { answerOf, type Clock, simulatedKv } from './kv-simulation.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const ISOLATES = 4;
const REQUESTS = 1000;
/** The keys are so old that they are not new, see NEW_SECONDS. */
const made = (name: string) => createKey({ name }, SECRET, new Date(START - 86_400_000));

type CreateLookup = (options: { keys: KeyReader; now: () => number }) => Pick<KeyLookup, 'find'>;

/** How keys were looked up before there was a bulletin: 30 s in memory, after 30 s in the cache of the location. */
function lookupBefore({ keys, now }: { keys: KeyReader; now: () => number }): Pick<KeyLookup, 'find'> {
  const known = new Map<string, { record: KeyRecord; at: number }>();
  return {
    async find(key) {
      const held = known.get(key);
      if (held && now() - held.at < 30_000) return held.record;
      const record = (await keys.get(await hashKey(key), { type: 'json', cacheTtl: 30 })) as KeyRecord;
      known.set(key, { record, at: now() });
      return record;
    },
  };
}

/** Numbers from 0 to 1 that look random and are the same in every run (a linear congruential generator). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A location with isolates of which any may answer. */
function locationOf(createLookup: CreateLookup, clock: Clock, delaySeconds: number) {
  const kv = simulatedKv(clock);
  const location = kv.location(delaySeconds);
  const random = randomNumbers(1);
  const lookups = Array.from({ length: ISOLATES }, () => createLookup({ keys: location.reader, now: () => clock.now }));
  return {
    put: kv.put,
    random,
    ask(key: string) {
      const lookup = lookups[Math.floor(random() * ISOLATES)]!;
      return answerOf(location, lookup.find(key, { waitUntil: () => {} }));
    },
  };
}

/**
 * How many of 1,000 requests of a caller wait for a cold read, and how many for one of the key's own record.
 * @param seconds between two requests, on average
 * @param others whether other callers ask the location, once a second on average, in the minutes before each request
 */
async function coldReads(createLookup: CreateLookup, seconds: number, others: boolean) {
  const clock = { now: START };
  const { ask, put, random } = locationOf(createLookup, clock, 0);
  const [caller, other] = [await made('caller'), await made('other')];
  put(BULLETIN, bulletinOf());
  for (const { hash, record } of [caller, other]) put(hash, record);
  const counts = { waiting: 0, forRecord: 0 };
  for (let request = 0; request < REQUESTS; request++) {
    const next = clock.now - 1000 * seconds * Math.log(1 - random());
    clock.now = Math.max(clock.now, next - 180_000);
    while (others) {
      const time = clock.now - 1000 * Math.log(1 - random());
      if (time > next) break;
      clock.now = time;
      await ask(other.key);
    }
    clock.now = next;
    const { answer, waitedFor } = await ask(caller.key);
    expect(answer).toBeDefined();
    if (waitedFor.length > 0) counts.waiting++;
    if (waitedFor.includes(caller.hash)) counts.forRecord++;
  }
  return counts;
}

// The table of .github/SECURITY.md.
test.each([
  { seconds: 3600, others: false, before: 983, after: 983, record: 72 },
  { seconds: 3600, others: true, before: 992, after: 19, record: 18 },
  { seconds: 60, others: false, before: 648, after: 641, record: 2 },
  { seconds: 60, others: true, before: 639, after: 2, record: 1 },
  { seconds: 1, others: false, before: 31, after: 1, record: 1 },
  { seconds: 1, others: true, before: 30, after: 1, record: 1 },
])(
  'of 1,000 requests, one every $seconds s, others in the location: $others, $before waited for KV before, and $after do',
  async ({ seconds, others, before, after, record }) => {
    expect(await coldReads(lookupBefore, seconds, others)).toMatchObject({ waiting: before });
    expect(await coldReads(createKeyLookup, seconds, others)).toEqual({ waiting: after, forRecord: record });
  },
  120_000,
);

/** How many seconds a revoked key works after its location shows the write, for a caller who asks regularly. */
async function useAfter(delaySeconds: number, seconds: number, phase: number): Promise<number> {
  const clock = { now: START + 3_600_000 + phase * 1000 };
  const { ask, put } = locationOf(createKeyLookup, clock, delaySeconds);
  const { key, hash, record } = await made('caller');
  put(BULLETIN, bulletinOf());
  put(hash, record);
  clock.now += delaySeconds * 1000;
  for (let request = 0; request < 100; request++, clock.now += seconds * 1000) {
    expect((await ask(key)).answer).toBeDefined();
  }
  const at = new Date(clock.now).toISOString();
  put(hash, { ...record, revokedAt: at });
  const change = { id: record.id, changedAt: at, enabled: true, expiresAt: null, revokedAt: at };
  put(BULLETIN, bulletinOf({ changes: [change] }));
  const shown = clock.now + delaySeconds * 1000;
  let last = shown;
  for (; clock.now < shown + 300_000 + seconds * 1000; clock.now += seconds * 1000) {
    if ((await ask(key)).answer) last = Math.max(last, clock.now);
  }
  return (last - shown) / 1000;
}

test('a revoked key is refused within BULLETIN_SECONDS after its location has let the old bulletin go, however rarely it is used', async () => {
  let longest = 0;
  for (const delaySeconds of [0, 45, 200]) {
    for (const seconds of [1, 7, 14, 31, 60, 3600]) {
      for (const phase of [0, 11, 29]) longest = Math.max(longest, await useAfter(delaySeconds, seconds, phase));
    }
  }
  expect(longest).toBeLessThan(BULLETIN_SECONDS + KV_CACHE_SECONDS);
}, 120_000);

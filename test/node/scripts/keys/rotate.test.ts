import { expect, test } from 'vitest';
import { type Rotation, rotate, type Successor } from '../../../../scripts/keys/rotate.ts';
import type { KeyStore } from '../../../../scripts/keys/store.ts';
import { createKey, hashKey, type KeyRecord, keyState } from '../../../../src/api-key.ts';
import { bulletinOf, SECRET } from '../../../test-keys.ts';

const now = new Date('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;

/** A store in memory that holds one key. The step with the given number fails, as if the process were killed. */
async function storeOfOne(changes: Partial<KeyRecord> = {}, failAt = Number.POSITIVE_INFINITY) {
  const old = await createKey({ name: 'partner', owner: 'ana', models: ['delay'], tier: 'unlimited' }, SECRET, now);
  const held = new Map<string, KeyRecord>([[old.hash, { ...old.record, ...changes }]]);
  const steps: string[] = [];
  const step = (name: string) => {
    if (steps.length === failAt) throw new Error(`${name} failed`);
    steps.push(name);
  };
  const store: KeyStore = {
    list: async () => ({
      keys: [...held].map(([hash, record]) => ({ hash, record })),
      errors: [],
      bulletin: bulletinOf(),
    }),
    get: async (hash) => held.get(hash),
    async put(hash, record) {
      step(hash === old.hash ? 'put old' : `put successor ${record.enabled ? 'enabled' : 'disabled'}`);
      held.set(hash, record);
    },
    getBulletin: async () => bulletinOf(),
    putBulletin: async () => {},
  };
  const seen: Successor[] = [];
  const show = async (successor: Successor) => {
    step('show');
    seen.push(successor);
  };
  const rotateOld = (rotation: Rotation = { overlap: 24 * HOUR }) => rotate(store, old.record.id, rotation, show, now);
  const oldRecord = () => held.get(old.hash)!;
  return { held, oldRecord, rotateOld, seen, steps };
}

test('rotate() writes the successor disabled, shows it, lets the old key expire, and then enables the successor', async () => {
  const { held, oldRecord, rotateOld, steps } = await storeOfOne();
  const { key, oldExpiresAt } = await rotateOld();
  expect(steps).toEqual(['put successor disabled', 'show', 'put old', 'put successor enabled']);
  expect(oldRecord().expiresAt).toBe('2026-03-02T12:00:00.000Z');
  expect(oldExpiresAt).toBe(oldRecord().expiresAt);
  const successor = held.get(await hashKey(key))!;
  const scope = { name: 'partner', owner: 'ana', models: ['delay'], tier: 'unlimited' };
  expect(keyState(successor, now.getTime())).toBe('active');
  expect(successor).toMatchObject({ ...scope, expiresAt: null });
  expect(successor.id).not.toBe(oldRecord().id);
});

test.each([0, 1, 2, 3])(
  'rotate() stopped after %i steps loses no key and leaves no key valid by accident',
  async (at) => {
    const { held, oldRecord, rotateOld, seen } = await storeOfOne({}, at);
    await expect(rotateOld()).rejects.toThrow('failed');
    const works = (record: KeyRecord, time: number) => keyState(record, time) === 'active';
    const successors = [...held.values()].filter(({ id }) => id !== oldRecord().id);
    expect(works(oldRecord(), now.getTime())).toBe(true);
    expect(works(oldRecord(), now.getTime() + 23 * HOUR)).toBe(true);
    // A successor does not work until it is enabled; the old key ends only if the successor has been shown.
    for (const record of successors) expect(works(record, now.getTime())).toBe(false);
    if (oldRecord().expiresAt !== null) expect(seen).toHaveLength(1);
    if (seen.length > 0) expect(held.has(await hashKey(seen[0]!.key))).toBe(true);
  },
);

test.each([
  [2, /^put old failed; the old key works as before, and its successor .+ does not work: revoke the successor/],
  [3, /^put successor enabled failed; the old key expires at 2026-03-02T12:00:00.000Z, .+ keys enable [0-9a-f-]{36}$/],
])('rotate() that fails after %i steps says how to fix it', async (at, sentence) => {
  await expect((await storeOfOne({}, at)).rotateOld()).rejects.toThrow(sentence);
});

test('rotate() never lets the old key live longer than before', async () => {
  const expiresAt = '2026-03-01T13:00:00.000Z';
  const { oldRecord, rotateOld } = await storeOfOne({ expiresAt });
  const { record } = await rotateOld({ overlap: 24 * HOUR, expiresAt: null });
  expect(oldRecord().expiresAt).toBe(expiresAt);
  expect(record.expiresAt).toBe(null);
});

test('rotate() gives the successor the expiry of the old key if that is after the overlap', async () => {
  const expiresAt = '2026-03-02T12:00:00.001Z';
  const { oldRecord, rotateOld } = await storeOfOne({ expiresAt });
  const { record } = await rotateOld({ overlap: 24 * HOUR });
  expect(oldRecord().expiresAt).toBe('2026-03-02T12:00:00.000Z');
  expect(record.expiresAt).toBe(expiresAt);
});

test('rotate() of a key that ends within the overlap, as after an interrupted rotation, asks for the expiry of its successor', async () => {
  const { held, oldRecord, rotateOld } = await storeOfOne({}, 3);
  await expect(rotateOld()).rejects.toThrow('failed');
  const before = held.size;
  await expect(rotateOld()).rejects.toThrow(
    `the key ${oldRecord().id} expires at 2026-03-02T12:00:00.000Z, within the overlap: to complete an ` +
      'interrupted rotation, use keys enable with the id of the successor; to create another successor, set its expiry with --expires',
  );
  expect(held.size).toBe(before);
});

test('rotate() gives the successor the requested expiry', async () => {
  const { rotateOld } = await storeOfOne({ expiresAt: '2026-03-01T13:00:00.000Z' });
  const { record } = await rotateOld({ overlap: 0, expiresAt: '2027-01-01T00:00:00.000Z' });
  expect(record.expiresAt).toBe('2027-01-01T00:00:00.000Z');
});

test.each([
  ['disabled', { enabled: false }],
  ['revoked', { revokedAt: now.toISOString() }],
  ['expired', { expiresAt: now.toISOString() }],
])('rotate() refuses a key that is %s', async (state, changes) => {
  const { held, rotateOld } = await storeOfOne(changes);
  await expect(rotateOld()).rejects.toThrow(`is ${state}: only an active key can be rotated`);
  expect(held.size).toBe(1);
});

test('rotate() again within the overlap hands on the expiry from before the first rotation', async () => {
  const { oldRecord, rotateOld } = await storeOfOne();
  await rotateOld();
  expect(oldRecord()).toMatchObject({ expiresAt: '2026-03-02T12:00:00.000Z', unrotatedExpiresAt: null });
  const second = await rotateOld({ overlap: 0 });
  expect(second.record.expiresAt).toBeNull();
  expect(second.record).not.toHaveProperty('unrotatedExpiresAt');
});

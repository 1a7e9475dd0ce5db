import { expect, test } from 'vitest';
import { disabled, enabled, revoked } from '../../../../scripts/keys/change.ts';
import { findKey, listKeys } from '../../../../scripts/keys/list-keys.ts';
import { described, keyTable } from '../../../../scripts/keys/show.ts';
import { type KeyStore, parseRecord, recordText, toListing } from '../../../../scripts/keys/store.ts';
import { verify } from '../../../../scripts/keys/verify.ts';
import { createKey, type KeyRecord, keyState } from '../../../../src/api-key.ts';
import { bulletinOf, forged, SECRET } from '../../../test-keys.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const later = new Date('2026-03-02T12:00:00.000Z');

async function storeOf(changes: Partial<KeyRecord> = {}) {
  const { key, hash, record } = await createKey({ name: 'partner' }, SECRET, now);
  const changed = { ...record, ...changes };
  const store: KeyStore = {
    list: async () => ({ keys: [{ hash, record: changed }], errors: [], bulletin: bulletinOf() }),
    get: async (asked) => (asked === hash ? changed : undefined),
    put: async () => {},
    getBulletin: async () => bulletinOf(),
    putBulletin: async () => {},
  };
  return { key, record: changed, store };
}

test('keyState() is revoked before expired before disabled before active, and expired from the very moment', async () => {
  const { record } = await storeOf();
  const at = now.toISOString();
  expect(keyState(record, now.getTime())).toBe('active');
  expect(keyState({ ...record, enabled: false }, now.getTime())).toBe('disabled');
  expect(keyState({ ...record, enabled: false, expiresAt: at }, now.getTime())).toBe('expired');
  expect(keyState({ ...record, expiresAt: at }, now.getTime() - 1)).toBe('active');
  expect(keyState({ ...record, expiresAt: '2026-13-01T00:00:00Z' }, now.getTime())).toBe('expired');
  expect(keyState({ ...record, expiresAt: at, revokedAt: at }, now.getTime())).toBe('revoked');
});

test('a disabled key can be enabled; a revoked key can be neither, and keeps the time of its first revocation', async () => {
  const { record } = await storeOf();
  expect(enabled(disabled(record, now), now)).toEqual(record);
  const tombstone = revoked(record, now);
  expect(revoked(tombstone, later)).toEqual(tombstone);
  expect(() => enabled(tombstone, later)).toThrow('was revoked at 2026-03-01T12:00:00.000Z, which is final');
  expect(() => disabled(tombstone, later)).toThrow('which is final');
});

test('toListing() separates keys from invalid records', async () => {
  const { record } = await storeOf();
  const stored = [JSON.stringify(record), record, 'not a record', { ...record, enabled: 1 }];
  const { keys, errors } = toListing(stored.map((stored, s) => ({ name: `hash ${s}`, stored })));
  expect(keys).toEqual([
    { hash: 'hash 0', record },
    { hash: 'hash 1', record },
  ]);
  expect(errors).toEqual([
    expect.stringMatching(/^the record of "hash 2" is wrong: record: /),
    expect.stringMatching(/^the record of "hash 3" is wrong: enabled: /),
  ]);
});

test('verify() accepts an active key; for any other it gives the reason, without repeating the key', async () => {
  const good = await storeOf();
  expect(await verify(good.store, good.key, now)).toEqual(good.record);
  const { key, store } = await storeOf({ enabled: false });
  await expect(verify(store, key, now)).rejects.toThrow(/^the key [0-9a-f-]{36} is disabled$/);
  await expect(verify(store, `${key}x`, now)).rejects.toThrow('this is not a key: its form is wrong');
  await expect(verify(store, forged(key), now)).rejects.toThrow('this environment did not make the key');
  await expect(verify(store, good.key, now)).rejects.toThrow('made the key, but its record is missing');
});

test('findKey() names an unknown id', async () => {
  const { record, store } = await storeOf();
  const listing = await listKeys(store);
  expect(findKey(listing, record.id).record).toEqual(record);
  expect(() => findKey(listing, 'x')).toThrow('there is no key with the id "x"; keys list shows all ids');
});

test('what is printed about a key holds its start and no more of it', async () => {
  const { key, record } = await storeOf({ models: ['delay', 'us-delay'], expiresAt: later.toISOString() });
  const table = keyTable([record], now);
  expect(table.split('\n')[2]).toBe(
    `${record.id}  partner  –      ${key.slice(0, 12)}  delay, us-delay  standard  2026-03-01T12:00Z  2026-03-02T12:00Z  active`,
  );
  expect(table + JSON.stringify(described(record, now))).not.toContain(key.slice(12, 17));
});

test('recordText() refuses a record that is too long for KV metadata, parseRecord() what is not a record', async () => {
  const { record } = await storeOf();
  expect(parseRecord('hash', JSON.parse(recordText(record)))).toEqual(record);
  expect(() => recordText({ ...record, models: new Array(100).fill('a-long-name') })).toThrow('KV keeps 1024');
  expect(() => parseRecord('hash', { ...record, enabled: 1 })).toThrow(/^the record of "hash" is wrong: enabled: /);
  for (const foreign of ['', 'x', 'null', '[]', null, 7]) {
    expect(() => parseRecord('hash', foreign)).toThrow(/^the record of "hash" is wrong: record: /);
  }
});

test('enabled() refuses a key that has expired: it would stay as it is', async () => {
  const { record } = await storeOf({ enabled: false, expiresAt: now.toISOString() });
  expect(() => enabled(record, later)).toThrow(
    `the key ${record.id} expired at ${now.toISOString()}: create another key`,
  );
});

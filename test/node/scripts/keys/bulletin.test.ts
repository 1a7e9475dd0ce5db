import { expect, test } from 'vitest';
import { addKey, postBulletin, putChange } from '../../../../scripts/keys/bulletin.ts';
import { disabled, enabled, revoked } from '../../../../scripts/keys/change.ts';
import { folderStore } from '../../../../scripts/keys/folder-store.ts';
import { listKeys } from '../../../../scripts/keys/list-keys.ts';
import { type KeyRecord, keyState } from '../../../../src/api-key.ts';
import { CHANGE_SECONDS, compileAdmission, listedHash } from '../../../../src/key-bulletin.ts';
import { earlierKey } from '../../../test-keys.ts';
import { memoryFolder } from './memory-folder.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + 1000 * seconds);

function memoryStore() {
  const { held, folder } = memoryFolder();
  const writes: string[] = [];
  const store = folderStore({
    ...folder,
    async write(name, text) {
      writes.push(name);
      await folder.write(name, text);
    },
  });
  const change = async (id: string, to: (record: KeyRecord, now: Date) => KeyRecord, at: Date) => {
    const listing = await listKeys(store);
    const { hash, record } = listing.keys.find((key) => key.record.id === id)!;
    return putChange(store, listing, { hash, record: to(record, at) }, at);
  };
  return { held, store, writes, change };
}

test('the first key makes the bulletin, which lists the keys that were there before and admits both', async () => {
  const { store } = memoryStore();
  const earlier = await earlierKey(now);
  await store.put(earlier.hash, earlier.record);
  const { key } = await addKey(store, { name: 'new' }, now);
  const bulletin = await store.getBulletin();
  expect(bulletin).toMatchObject({ changes: {}, unsigned: [listedHash(earlier.hash)] });
  const isAdmitted = await compileAdmission(bulletin!);
  expect([await isAdmitted(key), await isAdmitted(earlier.key)]).toEqual([true, true]);
});

test('a bulletin that fits is not written again', async () => {
  const { store, writes } = memoryStore();
  await addKey(store, { name: 'one' }, now);
  writes.length = 0;
  await postBulletin(store, await listKeys(store), later(60));
  await addKey(store, { name: 'two' }, later(60));
  expect(writes).not.toContain('bulletin');
});

test('a change is written to the record first, and then to the bulletin, which keeps it until no isolate has an older record', async () => {
  const { store, writes, change } = memoryStore();
  const { record } = await addKey(store, { name: 'one' }, now);
  writes.length = 0;
  await change(record.id, disabled, later(1));
  expect(writes).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 'bulletin']);
  const posted = async () => (await store.getBulletin())!.changes[0];
  expect(await posted()).toEqual({
    id: record.id,
    changedAt: later(1).toISOString(),
    enabled: false,
    expiresAt: null,
    revokedAt: null,
  });
  await change(record.id, enabled, later(2));
  expect(await posted()).toMatchObject({ changedAt: later(2).toISOString(), enabled: true });
  await change(record.id, revoked, later(3));
  const listing = await listKeys(store);
  expect((await postBulletin(store, listing, later(3 + CHANGE_SECONDS - 1))).changes).toHaveLength(1);
  expect((await postBulletin(store, listing, later(3 + CHANGE_SECONDS))).changes).toEqual([]);
  expect(keyState(listing.keys[0]!.record, now.getTime())).toBe('revoked');
});

test('a change whose command was stopped before it wrote the bulletin is added by the next command', async () => {
  const { store } = memoryStore();
  const { record } = await addKey(store, { name: 'one' }, now);
  const [stored] = (await listKeys(store)).keys;
  await store.put(stored!.hash, { ...revoked(record, later(1)), changedAt: later(1).toISOString() });
  await addKey(store, { name: 'two' }, later(2));
  expect((await store.getBulletin())!.changes[0]).toMatchObject({ revokedAt: later(1).toISOString() });
});

test('a list that lags behind takes no change back', async () => {
  const { store, change } = memoryStore();
  const { record } = await addKey(store, { name: 'one' }, now);
  await change(record.id, disabled, later(1));
  const lagging = await listKeys(store);
  await change(record.id, revoked, later(2));
  const { bulletin } = await listKeys(store);
  const { changes } = await postBulletin(store, { ...lagging, bulletin }, later(3));
  expect(changes[0]).toMatchObject({ revokedAt: later(2).toISOString() });
});

test('a key that is revoked after the clock was set back stays revoked', async () => {
  const { store, change } = memoryStore();
  const { record } = await addKey(store, { name: 'a' }, now);
  await change(record.id, disabled, later(7200));
  await change(record.id, enabled, later(7201));
  await change(record.id, revoked, later(60));
  const { changes } = (await store.getBulletin())!;
  expect(changes).toEqual([expect.objectContaining({ id: record.id, revokedAt: later(60).toISOString() })]);
});

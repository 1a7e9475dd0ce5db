import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addKey, putChange } from '../../../../scripts/keys/bulletin.ts';
import { revoked } from '../../../../scripts/keys/change.ts';
import { folderStore } from '../../../../scripts/keys/folder-store.ts';
import { openKeyFolder } from '../../../../scripts/keys/key-folder.ts';
import { listKeys } from '../../../../scripts/keys/list-keys.ts';
import { createKeyLookup } from '../../../../src/access/key-lookup.ts';
import { hashKey } from '../../../../src/api-key.ts';
import { BULLETIN } from '../../../../src/key-bulletin.ts';
import { PROOF } from '../../../proof.ts';

const COUNT = PROOF ? 5000 : 500;

test(`of ${COUNT} keys all are listed, one reads two files at its first request, and a revoked one is refused`, async () => {
  const state = mkdtempSync(join(tmpdir(), 'many-keys-test-'));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  const folder = join(state, 'keys');
  const files = openKeyFolder(folder);
  const store = folderStore(files);
  const now = new Date();
  const { key, record } = await addKey(store, { name: 'first' }, now);
  const { key: other } = await addKey(store, { name: 'second' }, now);
  for (let n = 2; n < COUNT; n++) {
    const name = n.toString(16).padStart(64, '0');
    writeFileSync(join(folder, name), JSON.stringify({ ...record, id: `key-${n}` }));
  }

  const reads: string[] = [];
  const get = async (name: string) => {
    reads.push(name);
    return JSON.parse((await files.read(name)) ?? 'null');
  };
  const lookup = createKeyLookup({ keys: { get }, now: Date.now });
  const execution = { waitUntil: () => {} };
  expect((await lookup.find(key, execution))?.id).toBe(record.id);
  expect(reads.toSorted()).toEqual([await hashKey(key), BULLETIN].toSorted());

  const listing = await listKeys(store);
  expect(listing.keys).toHaveLength(COUNT);
  const found = listing.keys.find(({ hash }) => hash === reads[1] || hash === reads[0])!;
  await putChange(store, listing, { hash: found.hash, record: revoked(found.record, now) }, now);
  const restarted = createKeyLookup({ keys: { get }, now: Date.now });
  expect(await restarted.find(key, execution)).toBeUndefined();
  expect(await restarted.find(other, execution)).toBeDefined();
});

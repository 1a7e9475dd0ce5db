import { createKey, createSecret, type KeyOptions, type KeyRecord, type MacSecret } from '../../src/api-key.ts';
import { CHANGE_SECONDS, type KeyBulletin, listedHash } from '../../src/key-bulletin.ts';
import type { KeyStore, StoredKey } from './store.ts';

/**
 * Makes the bulletin of a store fit its keys: writes it where it is missing, drops changes that every isolate knows by
 * now, and adds those of other commands that were stopped before they could.
 * @param changed a record that was just written, which the list of the store may not show yet
 * @param secret replaces the secret behind the MACs; the keys of the earlier one are listed, so they go on working
 * @returns the secret for new keys
 */
export async function postBulletin(
  store: KeyStore,
  now: Date,
  { changed, secret }: { changed?: StoredKey; secret?: MacSecret } = {},
): Promise<MacSecret> {
  const [posted, { keys: listed }] = await Promise.all([store.getBulletin(), store.list()]);
  const keys = changed ? [...listed.filter(({ hash }) => hash !== changed.hash), changed] : listed;
  const bulletin = toBulletin(keys, posted, secret ?? posted?.secret ?? createSecret(), now);
  if (JSON.stringify(bulletin) !== JSON.stringify(posted)) await store.putBulletin(bulletin);
  return bulletin.secret;
}

function toBulletin(
  keys: readonly StoredKey[],
  posted: KeyBulletin | undefined,
  secret: MacSecret,
  now: Date,
): KeyBulletin {
  const changes = new Map(
    Object.entries(posted?.changes ?? {}).filter(([, change]) => isListed(change, now.getTime())),
  );
  for (const { record } of keys) {
    const { id, changedAt, enabled, expiresAt, revokedAt } = record;
    const known = changes.get(id);
    // The list of a store may lag behind the bulletin, and the other way round.
    if (!changedAt || !isListed({ changedAt }, now.getTime()) || (known && known.changedAt > changedAt)) continue;
    changes.set(id, { changedAt, enabled, expiresAt, revokedAt });
  }
  const unsigned = keys.filter(({ record }) => record.secretId !== secret.id);
  return {
    format: 1,
    secret,
    changes: Object.fromEntries(changes),
    unsigned: unsigned.map(({ hash }) => listedHash(hash)).sort(),
  };
}

/** Whether an isolate may still have a record from before a change. */
function isListed({ changedAt }: { changedAt: string }, now: number): boolean {
  return now - Date.parse(changedAt) < CHANGE_SECONDS * 1000;
}

/** Creates a key in a store. Only its hash and record are stored. */
export async function addKey(
  store: KeyStore,
  options: KeyOptions,
  now: Date,
): Promise<{ key: string; record: KeyRecord }> {
  const { key, hash, record } = await createKey(options, await postBulletin(store, now), now);
  await store.put(hash, record);
  return { key, record };
}

/**
 * Writes a changed record, and then the bulletin that spreads it. If the process is killed in between, the change takes
 * effect only when isolates read the record again, or when the next command completes the bulletin.
 */
export async function putChange(store: KeyStore, hash: string, record: KeyRecord, now: Date): Promise<KeyRecord> {
  const changed = { ...record, changedAt: now.toISOString() };
  await store.put(hash, changed);
  await postBulletin(store, now, { changed: { hash, record: changed } });
  return changed;
}

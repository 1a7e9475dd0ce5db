import { createKey, createSecret, type KeyOptions, type KeyRecord, type MacSecret } from '../../src/api-key.ts';
import { CHANGE_SECONDS, type KeyBulletin, type KeyChange, listedHash } from '../../src/key-bulletin.ts';
import { Failure } from '../cli/failure.ts';
import { type Listing, listKeys } from './list-keys.ts';
import type { KeyStore, StoredKey } from './store.ts';

/**
 * Makes the bulletin fit the keys of a store: writes it where it is missing, drops changes that every isolate knows by
 * now, and adds those of other commands that were stopped before they could.
 * @param listing what the store holds, with what this command has just written
 * @param secret makes the MACs of new keys. Keys of the earlier secret are listed, so they go on working
 */
export async function postBulletin(
  store: KeyStore,
  { keys, bulletin: posted }: Listing,
  now: Date,
  secret: MacSecret = posted?.secret ?? createSecret(),
): Promise<KeyBulletin> {
  const bulletin = toBulletin(keys, posted, secret, now);
  if (JSON.stringify(bulletin) !== JSON.stringify(posted)) await store.putBulletin(bulletin);
  return bulletin;
}

function toBulletin(
  keys: readonly StoredKey[],
  posted: KeyBulletin | undefined,
  secret: MacSecret,
  now: Date,
): KeyBulletin {
  const changes = new Map(posted?.changes.map((change) => [change.id, change]));
  for (const { record } of keys) {
    const { id, changedAt, enabled, expiresAt, revokedAt } = record;
    // The list of a store may lag behind the bulletin, and the other way round.
    if (changedAt && changedAt >= (changes.get(id)?.changedAt ?? '')) {
      changes.set(id, { id, changedAt, enabled, expiresAt, revokedAt });
    }
  }
  // Until no isolate can have a record from before the change.
  const isRecent = ({ changedAt }: KeyChange) => now.getTime() - Date.parse(changedAt) < CHANGE_SECONDS * 1000;
  const unsigned = keys.filter(({ record }) => record.secretId !== secret.id);
  return {
    format: 1,
    secret,
    changes: [...changes.values()].filter(isRecent),
    unsigned: unsigned.map(({ hash }) => listedHash(hash)).sort(),
  };
}

/** Creates a key in a store. Only its hash and record are stored. */
export async function addKey(
  store: KeyStore,
  options: KeyOptions,
  now: Date,
): Promise<{ key: string; record: KeyRecord }> {
  const { secret } = await postBulletin(store, await listKeys(store), now);
  const { key, hash, record } = await createKey(options, secret, now);
  await store.put(hash, record);
  return { key, record };
}

/**
 * Writes a changed record, and then the bulletin that spreads it. If the process is killed in between, the change takes
 * effect only when isolates read the record again, or when the next command completes the bulletin.
 * @returns the listing with the change, and the changed record
 */
export async function putChange(
  store: KeyStore,
  listing: Listing,
  { hash, record }: StoredKey,
  now: Date,
): Promise<Listing & { record: KeyRecord }> {
  // Later than the last change, which the bulletin has, even if a clock was wrong then or is now.
  const last = record.changedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(record.changedAt);
  const changed = { ...record, changedAt: new Date(Math.max(now.getTime(), last + 1)).toISOString() };
  await store.put(hash, changed);
  const keys = [...listing.keys.filter((other) => other.hash !== hash), { hash, record: changed }];
  const bulletin = await postBulletin(store, { ...listing, keys }, now).catch((error: Error) => {
    throw new Failure(
      `${error.message}; servers that remember the key ${record.id} do not know of its change: repeat it`,
    );
  });
  return { keys, bulletin, record: changed };
}

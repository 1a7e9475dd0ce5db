import { createKey, type KeyRecord, keyState } from '../../src/api-key.ts';
import { Failure } from '../cli/command.ts';
import { postBulletin, putChange } from './bulletin.ts';
import { findKey, listKeys } from './list-keys.ts';
import type { KeyStore } from './store.ts';

export interface Rotation {
  /** Milliseconds that both keys work. */
  overlap: number;
  /** When the successor expires, ISO 8601 in UTC or null for never; if absent, when the old key would have expired. */
  expiresAt?: string | null | undefined;
}

/** The successor of a key, and when the old key stops. */
export interface Successor {
  key: string;
  record: KeyRecord;
  oldExpiresAt: string;
}

/**
 * Creates the successor of an active key, with its prefix, name, owner, models and tier, and lets the old key expire after the overlap,
 * or at its own expiry if that is earlier. If the process is killed between any two steps, no working key is lost and
 * none works longer than it should:
 *
 * 1. The successor is written disabled. Killed here: the old key works as before; the successor, which nobody has
 *    seen, does not work.
 * 2. The successor is shown. Killed here: its owner has it, it does not work yet, and the old key works as before.
 * 3. The expiry of the old key is written. Killed here: both are known; the old key works for the overlap, in which
 *    `keys enable` of the successor completes the rotation.
 * 4. The successor is enabled. Only now do two keys work, and one of them is bound to end.
 *
 * If step 4 came before step 3, a kill between them would leave an old key that works for ever next to its successor. If
 * step 3 came before step 2, a kill between them could leave a key that ends although nobody has its successor.
 *
 * If the old key ends within the overlap, the cause may be a rotation that was killed after step 3. A successor would then
 * inherit an expiry that was never meant for it, so the caller has to give one.
 * Rotated again before it ends, a key hands on the expiry that it had before its first rotation.
 * @throws {Failure} when the key is not active or ends within the overlap, or naming the step to repeat when a write
 * fails
 */
export async function rotate(
  store: KeyStore,
  id: string,
  { overlap, expiresAt }: Rotation,
  show: (successor: Successor) => Promise<void>,
  now: Date,
): Promise<Successor> {
  const listing = await listKeys(store);
  const old = findKey(listing, id);
  const state = keyState(old.record, now.getTime());
  if (state !== 'active') throw new Failure(`the key ${id} is ${state}: only an active key can be rotated`);

  const overlapEnd = new Date(now.getTime() + overlap).toISOString();
  const oldExpiresAt = earlier(old.record.expiresAt, overlapEnd);
  if (expiresAt === undefined && oldExpiresAt === old.record.expiresAt) {
    throw new Failure(
      `the key ${id} expires at ${oldExpiresAt}, within the overlap: to complete an interrupted rotation, use keys enable ` +
        'with the id of the successor; to create another successor, set its expiry with --expires',
    );
  }

  const { unrotatedExpiresAt = old.record.expiresAt } = old.record;
  const prefix = old.record.start.split('_')[0]!;
  const options = { ...old.record, prefix, expiresAt: expiresAt === undefined ? unrotatedExpiresAt : expiresAt };
  const bulletin = await postBulletin(store, listing, now);
  const { key, hash, record } = await createKey(options, bulletin.secret, now);
  const successor = { key, record, oldExpiresAt };

  await store.put(hash, { ...record, enabled: false });
  await show(successor);
  const ending = { hash: old.hash, record: { ...old.record, expiresAt: oldExpiresAt, unrotatedExpiresAt } };
  const changed = await orFail(
    putChange(store, { ...listing, bulletin }, ending, now),
    `the old key works as before, and its successor ${record.id} does not work: revoke the successor and rotate again`,
  );
  await orFail(
    putChange(store, changed, { hash, record }, now),
    `the old key expires at ${oldExpiresAt}, and its successor is still disabled: keys enable ${record.id}`,
  );
  return successor;
}

function earlier(first: string | null, second: string): string {
  return first !== null && Date.parse(first) < Date.parse(second) ? first : second;
}

async function orFail<T>(work: Promise<T>, remedy: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}; ${remedy}`);
  }
}

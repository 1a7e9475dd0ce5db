import { createKey, type KeyRecord, keyState } from '../../src/api-key.ts';
import { Failure } from '../cli/command.ts';
import { findKey } from './find-key.ts';
import type { KeyStore } from './store.ts';

export interface Rotation {
  /** Milliseconds that both keys work. */
  overlap: number;
  /** When the successor expires, ISO 8601 in UTC or null for never; as the old key was to when absent. */
  expiresAt?: string | null | undefined;
}

/** The successor of a key, and when the old key stops. */
export interface Successor {
  key: string;
  record: KeyRecord;
  oldExpiresAt: string;
}

/**
 * Issues the successor of an active key, with its name, models and tier, and lets the old key expire after the
 * overlap, or earlier if it was to. Killed between any two of the steps, no key that works is lost and none works
 * longer than it should:
 *
 * 1. The successor is written disabled. Killed here: the old key works as before; the successor, which nobody has
 *    seen, opens nothing.
 * 2. The successor is shown. Killed here: its owner has it, it opens nothing yet, and the old key works as before.
 * 3. The expiry of the old key is written. Killed here: both are known; the old key works for the overlap, in which
 *    `keys enable` of the successor completes the rotation.
 * 4. The successor is enabled. Only now do two keys work, and one of them is bound to end.
 *
 * Enabling before step 3 would leave, if killed between, an old key that works for ever beside its successor; writing
 * the expiry before step 2 could leave a key that ends with no successor in anybody's hands.
 *
 * An old key that ends within the overlap may owe that to a rotation that was killed after step 3. Its successor would
 * inherit an end that was never meant for it, so that it has to be told one.
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
  const old = await findKey(store, id);
  const state = keyState(old.record, now.getTime());
  if (state !== 'active') throw new Failure(`the key ${id} is ${state}: only an active key can be rotated`);

  const overlapEnd = new Date(now.getTime() + overlap).toISOString();
  const oldExpiresAt = earlier(old.record.expiresAt, overlapEnd);
  if (expiresAt === undefined && oldExpiresAt === old.record.expiresAt) {
    throw new Failure(
      `the key ${id} expires at ${oldExpiresAt}, within the overlap: keys enable of its successor completes a rotation ` +
        'that was interrupted; for another successor, say with --expires when that is to expire',
    );
  }

  const { name, models, tier } = old.record;
  const options = { name, models, tier, expiresAt: expiresAt === undefined ? old.record.expiresAt : expiresAt };
  const { key, hash, record } = await createKey(options, now);
  const successor = { key, record, oldExpiresAt };

  await store.put(hash, { ...record, enabled: false });
  await show(successor);
  await orTell(
    store.put(old.hash, { ...old.record, expiresAt: oldExpiresAt }),
    `the old key works as before, and its successor ${record.id} opens nothing: revoke the successor and rotate again`,
  );
  await orTell(
    store.put(hash, record),
    `the old key expires at ${oldExpiresAt}, and its successor is still disabled: keys enable ${record.id}`,
  );
  return successor;
}

function earlier(first: string | null, second: string): string {
  return first !== null && Date.parse(first) < Date.parse(second) ? first : second;
}

async function orTell(work: Promise<void>, remedy: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}; ${remedy}`);
  }
}

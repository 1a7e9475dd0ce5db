import { createKey, hashKey, type KeyRecord, type MacSecret } from '../src/api-key.ts';
import type { KeyBulletin } from '../src/key-bulletin.ts';

/** The secret behind the keys of the tests. */
export const SECRET: MacSecret = { id: 'test', value: 'a secret of forty-three characters, or more' };

/** A bulletin of this secret. */
export function bulletinOf(changes: Partial<KeyBulletin> = {}): KeyBulletin {
  return { format: 1, secret: SECRET, changes: [], unsigned: [], ...changes };
}

/** The key of the tests with one character of its MAC or CRC replaced. */
export function forged(key: string): string {
  return `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
}

/** A key as they were before the MAC, and its record. Nobody checks the CRC. */
export async function earlierKey(now: Date): Promise<{ key: string; hash: string; record: KeyRecord }> {
  const { key: signed, record } = await createKey({ name: 'earlier' }, SECRET, now);
  const { secretId: _, ...rest } = record;
  const key = `lr_${signed.slice(8, 51)}_000000`;
  return { key, hash: await hashKey(key), record: { ...rest, start: key.slice(0, 7) } };
}

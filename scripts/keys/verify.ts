import { hashKey, isWellFormed, type KeyRecord, keyState } from '../../src/api-key.ts';
import { Failure } from '../cli/command.ts';
import type { KeyStore } from './store.ts';

/**
 * The record of a key that works.
 * @throws {Failure} with the reason why the key does not work, without repeating the key
 */
export async function verify(store: KeyStore, key: string, now: Date): Promise<KeyRecord> {
  if (!isWellFormed(key)) throw new Failure('this is not a key: its form or its checksum is wrong');
  const record = await store.get(await hashKey(key));
  if (!record) throw new Failure('the key is well-formed, but this environment does not have it');
  const state = keyState(record, now.getTime());
  if (state !== 'active') throw new Failure(`the key ${record.id} is ${state}`);
  return record;
}

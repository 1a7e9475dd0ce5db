import { hashKey, hasKeyShape, type KeyRecord, keyState } from '../../src/api-key.ts';
import { compileAdmission } from '../../src/key-bulletin.ts';
import { Failure } from '../cli/command.ts';
import type { KeyStore } from './store.ts';

/**
 * The record of a key that works.
 * @throws {Failure} with the reason why the key does not work, without repeating the key
 */
export async function verify(store: KeyStore, key: string, now: Date): Promise<KeyRecord> {
  if (!hasKeyShape(key)) throw new Failure('this is not a key: its form is wrong');
  const isAdmitted = await compileAdmission((await store.getBulletin()) ?? null);
  if (!(await isAdmitted(key))) throw new Failure('this environment did not make the key, or the key was mistyped');
  const record = await store.get(await hashKey(key));
  if (!record) throw new Failure('this environment made the key, but its record is missing');
  const state = keyState(record, now.getTime());
  if (state !== 'active') throw new Failure(`the key ${record.id} is ${state}`);
  return record;
}

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
  const hash = await hashKey(key);
  const [bulletin = null, record] = await Promise.all([store.getBulletin(), store.get(hash)]);
  const isAdmitted = await compileAdmission(bulletin);
  if (!(await isAdmitted(key))) throw new Failure('this environment did not make the key, or the key was mistyped');
  if (!record) throw new Failure('this environment made the key, but its record is missing');
  const state = keyState(record, now.getTime());
  if (state !== 'active') throw new Failure(`the key ${record.id} is ${state}`);
  return record;
}

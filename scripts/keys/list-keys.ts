import { progress } from '../cli/command.ts';
import type { KeyStore, StoredKey } from './store.ts';

/** The keys of a store. Invalid records are reported on stderr and left out, so that they do not affect other keys. */
export async function listKeys(store: KeyStore): Promise<StoredKey[]> {
  const { keys, errors } = await store.list();
  for (const error of errors) progress(`warning: ${error}`);
  return keys;
}

import { progress } from '../cli/command.ts';
import type { KeyStore, StoredKey } from './store.ts';

/** The keys of a store. Records that are wrong are told on stderr and left out: one of them is no harm to the others. */
export async function listKeys(store: KeyStore): Promise<StoredKey[]> {
  const { keys, problems } = await store.list();
  for (const problem of problems) progress(`warning: ${problem}`);
  return keys;
}

import type { KeyBulletin } from '../../src/key-bulletin.ts';
import { Failure, progress } from '../cli/command.ts';
import type { KeyStore, StoredKey } from './store.ts';

/** What a store holds. */
export interface Listing {
  keys: readonly StoredKey[];
  bulletin: KeyBulletin | undefined;
}

/** The keys of a store. Invalid records are reported on stderr and left out, so that they do not affect other keys. */
export async function listKeys(store: KeyStore): Promise<Listing> {
  const { keys, errors, bulletin } = await store.list();
  for (const error of errors) progress(`warning: ${error}`);
  return { keys, bulletin };
}

/** The key with an id, as `keys list` prints it. @throws {Failure} when there is none */
export function findKey({ keys }: Listing, id: string): StoredKey {
  const found = keys.find(({ record }) => record.id === id);
  if (found) return found;
  throw new Failure(`there is no key with the id ${JSON.stringify(id)}; keys list shows all ids`);
}

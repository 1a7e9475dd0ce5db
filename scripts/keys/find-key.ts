import { Failure } from '../cli/command.ts';
import { listKeys } from './list-keys.ts';
import type { KeyStore, StoredKey } from './store.ts';

/** The key with an id, as `keys list` prints it. @throws {Failure} when there is none */
export async function findKey(store: KeyStore, id: string): Promise<StoredKey> {
  const found = (await listKeys(store)).find(({ record }) => record.id === id);
  if (found) return found;
  throw new Failure(`there is no key with the id ${JSON.stringify(id)}; keys list shows all ids`);
}

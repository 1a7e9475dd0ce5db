import { requireCredentials } from '../wrangler/credentials.ts';
import { postBulletin } from './bulletin.ts';
import { listKeys } from './list-keys.ts';
import { withLocalKeys } from './local-keys.ts';
import { remoteStore } from './remote-store.ts';
import type { KeyStore } from './store.ts';

/** Opens the keys of an environment of wrangler.toml. A deployed environment needs credentials, `local` does not. */
export function withKeyStore<T>(environment: string, use: (store: KeyStore) => Promise<T>): Promise<T> {
  if (environment === 'local') return withLocalKeys(use);
  requireCredentials(process.env);
  return use(remoteStore(environment));
}

/** Writes the bulletin of an environment where it is missing or incomplete. */
export async function ensureBulletin(environment: string): Promise<void> {
  await withKeyStore(environment, async (store) => postBulletin(store, await listKeys(store), new Date()));
}

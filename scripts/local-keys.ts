import { join } from 'node:path';
import { getPlatformProxy } from 'wrangler';
import { OFFLINE } from './wrangler.ts';

/** The part of the KV interface that managing keys needs. */
export interface KeyStore {
  get(hash: string): Promise<string | null>;
  put(hash: string, record: string): Promise<void>;
}

/** The folder of all local state, which `start`, `serve` and `keys --local` share: STATE_DIR, else wrangler's own. */
export function stateFolder(): string {
  return process.env.STATE_DIR || join('.wrangler', 'state');
}

/** Where wrangler and Miniflare keep the local bindings' data inside the state folder. */
export function bindingsFolder(): string {
  return join(stateFolder(), 'v3');
}

/** Opens the local key store, also while a local server runs on it: what is written, the server reads at once. */
export async function withLocalKeys<T>(use: (store: KeyStore) => Promise<T>, folder = bindingsFolder()): Promise<T> {
  Object.assign(process.env, OFFLINE);
  const { env, dispose } = await getPlatformProxy<{ KEYS: KeyStore }>({
    configPath: 'wrangler.toml',
    persist: { path: folder },
    remoteBindings: false,
  });
  try {
    return await use(env.KEYS);
  } finally {
    await dispose();
  }
}

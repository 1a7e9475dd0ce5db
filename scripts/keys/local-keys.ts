import { join } from 'node:path';
import { OFFLINE } from '../wrangler/run-wrangler.ts';

/** The part of a KV namespace that managing keys needs. */
export interface KeyNamespace {
  get(hash: string): Promise<string | null>;
  put(hash: string, record: string, options?: { metadata: unknown }): Promise<void>;
  list(options: { cursor?: string }): Promise<KeyPage>;
}

/** A page of the names in a namespace; the next page begins at the cursor. */
interface KeyPage {
  keys: { name: string; metadata?: unknown }[];
  list_complete: boolean;
  cursor?: string;
}

/** The folder of all local state, shared by `start`, `serve` and `keys --local`: STATE_DIR, by default wrangler's own. */
export function stateFolder(): string {
  return process.env.STATE_DIR || join('.wrangler', 'state');
}

/** Where wrangler and Miniflare keep the data of local bindings, inside the state folder. */
export function bindingsFolder(): string {
  return join(stateFolder(), 'v3');
}

/** Opens the local key store. A local server may run on it: it sees every write at once. */
export async function withLocalKeys<T>(use: (keys: KeyNamespace) => Promise<T>, folder = bindingsFolder()): Promise<T> {
  Object.assign(process.env, OFFLINE);
  // Imported on use: loading wrangler takes longer than the rest of a command that needs no keys.
  const { getPlatformProxy } = await import('wrangler');
  const { env, dispose } = await getPlatformProxy<{ KEYS: KeyNamespace }>({
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

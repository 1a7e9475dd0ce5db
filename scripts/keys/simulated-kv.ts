import { OFFLINE } from '../wrangler/run-wrangler.ts';
import { bindingsFolder } from './state-folder.ts';

/** The part of a KV namespace that copying keys needs. */
export interface KeyNamespace {
  get(name: string): Promise<string | null>;
  put(name: string, text: string): Promise<void>;
  list(options: { cursor?: string }): Promise<KeyPage>;
}

/** A page of the names in a namespace; the next page begins at the cursor. */
interface KeyPage {
  keys: { name: string }[];
  list_complete: boolean;
  cursor?: string;
}

/** Opens the KV that `start` simulates. A server may run on it: it sees every write at once. */
export async function openSimulatedKv(): Promise<{ namespace: KeyNamespace; close: () => Promise<void> }> {
  Object.assign(process.env, OFFLINE);
  // Imported on use: loading wrangler takes longer than the rest of a command that needs no keys.
  const { getPlatformProxy } = await import('wrangler');
  const { env, dispose } = await getPlatformProxy<{ KEYS: KeyNamespace }>({
    configPath: 'wrangler.toml',
    persist: { path: bindingsFolder() },
    remoteBindings: false,
  });
  return { namespace: env.KEYS, close: dispose };
}

/** Lends that KV. */
export async function withSimulatedKv<T>(use: (keys: KeyNamespace) => Promise<T>): Promise<T> {
  const { namespace, close } = await openSimulatedKv();
  try {
    return await use(namespace);
  } finally {
    await close();
  }
}

/** The names of all entries. */
export async function namesIn(namespace: KeyNamespace): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await namespace.list(cursor === undefined ? {} : { cursor });
    names.push(...page.keys.map(({ name }) => name));
    cursor = page.list_complete ? undefined : page.cursor;
  } while (cursor !== undefined);
  return names;
}

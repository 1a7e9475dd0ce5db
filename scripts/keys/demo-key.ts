import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashKey, keyState } from '../../src/api-key.ts';
import { addKey, postBulletin } from './bulletin.ts';
import { listKeys } from './list-keys.ts';
import { withKeyStore } from './open-store.ts';
import { stateFolder } from './state-folder.ts';
import type { KeyStore } from './store.ts';

/** Where the demo key is stored, in plain text, readable only by this user. */
export function demoKeyPath(): string {
  return join(stateFolder(), 'demo-key');
}

/**
 * A key for trying things out. It is created once and stored next to the local key store; a new one is created when the
 * store no longer accepts it.
 */
export async function demoKey(now: Date): Promise<string> {
  const stored = await readDemoKey();
  return withKeyStore('local', async (store) => {
    await postBulletin(store, await listKeys(store), now);
    if (stored !== undefined && (await isUsable(store, stored, now))) return stored;
    const { key } = await addKey(store, { name: 'demo' }, now);
    await mkdir(stateFolder(), { recursive: true });
    await writeFile(demoKeyPath(), `${key}\n`, { mode: 0o600 });
    return key;
  });
}

/** Whether the local store accepts an earlier demo key. */
export async function hasDemoKey(now: Date): Promise<boolean> {
  const stored = await readDemoKey();
  return stored !== undefined && withKeyStore('local', (store) => isUsable(store, stored, now));
}

function readDemoKey(): Promise<string | undefined> {
  return readFile(demoKeyPath(), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

async function isUsable(store: KeyStore, key: string, now: Date): Promise<boolean> {
  const record = await store.get(await hashKey(key)).catch(() => undefined);
  return record !== undefined && keyState(record, now.getTime()) === 'active';
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey, hashKey, keyRecordSchema, keyState } from '../../src/api-key.ts';
import { type KeyNamespace, stateFolder, withLocalKeys } from './local-keys.ts';

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
  return withLocalKeys(async (store) => {
    if (stored !== undefined && (await isUsable(store, stored, now))) return stored;
    const { key, hash, record } = await createKey({ name: 'demo' }, now);
    await store.put(hash, JSON.stringify(record), { metadata: record });
    await mkdir(stateFolder(), { recursive: true });
    await writeFile(demoKeyPath(), `${key}\n`, { mode: 0o600 });
    return key;
  });
}

/** Whether the local store accepts an earlier demo key. */
export async function hasDemoKey(now: Date): Promise<boolean> {
  const stored = await readDemoKey();
  return stored !== undefined && withLocalKeys((store) => isUsable(store, stored, now));
}

function readDemoKey(): Promise<string | undefined> {
  return readFile(demoKeyPath(), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

async function isUsable(store: KeyNamespace, key: string, now: Date): Promise<boolean> {
  const text = await store.get(await hashKey(key));
  if (text === null) return false;
  const record = keyRecordSchema().safeParse(JSON.parse(text));
  return record.success && keyState(record.data, now.getTime()) === 'active';
}

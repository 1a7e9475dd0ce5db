import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey, hashKey, keyRecordSchema, keyState } from '../../src/api-key.ts';
import { type KeyNamespace, stateFolder, withLocalKeys } from './local-keys.ts';

/** Where the demo key is remembered, in clear, for this user alone to read. */
export function demoKeyPath(): string {
  return join(stateFolder(), 'demo-key');
}

/**
 * A key for trying things out: made once, remembered beside the local store, made anew when the store no longer
 * accepts it.
 */
export async function demoKey(now: Date): Promise<string> {
  const remembered = await readDemoKey();
  return withLocalKeys(async (store) => {
    if (remembered !== undefined && (await isUsable(store, remembered, now))) return remembered;
    const { key, hash, record } = await createKey({ name: 'demo' }, now);
    await store.put(hash, JSON.stringify(record), { metadata: record });
    await mkdir(stateFolder(), { recursive: true });
    await writeFile(demoKeyPath(), `${key}\n`, { mode: 0o600 });
    return key;
  });
}

/** Whether the local store accepts a demo key that was made earlier. */
export async function hasDemoKey(now: Date): Promise<boolean> {
  const remembered = await readDemoKey();
  return remembered !== undefined && withLocalKeys((store) => isUsable(store, remembered, now));
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

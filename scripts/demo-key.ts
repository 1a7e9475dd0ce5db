import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey, hashKey, keyRecordSchema, keyState } from '../src/api-key.ts';
import { type KeyNamespace, stateFolder, withLocalKeys } from './local-keys.ts';

/**
 * A key for trying things out: made once, remembered beside the local store, made anew when the store no longer
 * accepts it.
 */
export async function demoKey(now: Date): Promise<string> {
  const path = join(stateFolder(), 'demo-key');
  const remembered = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  return withLocalKeys(async (store) => {
    if (remembered !== undefined && (await isUsable(store, remembered, now))) return remembered;
    const { key, hash, record } = await createKey({ name: 'demo' }, now);
    await store.put(hash, JSON.stringify(record), { metadata: record });
    await mkdir(stateFolder(), { recursive: true });
    await writeFile(path, `${key}\n`, { mode: 0o600 });
    return key;
  });
}

async function isUsable(store: KeyNamespace, key: string, now: Date): Promise<boolean> {
  const text = await store.get(await hashKey(key));
  if (text === null) return false;
  const record = keyRecordSchema().safeParse(JSON.parse(text));
  return record.success && keyState(record.data, now.getTime()) === 'active';
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { runWrangler } from '../wrangler.ts';
import { type KeyStore, parseRecord, recordText, type StoredKey } from './store.ts';

const listSchema = z.array(z.object({ name: z.string(), metadata: z.unknown() }));

/** The keys of a deployed environment. Wrangler sees hashes and records, never a key; its failures are passed on. */
export function remoteStore(environment: string): KeyStore {
  const target = ['--binding', 'KEYS', '--env', environment, '--remote'];

  return {
    async list() {
      const listed = await runWrangler(`listing the keys of ${environment}`, ['kv', 'key', 'list', ...target]);
      const keys: StoredKey[] = [];
      for (const { name, metadata } of listSchema.parse(JSON.parse(listed))) {
        keys.push({ hash: name, record: parseRecord(name, metadata ?? (await get(name))) });
      }
      return keys;
    },

    async put(hash, record) {
      await withTemporaryFolder(async (folder) => {
        const path = join(folder, 'record.json');
        const text = recordText(record);
        await writeFile(path, text);
        const value = ['--path', path, '--metadata', text];
        await runWrangler(`writing the key to ${environment}`, ['kv', 'key', 'put', hash, ...value, ...target]);
      });
    },
  };

  async function get(hash: string): Promise<unknown> {
    return JSON.parse(await runWrangler(`reading a key of ${environment}`, ['kv', 'key', 'get', hash, ...target]));
  }
}

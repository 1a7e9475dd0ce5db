import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { withTemporaryFolder } from '../cli/temporary-folder.ts';
import { runWrangler } from '../wrangler/run-wrangler.ts';
import { type KeyStore, parseRecord, recordText, toListing } from './store.ts';

const listSchema = z.array(z.object({ name: z.string(), metadata: z.unknown() }));

/** The keys of a deployed environment. Wrangler receives hashes and records, never a key; its errors are passed on. */
export function remoteStore(environment: string): KeyStore {
  const target = ['--binding', 'KEYS', '--env', environment, '--remote'];

  return {
    async list() {
      const entries = [];
      for (const { name, metadata } of await names()) entries.push({ name, stored: metadata ?? (await read(name)) });
      return toListing(entries);
    },

    async get(hash) {
      // Reading an unknown name fails like any other error; listing it does not.
      const listed = await names('--prefix', hash);
      return listed.some(({ name }) => name === hash) ? parseRecord(hash, await read(hash)) : undefined;
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

  async function names(...filter: string[]) {
    const list = ['kv', 'key', 'list', ...filter, ...target];
    return listSchema.parse(JSON.parse(await runWrangler(`listing the keys of ${environment}`, list)));
  }

  function read(hash: string): Promise<string> {
    return runWrangler(`reading a key of ${environment}`, ['kv', 'key', 'get', hash, ...target]);
  }
}

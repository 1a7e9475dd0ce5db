import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { BULLETIN, type KeyBulletin } from '../../src/key-bulletin.ts';
import { withTemporaryFolder } from '../cli/temporary-folder.ts';
import { runWrangler } from '../wrangler/run-wrangler.ts';
import { type KeyStore, parseBulletin, parseRecord, recordText, toListing } from './store.ts';

const listSchema = z.array(z.object({ name: z.string(), metadata: z.unknown().optional() }));

/** The name of the deployed top level of wrangler.toml, which the button “Deploy to Cloudflare” deploys. */
export const TOP_LEVEL = 'the deployed top level';

/** The options of wrangler that name the namespace which the Worker of an environment has bound. */
function boundNamespace(environment: string): string[] {
  return ['--binding', 'KEYS', `--env=${environment === TOP_LEVEL ? '' : environment}`, '--remote'];
}

/**
 * The keys of a deployed environment. Wrangler receives hashes and records, never a key; its errors are passed on.
 * @param target the options of wrangler that name the namespace
 */
export function remoteStore(environment: string, target = boundNamespace(environment)): KeyStore {
  return {
    async list() {
      const entries = [];
      let bulletin: KeyBulletin | undefined;
      for (const { name, metadata } of await names()) {
        if (name === BULLETIN) bulletin = parseBulletin(await read(name));
        else entries.push({ name, stored: metadata ?? (await read(name)) });
      }
      return { ...toListing(entries), bulletin };
    },

    async get(hash) {
      const stored = await readIfListed(hash);
      return stored === undefined ? undefined : parseRecord(hash, stored);
    },

    async put(hash, record, seconds) {
      const text = recordText(record);
      const lifetime = seconds === undefined ? [] : ['--ttl', String(seconds)];
      await write(hash, text, '--metadata', text, ...lifetime);
    },

    async getBulletin() {
      const stored = await readIfListed(BULLETIN);
      return stored === undefined ? undefined : parseBulletin(stored);
    },

    async putBulletin(bulletin) {
      await write(BULLETIN, JSON.stringify(bulletin));
    },
  };

  /** Reading an unknown name fails like any other error; listing it does not. */
  async function readIfListed(name: string): Promise<string | undefined> {
    const listed = await names('--prefix', name);
    return listed.some((entry) => entry.name === name) ? read(name) : undefined;
  }

  async function write(name: string, text: string, ...metadata: string[]): Promise<void> {
    await withTemporaryFolder(async (folder) => {
      const path = join(folder, 'value.json');
      await writeFile(path, text);
      const value = ['--path', path, ...metadata];
      await runWrangler(`writing the keys of ${environment}`, ['kv', 'key', 'put', name, ...value, ...target]);
    });
  }

  async function names(...filter: string[]) {
    const list = ['kv', 'key', 'list', ...filter, ...target];
    return listSchema.parse(JSON.parse(await runWrangler(`listing the keys of ${environment}`, list)));
  }

  function read(hash: string): Promise<string> {
    return runWrangler(`reading a key of ${environment}`, ['kv', 'key', 'get', hash, ...target]);
  }
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyRecord } from '../src/api-key.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { runWrangler } from './wrangler.ts';

/**
 * Writes a key's record to the KV namespace of a deployed environment. Wrangler sees the hash, never the key.
 * @throws {Failure} with wrangler's reason
 */
export async function putRemoteKey(environment: string, hash: string, record: KeyRecord): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const path = join(folder, 'record.json');
    await writeFile(path, JSON.stringify(record));
    const target = ['--binding', 'KEYS', '--env', environment, '--remote'];
    await runWrangler(`writing the key to ${environment}`, ['kv', 'key', 'put', hash, '--path', path, ...target]);
  });
}

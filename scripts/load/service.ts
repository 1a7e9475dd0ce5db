import { join } from 'node:path';
import { progress } from '../cli/command.ts';
import { addKey } from '../keys/bulletin.ts';
import { folderStore } from '../keys/folder-store.ts';
import { openKeyFolder } from '../keys/key-folder.ts';
import { startServe } from '../worker/start-serve.ts';

/** A running service to send load to. */
export interface Service {
  url: string;
  key: string;
  /** Process id, if the service runs on this machine. */
  pid?: number;
  stop: () => Promise<unknown>;
}

/**
 * Starts `serve` on a free port with a key store of its own, and creates a key without a rate limit.
 * @param folder for the key store; nothing else is written
 * @throws {Failure} with the reason that `serve` gave, when it ends early
 */
export async function startService(folder: string): Promise<Service> {
  progress('building and starting the service …');
  const { url, pid, stop } = await startServe({ STATE_DIR: folder });
  try {
    const options = { name: 'load test', tier: 'unlimited' };
    const { key } = await addKey(folderStore(openKeyFolder(join(folder, 'keys'))), options, new Date());
    return { url, key, pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

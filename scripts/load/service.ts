import { join } from 'node:path';
import { progress } from '../cli/command.ts';
import { addKey } from '../keys/bulletin.ts';
import { folderStore } from '../keys/folder-store.ts';
import { openKeyFolder } from '../keys/key-folder.ts';
import { startServe } from '../worker/start-serve.ts';
import { requireEnvironment, requireKnown } from '../wrangler/environment.ts';

/** A running service to send load to. */
export interface Service {
  url: string;
  /** Keys to use in turn. */
  keys: string[];
  /** Process id, if the service runs on this machine. */
  pid?: number;
  stop: () => Promise<unknown>;
}

/** What runs the service, and the tier of the keys that it gets. */
export interface ServiceOptions {
  runtime: string;
  tier: string;
}

/** The highest rate of any test, in requests per second. */
const HIGHEST_RATE = 12_000;

/**
 * Starts `serve` on a free port with a key store of its own, and creates keys: as many as the rates of their tier ask for.
 * @param folder for the key store; nothing else is written
 * @throws {Failure} when there is no such tier; with the reason that `serve` gave, when it ends early
 */
export async function startService(folder: string, { runtime, tier }: ServiceOptions): Promise<Service> {
  const { tiers } = await requireEnvironment('the load test', 'local');
  const rate = tiers.get(requireKnown('--tier', tier, [...tiers.keys()]))!;
  const count = rate.binding === undefined ? 1 : Math.ceil((HIGHEST_RATE * rate.period) / rate.limit);
  progress('building and starting the service …');
  const { url, pid, stop } = await startServe({ STATE_DIR: folder }, { args: ['--runtime', runtime] });
  try {
    const store = folderStore(openKeyFolder(join(folder, 'keys')));
    const keys: string[] = [];
    for (let n = 0; n < count; n++) keys.push((await addKey(store, { name: 'load test', tier }, new Date())).key);
    return { url, keys, pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

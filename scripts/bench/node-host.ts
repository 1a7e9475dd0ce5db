import { join } from 'node:path';
import { addKey } from '../keys/bulletin.ts';
import { folderStore } from '../keys/folder-store.ts';
import { openKeyFolder } from '../keys/key-folder.ts';
import { buildServer } from '../serve/build-server.ts';
import { SERVER } from '../serve/serve-processes.ts';
import { freeAddress } from '../worker/listen-address.ts';
import { requireEnvironment } from '../wrangler/environment.ts';
import { MODEL, VARIANT } from './inputs.ts';
import { type Server, startProcess } from './server.ts';

/** The service on Node with all its duties, one serving process; its log is discarded. */
export async function startNodeHost(name: string, folder: string): Promise<Server> {
  const build = join(folder, 'node-host');
  const state = join(build, 'state');
  await buildServer(build, await requireEnvironment('the benchmark', 'local'));
  const store = folderStore(openKeyFolder(join(state, 'keys')));
  const { key } = await addKey(store, { name: 'benchmark', tier: 'unlimited' }, new Date());
  const { port } = await freeAddress({ host: '127.0.0.1', port: 0 });
  const variables = { PORT: String(port), STATE_DIR: state, PROCESSES: '1' };
  const path = `/inference/${MODEL}/${VARIANT}`;
  const server = await startProcess(name, process.execPath, [join(build, SERVER)], port, path, variables);
  return { ...server, key };
}

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

/** A build of the service on Node, with a key of its own. */
export interface NodeHost {
  script: string;
  key: string;
  port: number;
  /** Its environment variables. */
  variables: Readonly<Record<string, string>>;
}

/** The path of the requests. */
export const NODE_PATH = `/inference/${MODEL}/${VARIANT}`;

/** Builds the service on Node into a folder. */
export async function buildNodeHost(folder: string, processes = 1): Promise<NodeHost> {
  const state = join(folder, 'state');
  await buildServer(folder, await requireEnvironment('the benchmark', 'local'));
  const store = folderStore(openKeyFolder(join(state, 'keys')));
  const { key } = await addKey(store, { name: 'benchmark', tier: 'unlimited' }, new Date());
  const { port } = await freeAddress({ host: '127.0.0.1', port: 0 });
  const variables = { PORT: String(port), STATE_DIR: state, PROCESSES: String(processes) };
  return { script: join(folder, SERVER), key, port, variables };
}

/** The service on Node with all its duties; its log is discarded. */
export async function startNodeHost(name: string, folder: string, processes = 1): Promise<Server> {
  const { script, key, port, variables } = await buildNodeHost(join(folder, name.replaceAll(' ', '-')), processes);
  return { ...(await startProcess(name, process.execPath, [script], port, NODE_PATH, variables)), key };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../cli/command.ts';
import { TENSORS } from './inputs.ts';
import { startNodeHost } from './node-host.ts';
import { type Server, serverPath, startProgram, startWorkerd } from './server.ts';
import { startBundle } from './service.ts';

/** Names of the minimal servers; ratios are relative to the limit. */
const CONSTANT = 'workerd, constant';
export const LIMIT = 'workerd, parses JSON';
export const OURS = 'this service';

export interface ContestantOptions {
  /** Working folder: modules, configurations, and the Worker that replaces the key store of the service. */
  folder: string;
  /** Folder with the node_modules of the alternatives on Node, if they are installed. */
  peers: string;
  /** Python with the packages of servers/requirements.txt. */
  python?: string;
}

/**
 * Starts every contestant that this machine can run, each server on the first core; idle servers cost nothing.
 * @param started receives the servers in the order of the table; the caller stops them
 */
export async function startContestants({ folder, peers, python }: ContestantOptions, started: Server[]): Promise<void> {
  const start = async (server: Promise<Server>) => void started.push(await server);
  await start(startWorkerd(CONSTANT, 'constant.js', folder));
  await start(startWorkerd(LIMIT, 'parse.js', folder));
  await start(startWorkerd('workerd, parses and logs', 'parse-log.js', folder));
  await start(startWorkerd('workerd, written by hand', 'lookup.js', folder, true));
  await start(startWorkerd('workerd, by hand, same duties', 'duties.js', folder, true));
  await start(startBundle(OURS, folder));
  await start(startNodeHost(`${OURS} on Node`, folder));
  if (existsSync(join(peers, 'node_modules', 'fastify'))) {
    await start(startProgram('fastify, written by hand', process.execPath, [serverPath('fastify-lookup.js')], folder));
    await start(startProgram('fastify + onnxruntime', process.execPath, [serverPath('fastify-onnx.js')], folder));
  } else
    progress(
      `the alternatives on Node are missing: npm install --ignore-scripts --prefix ${peers} fastify onnxruntime-node`,
    );
  if (python !== undefined) {
    await start(startProgram('FastAPI + onnxruntime', python, [serverPath('fastapi_onnx.py')], folder));
    await start(startProgram('FastAPI + scikit-learn + pandas', python, [serverPath('fastapi_sklearn.py')], folder));
    await start(startMlServer(python, folder));
  }
}

/** MLServer speaks only the Open Inference Protocol. */
async function startMlServer(python: string, folder: string): Promise<Server> {
  const server = await startProgram('MLServer + scikit-learn', python, [serverPath('mlserver_sklearn.py')], folder);
  return { ...server, url: new URL('/v2/models/delay/infer', server.url).href, bodies: TENSORS };
}

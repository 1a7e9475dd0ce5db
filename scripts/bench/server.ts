import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../cli/command.ts';
import { pin, processTree } from '../load/cpu.ts';
import { freeAddress } from '../worker/listen-address.ts';
import { workerd, workerdConfig, workerService } from '../worker/workerd-config.ts';

/** A running contestant: its address, and the processes whose CPU time is its cost. */
export interface Server {
  name: string;
  url: string;
  key: string;
  pids: number[];
  /** The file of its bodies in the folder of inputs, if it does not read the common JSON. */
  bodies?: string;
  stop: () => Promise<void>;
}

const SERVERS = join(import.meta.dirname, 'servers');
const START_SECONDS = 60;
/** The date whose behaviour of workerd all contestants get. */
export const COMPATIBILITY_DATE = '2026-01-01';

/** Starts bare workerd with one Worker of `servers/`, and with `tables.js` on request. */
export async function startWorkerd(name: string, worker: string, folder: string, tables = false): Promise<Server> {
  await copyFile(join(SERVERS, worker), join(folder, worker));
  const files = [worker, ...(tables ? ['tables.js'] : [])];
  const modules = files.map((file) => ({ name: file, kind: 'script' as const }));
  const service = workerService('main', { modules, compatibilityDate: COMPATIBILITY_DATE });
  return startConfig(name, [service], folder);
}

/** Starts bare workerd with services in its own notation; `main` answers, and files are embedded from `folder`. */
export async function startConfig(
  name: string,
  services: string[],
  folder: string,
  { key, path: asked, heap }: { key: string; path: string; heap?: number | undefined } = {
    key: 'none',
    path: '/inference/delay',
  },
): Promise<Server> {
  const { port } = await freeAddress({ host: '127.0.0.1', port: 0 });
  const config = await writeConfig(services, folder, port, heap);
  return { ...(await startProcess(name, workerd, ['serve', config], port, asked)), key };
}

/**
 * Writes a configuration of workerd that listens on a port; returns its path.
 * @param heap limit of V8's heap, in megabytes
 */
export async function writeConfig(services: string[], folder: string, port: number, heap?: number): Promise<string> {
  const path = join(folder, `${port}.capnp`);
  await writeFile(path, workerdConfig({ services, address: `127.0.0.1:${port}`, heap }));
  return path;
}

/** Starts a server of `servers/` on Node, or any other program that takes a port and a folder as arguments. */
export async function startProgram(name: string, program: string, args: string[], folder: string): Promise<Server> {
  const { port } = await freeAddress({ host: '127.0.0.1', port: 0 });
  return startProcess(name, program, [...args, String(port), folder], port, '/inference/delay');
}

/** Starts a program that listens on a port, waits until it answers, and pins it with its processes to the first core. */
export async function startProcess(
  name: string,
  program: string,
  args: string[],
  port: number,
  path: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const env = { ...process.env, OMP_NUM_THREADS: '1', ...variables };
  const child = spawn(program, args, { stdio: 'ignore', env });
  const stop = () => stopProcess(child);
  try {
    await answers(child, name, `http://127.0.0.1:${port}/`);
    const pids = processTree(child.pid!);
    for (const pid of pids) pin(pid, 0);
    return { name, url: `http://127.0.0.1:${port}${path}`, key: 'none', pids, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answers(child: ChildProcess, name: string, url: string): Promise<void> {
  for (const deadline = Date.now() + START_SECONDS * 1000; Date.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null || child.pid === undefined) break;
    if (await fetch(url, { method: 'POST', body: '{}' }).catch(() => undefined)) return;
  }
  throw new Failure(`${name} did not start`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Path of a server in `servers/`. */
export function serverPath(file: string): string {
  return join(SERVERS, file);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMilliseconds, pin } from '../load/cpu.ts';
import { freeAddress } from '../worker/listen-address.ts';
import { workerd } from '../worker/workerd-config.ts';
import { writeConfig } from './server.ts';

/** Milliseconds for a start to finish after the port is open: workerd still evaluates the Worker. */
const SETTLE = 50;

/** CPU milliseconds of a start: until the port is open, and until the first answer. */
export interface StartUp {
  start: number;
  firstAnswer: number;
}

/**
 * What it costs to start a bundled Worker, in excess of a Worker that has the same modules but answers a constant: workerd
 * reads the modules in any case. The two take turns; the minimum over the rounds counts, because other programs can only
 * add time.
 */
export async function startUp(worker: string, services: string[], rounds: number): Promise<StartUp> {
  const empty = `${worker}-empty`;
  await cp(worker, empty, { recursive: true });
  await writeFile(`${empty}/index.js`, 'export default { fetch: () => new Response("ok") };\n');
  const floors: StartUp[] = [];
  const starts: StartUp[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push(await startOnce(empty, services));
    starts.push(await startOnce(worker, services));
  }
  const over = (of: keyof StartUp) => least(starts, of) - least(floors, of);
  return { start: over('start'), firstAnswer: over('firstAnswer') };
}

function least(starts: readonly StartUp[], of: keyof StartUp): number {
  return Math.min(...starts.map((start) => start[of]));
}

async function startOnce(folder: string, services: string[]): Promise<StartUp> {
  const { port } = await freeAddress({ host: '127.0.0.1', port: 0 });
  const child = spawn(workerd, ['serve', await writeConfig(services, folder, port)], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  try {
    pin(child.pid!, 0);
    while (child.exitCode === null && !(await isOpen(port))) await sleep(5);
    await sleep(SETTLE);
    const start = cpuMilliseconds(child.pid!);
    await (await fetch(`http://127.0.0.1:${port}/health`)).text();
    await sleep(SETTLE);
    return { start, firstAnswer: cpuMilliseconds(child.pid!) };
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

/** Whether a program of this machine listens on a port. */
export function isOpen(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

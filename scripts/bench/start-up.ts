import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freeAddress } from '../listen-address.ts';
import { cpuMilliseconds, pin } from './cpu.ts';
import { median } from './rounds.ts';
import { workerd, writeConfig } from './server.ts';

/** How long a start may go on after the port is open: evaluating the Worker is part of it. */
const SETTLE = 50;

/** CPU milliseconds of a start: until the port is open, and until the first answer. */
export interface StartUp {
  start: number;
  firstAnswer: number;
}

/**
 * What it costs to start a bundled Worker, over a Worker that answers a constant beside the very same modules: workerd
 * reads those in any case. Medians over rounds in which the two take turns.
 */
export async function startUp(worker: string, services: string[], rounds: number): Promise<StartUp> {
  const empty = `${worker}-empty`;
  await cp(worker, empty, { recursive: true });
  await writeFile(`${empty}/index.js`, 'export default { fetch: () => new Response("ok") };\n');
  const over: StartUp[] = [];
  for (let round = 0; round < rounds; round++) {
    const floor = await startOnce(empty, services);
    const ours = await startOnce(worker, services);
    over.push({ start: ours.start - floor.start, firstAnswer: ours.firstAnswer - floor.firstAnswer });
  }
  return {
    start: median(over.map(({ start }) => start))!,
    firstAnswer: median(over.map(({ firstAnswer }) => firstAnswer))!,
  };
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

function isOpen(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

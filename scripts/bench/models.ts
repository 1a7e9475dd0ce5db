import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { progress } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { lineChart, type Series, standalone } from '../load/chart.ts';
import { MODEL, VARIANT, writeInputs } from './inputs.ts';
import { writeModels } from './many-models.ts';
import type { Server } from './server.ts';
import { bundleServices, startBundle } from './service.ts';
import { measureSlice } from './slice.ts';
import { type StartUp, startUp } from './start-up.ts';
import { withServers } from './workspace.ts';
import { requireWrk } from './wrk.ts';

/** Numbers of bundled models. */
const COUNTS = [1, 10, 30, 100];

/** What a Worker with this many models costs: CPU milliseconds to start, and CPU microseconds per request. */
interface ModelsCost extends StartUp {
  models: number;
  request: number;
}

interface ModelsOptions {
  rounds: number;
  peers: string;
  out: string;
  json?: true;
}

/** Prints and draws what the service costs as models are added. */
export async function benchModels({ rounds, peers, out, json }: ModelsOptions): Promise<void> {
  requireWrk();
  await withServers(async (folder, servers) => {
    await writeInputs(folder, { peers });
    const starts: StartUp[] = [];
    for (const count of COUNTS) starts.push(await startWith(count, folder, servers, rounds));
    const requests = await requestCosts(servers, folder, rounds);
    const costs = COUNTS.map((models, k): ModelsCost => ({ models, ...starts[k]!, request: requests[k]! }));
    await draw(costs, out);
    if (json) return console.log(JSON.stringify(costs, null, 2));
    const rows = costs.map(({ models, start, firstAnswer, request }) => {
      return [String(models), start.toFixed(1), firstAnswer.toFixed(1), request.toFixed(1)];
    });
    console.log(table([['models', 'CPU ms to start', 'CPU ms to the first answer', 'CPU µs per request'], ...rows]));
  });
}

async function startWith(count: number, folder: string, servers: Server[], rounds: number): Promise<StartUp> {
  progress(`${count} models …`);
  const { options, routes } = await writeModels(join(folder, `models-${count}`), count, MODEL, VARIANT);
  const worker = join(folder, `start-${count}`);
  const start = await startUp(worker, await bundleServices(worker, { options, routes }, {}), rounds);
  servers.push(await startBundle(`${count} models`, folder, { options, routes, path: '/inference/model-1' }));
  return start;
}

async function requestCosts(servers: readonly Server[], folder: string, rounds: number): Promise<number[]> {
  const costs = servers.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [k, server] of servers.entries()) costs[k]!.push((await measureSlice(server, round, folder, 1)).cpu);
  }
  return costs.map(([_warmUp, ...rest]) => Math.min(...rest));
}

async function draw(costs: readonly ModelsCost[], out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const points = (of: 'start' | 'firstAnswer' | 'request') => costs.map((cost) => ({ x: cost.models, y: cost[of] }));
  const x = 'models in the bundle';
  const start = lineChart(
    [
      { label: 'start', class: 'a', points: points('start') },
      { label: 'first answer', class: 'b', points: points('firstAnswer') },
    ],
    { x, y: 'milliseconds of CPU, over an empty Worker' },
  );
  const requests: Series = { label: 'a request', class: 'a', points: points('request') };
  const request = lineChart([requests], { x, y: 'microseconds of CPU' });
  await writeFile(join(out, 'models-start.svg'), standalone(start));
  await writeFile(join(out, 'models-request.svg'), standalone(request));
}

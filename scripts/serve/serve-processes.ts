import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { AggregatorRegistry } from 'prom-client';
import { Failure } from '../cli/failure.ts';
import { type ListenAddress, listenAddress, portOf } from '../worker/listen-address.ts';
import type { Order, Report } from './messages.ts';

/** The file of a build that Node runs. */
export const SERVER = 'server.js';

/** Where and how to serve. */
export interface ProcessesOptions extends ListenAddress {
  /** How many processes share the port. */
  count: number;
  /** The port of `GET /metrics`. */
  metricsPort: number | undefined;
  /** Drops what the processes log. */
  silent?: boolean;
}

/** How long to wait before a process that ended is replaced, in milliseconds. */
const RESTART_MS = 1000;

/** What HOST, PORT, PROCESSES (default: one per core) and METRICS_PORT ask for. @throws {Failure} naming the one that is wrong */
export function processesOptions(environment: NodeJS.ProcessEnv): ProcessesOptions {
  const { METRICS_PORT } = environment;
  return {
    ...listenAddress(environment),
    count: processCount(environment),
    metricsPort: METRICS_PORT ? portOf('METRICS_PORT', METRICS_PORT) : undefined,
  };
}

function processCount({ PROCESSES }: NodeJS.ProcessEnv): number {
  if (!PROCESSES) return availableParallelism();
  const count = Number(PROCESSES);
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  throw new Failure(`PROCESSES is ${JSON.stringify(PROCESSES)}: expected an integer from 1 to 64`);
}

/**
 * Serves from several processes that share one port, and replaces those that end. They end with this process, however it
 * ends: node:cluster ends a process whose channel to the first one is gone.
 * @param script the file of a build
 * @returns the ports, and a function that lets requests finish and ends all processes
 * @throws {Error} with the reason, when a process cannot serve
 */
export async function serveProcesses(
  script: string,
  { host, port, count, metricsPort, silent = false }: ProcessesOptions,
): Promise<{ port: number; metricsPort: number | undefined; stop: () => Promise<void> }> {
  let stopping = false;
  cluster.setupPrimary({ exec: script, args: [], silent });
  const variables = {
    HOST: host,
    PORT: String(port),
    METRICS_PORT: metricsPort === undefined ? '' : String(metricsPort),
  };
  const start = () => startProcess(variables);

  const started = await Promise.all(Array.from({ length: count }, start)).catch((error: unknown) => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL');
    throw error;
  });
  cluster.on('exit', async (_, code, signal) => {
    if (stopping) return;
    process.stderr.write(`a process ended (${signal ?? `exit code ${code}`}): starting another\n`);
    await sleep(RESTART_MS);
    if (!stopping) await start().catch((error: Error) => process.stderr.write(`${error.message}\n`));
  });
  const metrics = metricsPort === undefined ? undefined : await serveMetrics(host, metricsPort);

  return {
    port: started[0]!,
    metricsPort: metrics && (metrics.address() as AddressInfo).port,
    async stop() {
      stopping = true;
      metrics?.close();
      const running = Object.values(cluster.workers ?? {}).filter((worker) => worker && !worker.isDead());
      await Promise.all(
        running.map((worker) => {
          const ended = once(worker!, 'exit');
          order(worker!, { kind: 'stop' });
          return ended;
        }),
      );
    },
  };
}

/** Starts a process and waits until it listens. @returns its port */
function startProcess(variables: Record<string, string>): Promise<number> {
  const worker = cluster.fork(variables);
  // A pipe that nobody reads would fill up.
  worker.process.stdout?.resume();
  return new Promise((resolve, reject) => {
    worker.on('exit', (code) => reject(new Error(`a process ended with exit code ${code} before it could serve`)));
    worker.on('message', (message: Report) => {
      if (message.kind === 'listening') resolve(message.port);
      if (message.kind === 'failed') reject(new Error(message.reason));
      if (message.kind === 'counts') relay(worker, message.counts);
    });
  });
}

function relay(from: Worker, counts: (Order & { kind: 'learn' })['counts']): void {
  for (const worker of Object.values(cluster.workers ?? {})) {
    if (worker && worker !== from) order(worker, { kind: 'learn', process: from.id, counts });
  }
}

function order(worker: Worker, message: Order): void {
  if (worker.isConnected()) worker.send(message);
}

/** Answers `GET /metrics` for all processes together. */
async function serveMetrics(host: string, port: number): Promise<Server> {
  const registry = new AggregatorRegistry();
  const server = createServer(async ({ url }, response) => {
    if (url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await registry.clusterMetrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(text);
    } catch (error) {
      response.writeHead(500).end(`${error}\n`);
    }
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

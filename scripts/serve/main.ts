import cluster from 'node:cluster';
import { onStop } from '../cli/on-stop.ts';
import { serveProcess } from './serve-process.ts';
import { processCount, serveProcesses } from './serve-processes.ts';

const OLDEST_NODE = 22;

/** The program of `server.js`: the first process starts the others, which serve. */
async function main(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new Error(`this is Node ${process.versions.node}: expected ${OLDEST_NODE} or newer`);
  }
  const { HOST = '127.0.0.1', PORT = '8787', METRICS_PORT } = process.env;
  const { port, metricsPort, stop } = await serveProcesses({
    script: process.argv[1]!,
    host: HOST,
    port: portOf('PORT', PORT),
    count: processCount(process.env),
    metricsPort: METRICS_PORT ? portOf('METRICS_PORT', METRICS_PORT) : undefined,
  });
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  if (metricsPort !== undefined) process.stderr.write(`metrics on http://${host}:${metricsPort}/metrics\n`);
  process.stderr.write(`serving on http://${host}:${port}\n`);
  onStop(() => stop().finally(() => process.exit(0)));
}

function portOf(name: string, value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new Error(`${name} is ${JSON.stringify(value)}: expected an integer from 0 to 65535`);
}

if (cluster.isPrimary) {
  main().catch((error: Error) => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exit(1);
  });
} else void serveProcess();

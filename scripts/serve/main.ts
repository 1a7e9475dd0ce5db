import cluster from 'node:cluster';
import { onStop } from '../cli/on-stop.ts';
import { socketAddress } from '../worker/listen-address.ts';
import { serveProcess } from './serve-process.ts';
import { processesOptions, serveProcesses } from './serve-processes.ts';

const OLDEST_NODE = 22;

/** The program of `server.js`: the first process starts the others, which serve. */
async function main(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new Error(`this is Node ${process.versions.node}: expected ${OLDEST_NODE} or newer`);
  }
  const options = processesOptions(process.env);
  const { port, metricsPort, stop } = await serveProcesses(process.argv[1]!, options);
  const { host } = options;
  if (metricsPort !== undefined)
    process.stderr.write(`metrics on http://${socketAddress({ host, port: metricsPort })}/metrics\n`);
  process.stderr.write(`serving on http://${socketAddress({ host, port })}\n`);
  onStop(() => stop().finally(() => process.exit(0)));
}

if (cluster.isPrimary) {
  main().catch((error: Error) => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exit(1);
  });
} else void serveProcess();

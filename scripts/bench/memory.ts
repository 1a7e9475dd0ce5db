import { progress } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { residentMegabytes } from '../load/cpu.ts';
import { LIMIT, OURS } from './contestants.ts';
import { writeInputs } from './inputs.ts';
import { startNodeHost } from './node-host.ts';
import { type Server, startWorkerd } from './server.ts';
import { startBundle } from './service.ts';
import { withServers } from './workspace.ts';
import { requireWrk, runWrk } from './wrk.ts';

/** Seconds between two readings of the number of requests. */
const SLICE = 10;
/** Requests after which a server counts as warm. */
const WARM = 10_000;

/** Resident memory of a server: when ready, after WARM requests, and after all requests. */
interface Memory {
  server: string;
  requests: number;
  /** Requests per second. */
  rate: number;
  errors: number;
  start: number;
  warm: number;
  end: number;
}

/** Prints the memory of the service and of the limit after many requests. */
export async function benchMemory(requests: number, options: { peers: string; json?: true }): Promise<void> {
  requireWrk();
  await withServers(async (folder, servers) => {
    await writeInputs(folder, options);
    servers.push(await startWorkerd(LIMIT, 'parse.js', folder));
    servers.push(await startBundle(OURS, folder), await startNodeHost(`${OURS} on Node`, folder));
    const measured: Memory[] = [];
    for (const server of servers) measured.push(await measure(server, folder, requests));
    if (options.json) return console.log(JSON.stringify(measured, null, 2));
    const heading = ['server', 'requests', 'requests/s', 'errors', 'MB when ready', 'MB when warm', 'MB at the end'];
    const rows = measured.map(({ server, requests, rate, errors, start, warm, end }) => {
      const megabytes = [start, warm, end].map((value) => value.toFixed(1));
      return [server, String(requests), rate.toFixed(0), String(errors), ...megabytes];
    });
    console.log(table([heading, ...rows]));
  });
}

async function measure(server: Server, folder: string, wanted: number): Promise<Memory> {
  const memory = () => server.pids.reduce((sum, pid) => sum + residentMegabytes(pid), 0);
  const start = memory();
  let requests = 0;
  let seconds = 0;
  let errors = 0;
  let warm = 0;
  while (requests < wanted) {
    const slice = await runWrk(server, folder, requests < WARM ? 1 : SLICE);
    requests += slice.requests;
    seconds += slice.seconds;
    errors += slice.errors;
    if (requests >= WARM) warm ||= memory();
    progress(`${server.name}: ${requests} requests, ${memory().toFixed(1)} MB`);
  }
  return { server: server.name, requests, rate: requests / seconds, errors, start, warm, end: memory() };
}

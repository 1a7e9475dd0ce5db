import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { Failure } from '../cli/command.ts';
import { cpuSeconds, pin } from '../load/cpu.ts';
import type { Server } from './server.ts';

/** Files in the folder of inputs: one body per line, and `WRK_SCRIPT`. */
export const BODIES = 'bodies.txt';
export const SCRIPT = 'load.lua';
const CONNECTIONS = 16;

/** Sends the bodies of a file, one per line, in turn; prints the figures as JSON. */
export const WRK_SCRIPT = `
local requests, n = {}, 0
function init(args)
  local headers = { ["content-type"] = "application/json", ["x-api-key"] = args[2] }
  for line in io.lines(args[1]) do requests[#requests + 1] = wrk.format("POST", nil, headers, line) end
end
function request()
  n = n % #requests + 1
  return requests[n]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"seconds":%f,"errors":%d,"p50":%f,"p99":%f}\\n', summary.requests,
    summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
`;

/** What the script prints. Latency in milliseconds. */
const outputSchema = z.object({
  requests: z.number(),
  seconds: z.number(),
  errors: z.number(),
  p50: z.number(),
  p99: z.number(),
});

/** @throws {Failure} unless wrk is on PATH */
export function requireWrk(): void {
  if (spawnSync('wrk', ['-v']).error === undefined) return;
  throw new Failure('wrk, which generates the load, is not installed: apt-get install wrk, or brew install wrk');
}

export interface Slice extends z.infer<typeof outputSchema> {
  /** CPU seconds of the generator. */
  cpu: number;
}

/** Puts load on a server for some seconds, by default from the second core, with the inputs in a folder. */
export async function runWrk(
  { url, key, bodies = BODIES }: Server,
  folder: string,
  seconds: number,
  core: number | string = 1,
): Promise<Slice> {
  const script = ['-s', join(folder, SCRIPT), url, '--', join(folder, bodies), key];
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, ...script];
  const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = child.pid!;
  pin(pid, core);
  let cpu = 0;
  const sampling = setInterval(() => {
    cpu = Math.max(cpu, cpuSeconds([pid]));
  }, 50);
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  clearInterval(sampling);
  const line = output.split('\n').find((candidate) => candidate.startsWith('{'));
  if (line === undefined) throw new Failure(`wrk gave no figures: ${output.trim().split('\n').at(-1)}`);
  return { ...outputSchema.parse(JSON.parse(line)), cpu };
}

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { Failure } from '../cli/command.ts';
import { cpuSeconds, pin } from '../load/cpu.ts';

/** The result of one slice of load. Latency in milliseconds. */
export interface Slice {
  requests: number;
  seconds: number;
  errors: number;
  p50: number;
  p99: number;
  /** CPU seconds of the generator. */
  cpu: number;
}

export interface Load {
  url: string;
  /** The file that holds `WRK_SCRIPT`. */
  script: string;
  /** A file with one body per line. */
  bodies: string;
  key: string;
  seconds: number;
  connections: number;
}

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

/** Puts load on a server for some seconds, from the second core. */
export async function runWrk({ url, script, bodies, key, seconds, connections }: Load): Promise<Slice> {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url, '--', bodies, key];
  const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = child.pid!;
  pin(pid, 1);
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

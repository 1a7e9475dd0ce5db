import { cpuSeconds, machineTime, shares } from '../load/cpu.ts';
import type { Measurement } from './rounds.ts';
import type { Server } from './server.ts';
import { runWrk } from './wrk.ts';

/** Puts load on one server for some seconds, with the inputs in a folder, and measures what it cost. */
export async function measureSlice(
  server: Server,
  round: number,
  folder: string,
  seconds: number,
): Promise<Measurement> {
  const before = machineTime();
  const cpuBefore = cpuSeconds(server.pids);
  const ownBefore = cpuSeconds([process.pid]);
  const slice = await runWrk(server, folder, seconds);
  const used = cpuSeconds(server.pids) - cpuBefore;
  const own = cpuSeconds([process.pid]) - ownBefore;
  const after = machineTime();
  return {
    server: server.name,
    round,
    rate: slice.requests / slice.seconds,
    cpu: (used / slice.requests) * 1e6,
    p50: slice.p50,
    p99: slice.p99,
    errors: slice.errors,
    ...(before && after ? shares(before, after, used + slice.cpu + own) : { steal: 0, others: 0 }),
  };
}

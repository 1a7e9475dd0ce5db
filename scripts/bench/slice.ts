import { cpuSeconds, machineTime, shares } from '../load/cpu.ts';
import type { Measurement } from './rounds.ts';
import type { Server } from './server.ts';
import { type Load, runWrk } from './wrk.ts';

/** Puts load on one server and measures what it cost. */
export async function measureSlice(
  server: Server,
  round: number,
  load: Omit<Load, 'url' | 'key'>,
): Promise<Measurement> {
  const before = machineTime();
  const cpuBefore = cpuSeconds(server.pids);
  const ownBefore = cpuSeconds([process.pid]);
  const { url, key, bodies = load.bodies } = server;
  const { requests, seconds, errors, p50, p99, cpu } = await runWrk({ ...load, url, key, bodies });
  const used = cpuSeconds(server.pids) - cpuBefore;
  const own = cpuSeconds([process.pid]) - ownBefore;
  const after = machineTime();
  return {
    server: server.name,
    round,
    rate: requests / seconds,
    cpu: (used / requests) * 1e6,
    p50,
    p99,
    errors,
    ...(before && after ? shares(before, after, used + cpu + own) : { steal: 0, others: 0 }),
  };
}

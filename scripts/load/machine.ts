import { cpus } from 'node:os';
import { cpuSeconds, machineTime, pin, processTree, residentMegabytes, shares } from './cpu.ts';

/** What a run cost on this machine; the figures of the service exist only if the run started it. */
export interface MachineFigures {
  cores: number;
  processor: string;
  /** Shares of the machine's time: taken by the host for other machines, and used by other programs. */
  steal: number;
  others: number;
  /** CPU seconds. */
  serviceCpu?: number;
  generatorCpu: number;
  /** Resident megabytes of the service at the start and at the end. */
  memory?: [number, number];
}

const SAMPLE = 500;

/**
 * Measures a service and the generator that puts load on it, each pinned to a core of its own; Linux only.
 * @returns a function that returns the figures so far; call it before the service stops
 */
export function watchMachine(service: number | undefined, generator: number): () => MachineFigures | undefined {
  const before = machineTime();
  if (before === undefined) return () => undefined;
  const served = service === undefined ? [] : processTree(service);
  for (const pid of served) pin(pid, 0);
  pin(generator, 1);
  const memory = () => served.reduce((sum, pid) => sum + residentMegabytes(pid), 0);
  const cpuBefore = cpuSeconds(served);
  const memoryBefore = memory();
  let generatorCpu = 0;
  const sampling = setInterval(() => {
    generatorCpu = Math.max(generatorCpu, cpuSeconds([generator]));
  }, SAMPLE).unref();

  return () => {
    clearInterval(sampling);
    const own = process.cpuUsage();
    const serviceCpu = cpuSeconds(served) - cpuBefore;
    return {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown processor',
      ...shares(before, machineTime()!, serviceCpu + generatorCpu + (own.user + own.system) / 1e6),
      generatorCpu,
      ...(served.length > 0 && { serviceCpu, memory: [memoryBefore, memory()] satisfies [number, number] }),
    };
  };
}

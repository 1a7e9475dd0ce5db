import { cpus } from 'node:os';
import { cpuSeconds, machineTime, pin, processTree, residentMegabytes, shares } from './cpu.ts';

/** What a run cost on this machine; figures of the service only where the run started it. */
export interface MachineFigures {
  cores: number;
  processor: string;
  /** Shares of the machine's time: stolen by the host, and used by other programs. */
  steal: number;
  others: number;
  /** CPU seconds. */
  serviceCpu?: number;
  generatorCpu: number;
  /** Resident megabytes of the service when it began, and at the end. */
  memory?: [number, number];
}

const SAMPLE = 500;

/** Watches a service while a generator puts load on it, each on a core of its own; Linux only. */
export function watchMachine(service: number | undefined, generator: number) {
  const before = machineTime();
  if (before === undefined) return { end: () => undefined };
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

  /** The figures until now; to be called before the service stops. */
  function end(): MachineFigures {
    clearInterval(sampling);
    const own = process.cpuUsage();
    const serviceCpu = cpuSeconds(served) - cpuBefore;
    return {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown processor',
      ...shares(before!, machineTime()!, serviceCpu + generatorCpu + (own.user + own.system) / 1e6),
      generatorCpu,
      ...(served.length > 0 && { serviceCpu, memory: [memoryBefore, memory()] satisfies [number, number] }),
    };
  }
  return { end };
}

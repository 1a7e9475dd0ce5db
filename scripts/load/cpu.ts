import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts CPU time in ticks of 10 ms (USER_HZ). */
const TICK = 0.01;

/** Seconds that all cores together have spent since the machine started. */
export interface MachineTime {
  total: number;
  /** Spent on programs of this machine. */
  busy: number;
  /** Taken by the host for other machines. */
  steal: number;
}

/** The times in /proc/stat; undefined if there is no such file. */
export function machineTime(): MachineTime | undefined {
  const line = readProc('/proc/stat')?.split('\n')[0];
  if (line === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) * TICK);
  const busy = user + nice + system + irq + soft;
  return { total: busy + idle + wait + steal, busy, steal };
}

/** Shares of the machine's time between two readings: stolen by the host, and used by programs other than `own`. */
export function shares(before: MachineTime, after: MachineTime, own: number): { steal: number; others: number } {
  const total = after.total - before.total;
  if (total <= 0) return { steal: 0, others: 0 };
  const others = Math.max(0, after.busy - before.busy - own);
  return { steal: (after.steal - before.steal) / total, others: others / total };
}

/** CPU seconds of processes and all their threads, user and kernel; a process that has ended counts as 0. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const [, , , , , , , , , , , user = 0, system = 0] = statOf(pid) ?? [];
    return sum + (Number(user) + Number(system)) * TICK;
  }, 0);
}

/** CPU milliseconds of a process and all its threads, precise to the microsecond. */
export function cpuMilliseconds(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`).map((task) => readProc(`/proc/${pid}/task/${task}/schedstat`));
  return tasks.reduce((sum, stat) => sum + Number(stat?.split(' ')[0] ?? 0) / 1e6, 0);
}

/** Resident megabytes of a process; 0 if it has ended. */
export function residentMegabytes(pid: number): number {
  const kilobytes = readProc(`/proc/${pid}/status`)?.match(/VmRSS:\s*(\d+) kB/)?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** A process and all its descendants. */
export function processTree(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(statOf(Number(name))?.[1])] as const),
  );
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

/** Pins a process and its threads to a core, or to several such as `0-1`, if the machine has several and `taskset`. */
export function pin(pid: number, core: number | string): void {
  if (cpus().length < 2) return;
  try {
    execFileSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' });
  } catch {
    // Without taskset, or if the process has just ended, the system chooses the core.
  }
}

/** The fields of /proc/<pid>/stat that follow the program's name, which may hold spaces; the first is the state. */
function statOf(pid: number): string[] | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

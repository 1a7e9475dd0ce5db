import { processTree, residentMegabytes } from '../../scripts/load/cpu.ts';

/** Resident memory of the workerd that a server started, in whole megabytes; Linux only. */
export function workerdMegabytes(server: number): number {
  const [, ...started] = processTree(server);
  return Math.round(started.reduce((sum, pid) => sum + residentMegabytes(pid), 0));
}

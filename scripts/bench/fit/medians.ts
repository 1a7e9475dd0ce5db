import { median } from '../../maths/median.ts';
import { OURS } from './processes.ts';

/** The cost of one fit: seconds of CPU time, seconds of wall time, megabytes at the peak. */
export interface Cost {
  rows: string;
  count: number;
  library: string;
  cpu: number;
  wall: number;
  peak: number;
  /** Largest component of the gradient per row; absent if it was not checked. */
  gradient?: number;
}

/** The rounds of one fit in one line; `cpuRatio` is its CPU time divided by that of this project in the same round. */
export interface Medians extends Omit<Required<Cost>, 'gradient'> {
  rounds: number;
  cpuLow: number;
  cpuHigh: number;
  gradient: number | null;
  cpuRatio: number | null;
}

/** Summarises rounds: a line per kind of rows, number of rows and library, in the order of their first round. */
export function medians(costs: readonly Cost[]): Medians[] {
  const groups = Map.groupBy(costs, ({ rows, count, library }) => JSON.stringify([rows, count, library]));
  return [...groups.values()].map((group) => {
    const { rows, count, library } = group[0]!;
    const ours = costs.filter((cost) => cost.rows === rows && cost.count === count && cost.library === OURS);
    const cpu = group.map((cost) => cost.cpu);
    const gradients = group.flatMap((cost) => cost.gradient ?? []);
    return {
      rows,
      count,
      library,
      rounds: group.length,
      cpu: median(cpu)!,
      cpuLow: Math.min(...cpu),
      cpuHigh: Math.max(...cpu),
      wall: median(group.map((cost) => cost.wall))!,
      peak: Math.max(...group.map((cost) => cost.peak)),
      gradient: gradients.length > 0 ? Math.max(...gradients) : null,
      cpuRatio: library === OURS ? null : median(group.map((cost, round) => cost.cpu / ours[round]!.cpu)),
    };
  });
}

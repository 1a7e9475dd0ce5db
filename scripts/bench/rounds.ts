import { median } from '../maths/median.ts';

/** One slice of load on one server, and the state of the machine during it. */
export interface Measurement {
  server: string;
  round: number;
  /** Requests per second. */
  rate: number;
  /** CPU microseconds of the server per request. */
  cpu: number;
  p50: number;
  p99: number;
  errors: number;
  /** Shares of the machine's time: stolen by the host, and used by programs outside the benchmark. */
  steal: number;
  others: number;
}

/** The rounds of one server in one line; ratios and differences are relative to the limit in the same round. */
export interface Result {
  server: string;
  rounds: number;
  clean: number;
  rate: number;
  ratio: number | null;
  cpu: number;
  cpuOver: number | null;
  p50: number;
  p99: number;
  errors: number;
}

/** Above these shares of the machine's time, a slice says more about other programs than about the server. */
export const MOST_STEAL = 0.05;
export const MOST_OTHERS = 0.05;

/** Whether the machine was quiet enough during a slice. */
export function isClean({ steal, others }: Measurement): boolean {
  return steal <= MOST_STEAL && others <= MOST_OTHERS;
}

/**
 * Summarises the rounds: medians over the clean slices of a server, or over all its slices if none is clean. For clean
 * slices, a ratio counts only if the slice of the limit in the same round is clean too.
 */
export function summarise(measurements: readonly Measurement[], limit: string): Result[] {
  const servers = Map.groupBy(measurements, ({ server }) => server);
  const limits = new Map(servers.get(limit)?.map((slice) => [slice.round, slice]));
  return [...servers].map(([server, slices]) => {
    const clean = slices.filter(isClean);
    const used = clean.length > 0 ? clean : slices;
    const pairs = used.flatMap((slice) => {
      const floor = limits.get(slice.round);
      return floor !== undefined && (clean.length === 0 || isClean(floor)) ? [{ slice, floor }] : [];
    });
    return {
      server,
      rounds: slices.length,
      clean: clean.length,
      rate: median(used.map(({ rate }) => rate))!,
      ratio: median(pairs.map(({ slice, floor }) => slice.rate / floor.rate)),
      cpu: median(used.map(({ cpu }) => cpu))!,
      cpuOver: median(pairs.map(({ slice, floor }) => slice.cpu - floor.cpu)),
      p50: median(used.map(({ p50 }) => p50))!,
      p99: median(used.map(({ p99 }) => p99))!,
      errors: slices.reduce((sum, { errors }) => sum + errors, 0),
    };
  });
}

import { progress } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { LIMIT, startContestants } from './contestants.ts';
import { writeInputs } from './inputs.ts';
import { isClean, type Measurement, MOST_OTHERS, MOST_STEAL, type Result, summarise } from './rounds.ts';
import type { Server } from './server.ts';
import { measureSlice } from './slice.ts';
import { withServers } from './workspace.ts';
import { requireWrk } from './wrk.ts';

export interface BenchOptions {
  quick?: true;
  rounds: number;
  batch?: true;
  peers: string;
  python?: string;
  json?: true;
}

const BATCH_ROWS = 100;

/** Runs the benchmark and prints its table. @throws {Failure} when wrk is missing or a contestant does not start */
export async function bench(options: BenchOptions): Promise<void> {
  requireWrk();
  await withServers(async (folder, servers) => {
    await writeInputs(folder, options);
    await startContestants({ ...options, folder }, servers);
    const measurements = await measureRounds(servers, folder, options);
    const results = summarise(measurements, LIMIT);
    console.log(options.json ? JSON.stringify(results, null, 2) : render(results, measurements, options));
  });
}

async function measureRounds(servers: readonly Server[], folder: string, options: BenchOptions) {
  const rounds = options.quick ? 2 : options.rounds;
  const seconds = options.quick ? 1 : 2;
  const measurements: Measurement[] = [];
  progress('warming up …');
  for (const server of servers) await measureSlice(server, 0, folder, seconds);
  const cleanRounds = () => Math.min(...servers.map(({ name }) => cleanOf(measurements, name)));
  for (let round = 1; round <= (options.quick ? rounds : 3 * rounds) && cleanRounds() < rounds; round++) {
    // Every second round goes backwards, so that no server always follows the same one.
    for (const server of round % 2 === 0 ? servers.toReversed() : servers) {
      measurements.push(await measureSlice(server, round, folder, seconds));
    }
    progress(`round ${round}: ${measurements.filter((slice) => slice.round === round && isClean(slice)).length} clean`);
  }
  return measurements;
}

function cleanOf(measurements: readonly Measurement[], name: string): number {
  return measurements.filter((slice) => slice.server === name && isClean(slice)).length;
}

function render(results: readonly Result[], measurements: readonly Measurement[], { batch }: BenchOptions): string {
  const rows = batch ? BATCH_ROWS : 1;
  const unit = batch ? 'rows/s' : 'requests/s';
  const heading = ['server', unit, '÷ limit', 'CPU µs', '− limit', 'p50 ms', 'p99 ms', 'errors', 'clean'];
  const text = results.map((result) => [
    result.server,
    (result.rate * rows).toFixed(0),
    result.ratio?.toFixed(3) ?? '',
    result.cpu.toFixed(1),
    result.cpuOver?.toFixed(1) ?? '',
    result.p50.toFixed(2),
    result.p99.toFixed(2),
    String(result.errors),
    `${result.clean} of ${result.rounds}`,
  ]);
  const steal = measurements.map((slice) => (100 * slice.steal).toFixed(0));
  const others = measurements.map((slice) => (100 * slice.others).toFixed(0));
  return [
    table([heading, ...text]),
    `Medians. The limit is “${LIMIT}” in the same round. CPU is the server's, per request. A slice is clean if at`,
    `most ${100 * MOST_STEAL} % of the machine was stolen and other programs used at most ${100 * MOST_OTHERS} %. For a server without`,
    'clean slices, all slices count.',
    `Steal by slice, %: ${steal.join(' ')}`,
    `Others by slice, %: ${others.join(' ')}`,
  ].join('\n');
}

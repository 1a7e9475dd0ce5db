import { progress } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { pin } from '../load/cpu.ts';
import { median } from '../maths/median.ts';
import { writeInputs } from './inputs.ts';
import { startNodeHost } from './node-host.ts';
import type { Server } from './server.ts';
import { withServers } from './workspace.ts';
import { requireWrk, runWrk } from './wrk.ts';

const SECONDS = 3;
const BOTH = '0-1';

/** Prints what a second process on a second core adds, with the generator beside the processes. */
export async function benchProcesses(options: { rounds: number; peers: string; json?: true }): Promise<void> {
  requireWrk();
  await withServers(async (folder, servers) => {
    await writeInputs(folder, options);
    const one = await startNodeHost('one process', folder);
    const two = await startNodeHost('two processes', folder, 2);
    servers.push(one, two);
    for (const pid of two.pids) pin(pid, BOTH);
    const rates: [number, number][] = [];
    const rate = async (server: Server, core: number | string) => {
      const { requests, seconds, errors } = await runWrk(server, folder, SECONDS, core);
      if (errors > 0) progress(`${server.name}: ${errors} errors`);
      return requests / seconds;
    };
    for (let round = 0; round <= options.rounds; round++) {
      const pair: [number, number] = [await rate(one, 1), await rate(two, BOTH)];
      // The first round warms up.
      if (round > 0) rates.push(pair);
    }
    const ratio = median(rates.map(([alone, both]) => both / alone))!;
    if (options.json) return console.log(JSON.stringify({ rates, ratio }));
    const rows = rates.map(([alone, both]) => [alone.toFixed(0), both.toFixed(0), (both / alone).toFixed(2)]);
    console.log(table([['one process, requests/s', 'two processes', 'ratio'], ...rows]));
    console.log(`median ratio ${ratio.toFixed(2)}`);
  });
}

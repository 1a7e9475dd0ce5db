import { join } from 'node:path';
import { progress } from '../cli/command.ts';
import { table } from '../cli/table.ts';
import { drawCases, goldenInputs } from '../load/cases.ts';
import { machineTime, pin, shares } from '../load/cpu.ts';
import { randomSource } from '../maths/random.ts';
import { readArtifact } from '../models/artifacts.ts';
import { OURS } from './contestants.ts';
import { MODEL, VARIANT } from './inputs.ts';
import { startNodeHost } from './node-host.ts';
import { type PacedOptions, sendPaced } from './paced-requests.ts';
import { withServers } from './workspace.ts';

/** Sends requests at a fixed rate to the service on Node, one process on the first core, and prints what came back. */
export async function benchHold(options: PacedOptions & { json?: true }): Promise<void> {
  await withServers(async (folder, servers) => {
    const artifact = readArtifact(join('models', MODEL, `${VARIANT}.json`));
    const { single } = drawCases(
      [{ model: MODEL, inputs: goldenInputs(MODEL), artifacts: [artifact] }],
      randomSource(1),
    );
    const server = await startNodeHost(`${OURS} on Node`, folder);
    servers.push(server);
    pin(process.pid, 1);
    progress('warming up …');
    await sendPaced(server, single, { requests: 20_000, seconds: 5 });
    const before = machineTime();
    const figures = await sendPaced(server, single, options);
    const after = machineTime();
    const steal = before && after ? shares(before, after, 0).steal : 0;
    if (options.json) return console.log(JSON.stringify({ ...figures, steal }));
    const { requests, seconds, failed, checked, wrong, p50, p99 } = figures;
    const heading = ['requests', 'seconds', 'failed', 'checked', 'wrong', 'p50 ms', 'p99 ms', 'steal %'];
    const counts = [requests, seconds.toFixed(1), failed, checked, wrong].map(String);
    console.log(table([heading, [...counts, p50.toFixed(2), p99.toFixed(2), (100 * steal).toFixed(1)]]));
  });
}
